import { basename } from "node:path";
import type { Logger } from "pino";
import { keepTerms } from "./accounts/keep-terms.ts";
import type { Directory } from "./directory/directory.ts";
import type { Declarations } from "./ledger/declarations.ts";

interface TermsWatchOptions {
  readonly declarations: Pick<Declarations, "termsTraces" | "writeTerms">;
  /** The one that stands for the newest inventory. */
  readonly directory: Directory;
  readonly file: string;
  readonly log: Pick<Logger, "warn" | "error">;
  /** ms since 1970 UTC */
  readonly now: () => number;
}

const betweenLooksMs = 5_000;
const namedAtMost = 20;

export interface TermsWatch {
  /** Settles when the look under way is done. */
  stop(): Promise<void>;
}

/** Keeps what the figures are held against, each time a new inventory says otherwise, and warns where it speaks of time that has passed. */
export function watchTerms({ declarations, directory, file, log, now }: TermsWatchOptions): TermsWatch {
  let seen: Directory["endpoints"] | null = null;
  let underWay = Promise.resolve();

  async function look(): Promise<void> {
    const { endpoints } = directory;
    if (endpoints === seen) return;
    try {
      const past = await keepTerms(declarations, directory, Math.floor(now() / 1000), { who: "inventory", origin: basename(file) });
      seen = endpoints;
      for (const { what, sites, endpoints: touched, from, to } of past) {
        const facts = { what, sites: sites.slice(0, namedAtMost), endpoints: touched.slice(0, namedAtMost), count: sites.length };
        log.warn({ ...facts, from: new Date(from * 1000), to: new Date(to * 1000) }, "inventory changes what was promised in the past");
      }
    } catch (error) {
      log.error({ err: error }, "what the inventory promises could not be kept");
    }
  }

  const lookInTurn = (): void => {
    underWay = underWay.then(look);
  };
  lookInTurn();
  const timer = setInterval(lookInTurn, betweenLooksMs);
  return {
    stop: () => {
      clearInterval(timer);
      return underWay;
    },
  };
}
