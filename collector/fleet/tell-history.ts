import type { Logger } from "pino";
import type { Directory } from "../directory/directory.ts";
import type { Fleet } from "./fleet.ts";
import type { FleetAct } from "./history.ts";

/** Fixed words; a code that was refused is told where that happens, with the reason. */
const sayings: Readonly<Record<Exclude<FleetAct, "code_refused">, string>> = {
  code_made: "one-time code is given",
  enrolled: "agent is enrolled",
  renewed: "agent has renewed its credential",
  rotation_asked: "agent is asked for a new credential",
  replaced_used: "somebody shows a replaced credential of an agent",
  revoked: "agent is revoked",
};

export interface TellHistoryOptions {
  readonly fleet: Pick<Fleet, "untold" | "told">;
  readonly directory: Pick<Directory, "agent">;
  readonly log: Pick<Logger, "info" | "warn">;
  /** Commands write beside the collector. */
  readonly lookEveryMs?: number;
}

/** Tells the log what happens to agents' right to speak. */
export interface HistoryTeller {
  /** Now, and not at the next look. */
  tell(): void;
  stop(): void;
}

const defaultLookEveryMs = 5_000;

/**
 * One line in the log for each act, whoever did it: the collector itself, or a command on its machine, also while it was stopped. Where
 * from is said, and not who: a login name stays in the history (`vigie agents history`).
 */
export function tellHistory({ fleet, directory, log, lookEveryMs = defaultLookEveryMs }: TellHistoryOptions): HistoryTeller {
  let isFailing = false;
  const tell = (): void => {
    try {
      const news = fleet.untold();
      for (const { agent, what, detail, origin } of news) {
        const facts = { agent, site: directory.agent(agent)?.site ?? null, ...(detail !== null && { kind: detail }), source: origin };
        if (what !== "code_refused") log[what === "replaced_used" ? "warn" : "info"](facts, sayings[what]);
      }
      const newest = news.at(-1);
      if (newest !== undefined) fleet.told(newest.entry);
      isFailing = false;
    } catch (error) {
      if (!isFailing) log.warn({ err: error }, "history of the agents cannot be read");
      isFailing = true;
    }
  };
  tell();
  const timer = setInterval(tell, lookEveryMs);
  return { tell, stop: () => clearInterval(timer) };
}
