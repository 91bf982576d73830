import { setTimeout as wait } from "node:timers/promises";
import type { FoundHost } from "./ask-host.ts";

export interface ScanOptions {
  /** Hosts that a scan begins to ask in a second; each is then asked one thing at a time. */
  readonly hostsPerSecond: number;
  readonly ask: (address: string) => Promise<FoundHost | null>;
  /** Told of each host as it is done. */
  readonly onAsked: (address: string, found: FoundHost | null) => void;
  /** No further host is asked; those that were asked already may still answer. */
  readonly signal: AbortSignal;
}

/** Asks every address once, at a steady pace. Gives who answered, in the order of the addresses. */
export async function scan(addresses: Iterable<string>, { hostsPerSecond, ask, onAsked, signal }: ScanOptions): Promise<FoundHost[]> {
  const answers: Promise<FoundHost | null>[] = [];
  for (const address of addresses) {
    if (answers.length > 0) await wait(1000 / hostsPerSecond, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    const answer = ask(address).then((found) => {
      onAsked(address, found);
      return found;
    });
    answers.push(answer);
  }
  return (await Promise.all(answers)).filter((found) => found !== null);
}
