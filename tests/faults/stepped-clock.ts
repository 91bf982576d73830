import { openSync, readSync } from "node:fs";

/**
 * Loaded before a program (`--import`): its wall clock is the machine's plus what the file named here says, ms, and may be set while it
 * runs. Its monotonic clock is left alone, as by whoever sets a clock. (A library put before libc would move both, timers with them.)
 */
export const clockFileVariable = "VIGIE_TESTS_CLOCK";

const file = process.env[clockFileVariable];
if (file !== undefined) stepBy(file);

function stepBy(path: string): void {
  const descriptor = openSync(path, "r");
  const bytes = Buffer.alloc(24);
  const trueNow = Date.now.bind(Date);
  const now = (): number => {
    const length = readSync(descriptor, bytes, 0, bytes.length, 0);
    return trueNow() + Number(bytes.toString("latin1", 0, length));
  };
  const TrueDate = Date;
  globalThis.Date = new Proxy(TrueDate, {
    construct: (target, given: unknown[], asked) => Reflect.construct(target, given.length === 0 ? [now()] : given, asked) as object,
    apply: () => new TrueDate(now()).toString(),
    get: (target, name, receiver) => (name === "now" ? now : (Reflect.get(target, name, receiver) as unknown)),
  });
}
