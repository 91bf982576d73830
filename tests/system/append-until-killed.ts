import { writeSync } from "node:fs";
import { systemClock } from "../../agent/clock.ts";
import { openOutbox } from "../../agent/outbox/open-outbox.ts";
import { heardLog, observations } from "../agent/outbox/outbox-room.ts";

/**
 * Appends and acknowledges for ever, and tells losses; says on standard output what was promised, the moment the outbox has promised it.
 * With little room, the oldest observations are given up.
 */
const [file = "", firstNumber = "1", maxBytes = "100000000"] = process.argv.slice(2);
const log = heardLog();
const outbox = openOutbox({ file, maxBytes: Number(maxBytes), maxDays: 400, clock: systemClock(), log });
let number = Number(firstNumber);
const say = (line: string) => writeSync(1, `${line}\n`);
say(`open ${log.lines.map(({ message }) => message).join("; ")}`);
for (;;) {
  const batch = observations(number, number + (number % 4));
  say(`appending ${number} ${batch.length}`);
  outbox.append(batch);
  number += batch.length;
  say(`appended ${outbox.id()} ${batch.length}`);
  tellLosses();
  const run = number % 7 === 0 ? outbox.oldest(3) : null;
  if (run === null) continue;
  const numbers = run.observations.map(({ readings }) => readings[0]?.value).join(",");
  say(`sending ${numbers}`);
  outbox.acknowledge(run);
  say(`sent ${numbers}`);
}

/** Said before as well: whoever is killed in between tells them again. */
function tellLosses(): void {
  if (number % 11 !== 0) return;
  const events = outbox.events.untold(100);
  for (const event of events) if (event.kind === "loss") say(`telling ${event.id} ${event.count}`);
  outbox.events.told(events);
}
