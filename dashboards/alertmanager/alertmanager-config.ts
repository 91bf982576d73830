import { owners } from "../alerts/alert.ts";
import { lengthOf } from "../alerts/promql.ts";
import { type AlertingSettings, type Channel, type Team, waitsOf } from "../settings.ts";
import { inhibitions } from "./inhibitions.ts";
import { heartbeatReceiver, noteConfig, type Receiver, receiverOf } from "./receivers.ts";

const atWork = "heures-ouvrees";
const notAtWork = "hors-heures-ouvrees";
const nobody = "personne";
const signal = "signal-de-vie";

interface Route {
  readonly receiver: string;
  readonly matchers?: readonly string[];
  readonly continue?: boolean;
  readonly [more: string]: unknown;
}

/** alertmanager.yml, in what Alertmanager 0.25 and later understand alike. */
export function alertmanagerConfig(settings: AlertingSettings): object {
  const { workingHours, zone, smtp } = settings;
  const weekdays = [workingHours.weekdays];
  const times = [{ start_time: workingHours.from, end_time: workingHours.to }];
  const teams = [...settings.teams, restOf(settings)];
  return {
    ...(smtp !== null && { global: globalOf(smtp) }),
    templates: ["templates/*.tmpl"],
    time_intervals: [
      { name: atWork, time_intervals: [{ weekdays, times, location: zone }] },
      { name: notAtWork, time_intervals: complementOf(workingHours, zone) },
    ],
    route: {
      receiver: "liste-operator",
      group_by: ["alertname", "territory"],
      routes: [...quietRoutes(settings), ...teams.flatMap((team) => pageRoutes(team, settings)), ...ticketRoutes(settings)],
    },
    inhibit_rules: inhibitions,
    receivers: receiversOf(settings, teams),
  };
}

function globalOf(smtp: NonNullable<AlertingSettings["smtp"]>): object {
  return {
    smtp_smarthost: smtp.smarthost,
    smtp_from: smtp.from,
    smtp_require_tls: smtp.requireTls,
    ...(smtp.user !== undefined && { smtp_auth_username: smtp.user }),
    ...(smtp.passwordFile !== undefined && { smtp_auth_password_file: smtp.passwordFile }),
  };
}

/** Who is told of every territory that no team names. */
function restOf({ page, outsideHours }: AlertingSettings): Team {
  return { name: "region", territories: [], page, ...(outsideHours !== undefined && { outsideHours }) };
}

function quietRoutes(settings: AlertingSettings): Route[] {
  const beat = lengthOf(waitsOf(settings).heartbeat);
  const quick = { group_wait: "0s", group_interval: beat, repeat_interval: beat };
  return [
    { receiver: settings.heartbeat === null ? nobody : signal, matchers: ['alertname="VisioWatchdog"'], ...quick },
    { receiver: nobody, matchers: ['severity="none"'] },
  ];
}

/**
 * One territory is one group: what has one cause there comes in one message, even where the common cause is known a moment too late.
 * An interval that is not active silences its route and does not pass on, so day and night are two routes of which one speaks.
 */
function pageRoutes({ name, territories, outsideHours }: Team, settings: AlertingSettings): Route[] {
  const waits = waitsOf(settings);
  const whose = territories.length === 0 ? [] : [`territory=~"${territories.join("|")}"`];
  const common = {
    matchers: ['severity="page"', ...whose],
    group_by: ["territory"],
    group_wait: lengthOf(waits.groupPages),
    group_interval: lengthOf(waits.groupPagesAgain),
    repeat_interval: "4h",
  };
  if (outsideHours === undefined) return [{ receiver: `astreinte-${name}`, ...common }];
  const inner = { group_by: common.group_by };
  return [
    {
      receiver: nobody,
      ...common,
      routes: [
        { receiver: `astreinte-${name}`, ...inner, active_time_intervals: [atWork], continue: true },
        { receiver: `astreinte-${name}-nuit`, ...inner, active_time_intervals: [notAtWork] },
      ],
    },
  ];
}

/** The morning list: by whose work it is, in working hours, once a day as long as it lasts. */
function ticketRoutes(settings: AlertingSettings): Route[] {
  const { tickets } = settings;
  const soonest = lengthOf(waitsOf(settings).groupTickets);
  return owners
    .filter((owner) => tickets[owner].length > 0)
    .map((owner) => ({
      receiver: `liste-${owner}`,
      matchers: ['severity="ticket"', `owner="${owner}"`],
      group_by: ["alertname", "territory"],
      group_wait: soonest,
      group_interval: "1h",
      repeat_interval: "1d",
      active_time_intervals: [atWork],
    }));
}

function receiversOf(settings: AlertingSettings, teams: readonly Team[]): Receiver[] {
  const lists = owners.filter((owner) => settings.tickets[owner].length > 0);
  return [
    { name: nobody },
    ...(settings.heartbeat === null ? [] : [heartbeatReceiver(signal, settings.heartbeat)]),
    ...teams.flatMap(({ name, page, outsideHours }) => pagedOf(name, page, outsideHours)).map((one) => alsoNoted(one, settings)),
    ...lists.map((owner) => receiverOf(`liste-${owner}`, settings.tickets[owner])),
  ];
}

function pagedOf(name: string, page: readonly Channel[], outsideHours: readonly Channel[] | undefined): Receiver[] {
  const night = outsideHours === undefined ? [] : [receiverOf(`astreinte-${name}-nuit`, outsideHours)];
  return [receiverOf(`astreinte-${name}`, page), ...night];
}

/** Whoever is paged, the collector is told at the same moment. */
function alsoNoted(receiver: Receiver, { noteIn, collectorUrl }: AlertingSettings): Receiver {
  if (noteIn === undefined) return receiver;
  const own = receiver["webhook_configs"] ?? [];
  return { ...receiver, webhook_configs: [...own, noteConfig(`${collectorUrl}/v1/alerts`, noteIn.bearerFile)] };
}

const week = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** All that is outside working hours: of their days before and after, and the other days whole. */
function complementOf({ weekdays, from, to }: AlertingSettings["workingHours"], zone: string): object[] {
  const [first = "", last = first] = weekdays.split(":");
  const isWork = (day: number) => day >= week.indexOf(first) && day <= week.indexOf(last);
  const rest = week.filter((_, day) => !isWork(day));
  const around = [
    ...(from === "00:00" ? [] : [{ start_time: "00:00", end_time: from }]),
    ...(to === "24:00" ? [] : [{ start_time: to, end_time: "24:00" }]),
  ];
  return [
    ...(around.length === 0 ? [] : [{ weekdays: [weekdays], times: around, location: zone }]),
    ...(rest.length === 0 ? [] : [{ weekdays: rest, location: zone }]),
  ];
}
