import type { Io } from "./io.ts";

export interface ProgressBar {
  readonly tick: () => void;
  /** Leaves no trace of it on the screen. */
  readonly clear: () => void;
}

const silent: ProgressBar = { tick: () => undefined, clear: () => undefined };
const cells = 30;

/** For who waits at a terminal; a program that reads the output is told nothing. Steps that nobody counted on do not pass the end. */
export function progressBar(label: string, steps: number, io: Io): ProgressBar {
  if (io.columns === undefined || steps <= 0) return silent;
  const width = label.length + cells + 9;
  if (io.columns < width) return silent;
  let [done, shown] = [0, -1];
  return {
    tick: () => {
      done += 1;
      const percent = Math.min(99, Math.floor((done * 100) / steps));
      if (percent === shown) return;
      shown = percent;
      const full = Math.floor((percent * cells) / 100);
      io.stderr(`\r${label} [${"#".repeat(full)}${"-".repeat(cells - full)}] ${percent}\u00a0%`);
    },
    clear: () => {
      if (shown >= 0) io.stderr(`\r${" ".repeat(width)}\r`);
    },
  };
}
