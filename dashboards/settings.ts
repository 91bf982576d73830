import { type Static, Type } from "typebox";

const closed = { additionalProperties: false } as const;
const Seconds = Type.Integer({ minimum: 0 });
const Address = Type.String({ minLength: 1 });
const TimeOfDay = Type.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$" });

/** One way to reach people. Secrets stay in files that Alertmanager reads. */
const Channel = Type.Union([
  Type.Object({ kind: Type.Literal("email"), to: Type.Array(Address, { minItems: 1 }) }, closed),
  Type.Object({ kind: Type.Literal("webhook"), url: Address, bearerFile: Type.Optional(Address) }, closed),
  Type.Object({ kind: Type.Literal("goalert"), url: Address, bearerFile: Type.Optional(Address) }, closed),
  Type.Object({ kind: Type.Literal("mattermost"), urlFile: Address, channel: Type.Optional(Address) }, closed),
]);
export type Channel = Static<typeof Channel>;

/** Who is told about some territories. `outsideHours`: instead of `page` when nobody is at work. */
const Team = Type.Object(
  {
    name: Type.String({ pattern: "^[a-z][a-z0-9-]*$" }),
    territories: Type.Array(Type.String({ pattern: "^[a-z0-9-]+$" }), { minItems: 1 }),
    page: Type.Array(Channel, { minItems: 1 }),
    outsideHours: Type.Optional(Type.Array(Channel, { minItems: 1 })),
  },
  closed,
);
export type Team = Static<typeof Team>;

const Smtp = Type.Object(
  {
    smarthost: Address,
    from: Address,
    requireTls: Type.Boolean(),
    user: Type.Optional(Address),
    passwordFile: Type.Optional(Address),
  },
  closed,
);

/** How long things may last before somebody is told, s. Those of states are not here: a state is confirmed before it is told. */
const Waits = Type.Object(
  {
    /** A fault pages where somebody could use the room within this time. */
    usableWithin: Seconds,
    /** How long what was last scraped holds while the collector is away. */
    bridge: Seconds,
    agentSilent: Seconds,
    /** Less than `agentSilent`, so that the common cause is known before its effects. */
    manySilent: Seconds,
    /** Agents need this long to come back once the collector has started. */
    collectorStart: Seconds,
    collectorDown: Seconds,
    /** Before a fault that wakes nobody is told. */
    ticket: Seconds,
    /** A fault that comes and goes within this time is one fault. */
    steady: Seconds,
    groupPages: Seconds,
    groupPagesAgain: Seconds,
    groupTickets: Seconds,
    heartbeat: Seconds,
    /** How often rules are looked at. */
    evaluation: Seconds,
  },
  closed,
);

/** What an installation decides of its alerts. */
export const AlertingSettings = Type.Object(
  {
    collectorUrl: Address,
    grafanaUrl: Address,
    runbooksUrl: Address,
    /** Names of the scrape jobs, as in docs/examples/prometheus.yml. */
    jobs: Type.Object({ collector: Address, agents: Address }, closed),
    zone: Address,
    workingHours: Type.Object({ weekdays: Address, from: TimeOfDay, to: TimeOfDay }, closed),
    smtp: Type.Union([Smtp, Type.Null()]),
    /** Who is paged where no team names the territory. */
    page: Type.Array(Channel, { minItems: 1 }),
    outsideHours: Type.Optional(Type.Array(Channel, { minItems: 1 })),
    teams: Type.Array(Team),
    /** Who gets the morning list, by owner. */
    tickets: Type.Object(
      {
        site_technician: Type.Array(Channel),
        concierge: Type.Array(Channel),
        operator: Type.Array(Channel, { minItems: 1 }),
        network_provider: Type.Array(Channel),
      },
      closed,
    ),
    /** Called as long as Prometheus and Alertmanager live; who is called raises the alarm when it stops. Null: nobody watches them. */
    heartbeat: Type.Union([Type.Object({ url: Address, bearerFile: Type.Optional(Address) }, closed), Type.Null()]),
    /** The collector is told what people are told, with a token of the role `pager`. Absent: it is not. */
    noteIn: Type.Optional(Type.Object({ bearerFile: Address }, closed)),
    waits: Type.Optional(Type.Partial(Waits, closed)),
  },
  closed,
);
export type AlertingSettings = Static<typeof AlertingSettings>;
export type Waits = Static<typeof Waits>;

const minute = 60;

const usualWaits: Waits = {
  usableWithin: 60 * minute,
  bridge: 10 * minute,
  agentSilent: 5 * minute,
  manySilent: 4 * minute,
  collectorStart: 5 * minute,
  collectorDown: 5 * minute,
  ticket: 15 * minute,
  steady: 6 * minute,
  groupPages: 15,
  groupPagesAgain: 2 * minute,
  groupTickets: 5 * minute,
  heartbeat: minute,
  evaluation: 15,
};

export const waitsOf = ({ waits }: Pick<AlertingSettings, "waits">): Waits => ({ ...usualWaits, ...waits });
