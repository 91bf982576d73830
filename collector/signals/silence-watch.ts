import type { Logger } from "pino";
import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import { Agent, request } from "undici";
import type { Secret } from "../../settings/secret.ts";
import { noteAlerts, toldAlert } from "../desk/alert-notes.ts";
import type { Desk } from "../desk/desk.ts";

/** Where Alertmanager is. */
interface AlertmanagerPlace {
  /** Scheme, host, port and path, without a final slash. */
  readonly url: string;
  readonly login: { readonly user: string; readonly password: Secret } | null;
  /** PEM; null: the system's own authorities. */
  readonly caPem: string | null;
}

export interface SilenceWatchOptions {
  readonly settings: AlertmanagerPlace;
  readonly desk: Desk;
  readonly log: Pick<Logger, "info" | "warn">;
  readonly everyMs?: number;
}

export interface SilenceWatch {
  start(): void;
  /** Settles when nothing is under way any more. */
  stop(): Promise<void>;
}

const Alerts = Type.Array(
  Type.Object({
    labels: Type.Record(Type.String(), Type.String()),
    startsAt: Type.String(),
    status: Type.Object({ silencedBy: Type.Array(Type.String()) }),
  }),
  { maxItems: 10_000 },
);
type SilencedAlert = Static<typeof Alerts>[number];
const Silences = Type.Array(Type.Object({ id: Type.String(), startsAt: Type.String() }), { maxItems: 10_000 });
const alertsCheck = Compile(Alerts);
const silencesCheck = Compile(Silences);

const usualEveryMs = 30_000;
const deadlineMs = 10_000;
const longestAnswer = 16 * 2 ** 20;
/** Who silences is a name that somebody typed: it stays in Alertmanager. */
const writer = { who: "alertmanager", origin: "" } as const;

/**
 * A silence that is laid over an alert that fires already says that somebody has seen it: the acknowledgement of its incident. Alertmanager
 * tells nobody of silences, so it is asked. A silence that was there before the alert says nothing of it.
 */
export function createSilenceWatch({ settings, desk, log, everyMs = usualEveryMs }: SilenceWatchOptions): SilenceWatch {
  const agent = new Agent({
    connect: settings.caPem === null ? {} : { ca: settings.caPem },
    headersTimeout: deadlineMs,
    bodyTimeout: deadlineMs,
  });
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | null = null;
  let isStopping = true;
  let isFailing = false;

  async function ask(path: string): Promise<unknown> {
    const headers = settings.login === null ? {} : { authorization: basic(settings.login) };
    const { statusCode, body } = await request(`${settings.url}/api/v2/${path}`, { dispatcher: agent, headers });
    const text = await boundedText(body);
    if (statusCode !== 200) throw new Error(`HTTP ${statusCode}`);
    return JSON.parse(text) as unknown;
  }

  async function look(): Promise<void> {
    try {
      const [alerts, silences] = [await ask("alerts?active=false&inhibited=false&unprocessed=false&silenced=true"), await ask("silences")];
      if (!alertsCheck.Check(alerts) || !silencesCheck.Check(silences)) throw new Error("the answer is not Alertmanager's");
      const begun = new Map(silences.map(({ id, startsAt }) => [id, Date.parse(startsAt)]));
      const notes = await noteAlerts(desk, alerts.filter((alert) => isAcknowledged(alert, begun)).map(toldAlert), "acknowledged", writer);
      if (notes.length > 0) log.info({ incidents: notes.length }, "acknowledged by a silence in Alertmanager");
      if (isFailing) log.info("Alertmanager answers again");
      isFailing = false;
    } catch (error) {
      if (!isFailing && !isStopping)
        log.warn({ error: error instanceof Error ? error.message : String(error) }, "Alertmanager cannot be asked for silences");
      isFailing = true;
    }
  }

  function wake(): void {
    underWay = look().finally(() => {
      underWay = null;
      if (!isStopping) timer = setTimeout(wake, everyMs);
    });
  }

  return {
    start: () => {
      isStopping = false;
      wake();
    },
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      await agent.destroy();
      await underWay;
    },
  };
}

/** @param begun when each silence began, ms since 1970 UTC */
export function isAcknowledged({ startsAt, status }: SilencedAlert, begun: ReadonlyMap<string, number>): boolean {
  return status.silencedBy.some((id) => (begun.get(id) ?? 0) > Date.parse(startsAt));
}

const basic = ({ user, password }: { readonly user: string; readonly password: Secret }): string =>
  `Basic ${Buffer.from(`${user}:${password.reveal()}`).toString("base64")}`;

async function boundedText(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > longestAnswer) throw new Error(`the answer is longer than ${longestAnswer} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
