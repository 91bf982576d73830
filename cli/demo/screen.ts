import type { Io } from "../io.ts";

/** Lines that stay, above one line that moves. */
export interface Screen {
  say(text: string): void;
  complain(text: string): void;
  /** Rewrites the moving line; empty removes it. Off a terminal, only every tenth of the way is written. */
  progress(text: string, ratio: number): void;
}

const clearLine = "\r\u001b[2K";

/** @param columns of the terminal; null where nothing can be rewritten */
export function openScreen(io: Io, columns: number | null): Screen {
  let moving = "";
  let lastTenth = -1;
  const above = (write: () => void): void => {
    if (moving !== "") io.stdout(clearLine);
    write();
    if (moving !== "") io.stdout(moving);
  };
  return {
    say: (text) => above(() => io.stdout(text)),
    complain: (text) => above(() => io.stderr(text)),
    progress: (text, ratio) => {
      if (columns !== null) {
        // A line that wraps could not be cleared.
        const fitting = text.slice(0, columns - 1);
        io.stdout(`${moving === "" ? "" : clearLine}${fitting}`);
        moving = fitting;
        return;
      }
      const tenth = Math.floor(ratio * 10);
      if (tenth > lastTenth && text !== "") io.stdout(`${text}\n`);
      lastTenth = tenth;
    },
  };
}
