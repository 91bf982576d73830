import { existsSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../agent/clock.ts";
import { openOutbox } from "../../agent/outbox/open-outbox.ts";
import { heardLog, observations, takeAll } from "../agent/outbox/outbox-room.ts";

/**
 * Works with an outbox on a small disk of its own that something else fills and leaves again, and says on standard output what became of
 * it. The clock is hurried, so that a disk that refused is asked again at once.
 */
const [disk = ""] = process.argv.slice(2);
const log = heardLog();
const system = systemClock();
let hurried = 0;
const clock = { boot: system.boot, nowMs: () => system.nowMs() + hurried, monotonicMs: () => system.monotonicMs() + hurried };
const outbox = openOutbox({ file: join(disk, "outbox.db"), maxBytes: 100e6, maxDays: 400, clock, log });
let number = 1;
const polls = (batches: number): void => {
  for (let done = 0; done < batches; done += 1, number += 10) outbox.append(observations(number, number + 9));
};
const keptIn: string[] = [];
const note = (): void => void keptIn.push(outbox.stats().keptIn);

polls(10);
note();
const filler = join(disk, "filler");
for (let size = 8_000_000; size >= 1; size = Math.floor(size / 2)) {
  try {
    writeFileSync(filler, Buffer.alloc(size), { flag: "a" });
  } catch {
    // What does not fit any more is tried in smaller pieces, down to the last byte.
  }
}
polls(40);
note();
rmSync(filler);
hurried += 3_600_000;
polls(10);
note();
outbox.close();
const again = openOutbox({ file: join(disk, "outbox.db"), maxBytes: 100e6, maxDays: 400, clock, log });
const found = takeAll(again).map(({ observation }) => Number(observation.readings[0]?.value));
const { lostCount } = again.stats();
again.close();
const damaged = existsSync(join(disk, "outbox.db.damaged"));
writeSync(
  1,
  JSON.stringify({
    appended: number - 1,
    found: found.length,
    different: new Set(found).size,
    lostCount,
    keptIn,
    damaged,
    log: log.lines.map(({ level, message }) => `${level} ${message}`),
  }),
);
