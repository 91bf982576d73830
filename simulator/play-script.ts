import type { Fleet } from "./fleet.ts";
import type { ScriptLine } from "./script.ts";

export interface ScriptRun {
  stop(): void;
}

export interface ScriptHooks {
  readonly onLine?: (line: ScriptLine) => void;
}

/** Plays lines in the order of their `atS`, counted from now. The lines may be endless: one is drawn at a time. */
export function playScript(fleet: Fleet, lines: Iterable<ScriptLine>, hooks: ScriptHooks = {}): ScriptRun {
  const startedAt = performance.now();
  const source = lines[Symbol.iterator]();
  let timer: NodeJS.Timeout | undefined;
  const playNext = (): void => {
    const next = source.next();
    if (next.done === true) return;
    const line = next.value;
    const waitMs = Math.max(0, startedAt + line.atS * 1000 - performance.now());
    timer = setTimeout(() => {
      fleet.codec(line.codec).apply(line);
      hooks.onLine?.(line);
      playNext();
    }, waitMs);
  };
  playNext();
  return { stop: () => clearTimeout(timer) };
}
