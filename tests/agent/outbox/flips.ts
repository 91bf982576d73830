import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openOutbox } from "../../../agent/outbox/open-outbox.ts";
import type { Outbox } from "../../../agent/outbox/outbox.ts";
import { copyOfOutbox, heardLog, movedClock, observation, observations, outboxRoom, takeAll } from "./outbox-room.ts";

const appended = 20;
const acknowledged = 5;
const batch = 5;

/** An outbox as a kill leaves it: observations that wait, that were sent, that are parked; losses to be told. */
export interface FlippedSample {
  readonly db: Buffer;
  readonly log: Buffer;
  /** Sequences the collector has, in outbox `id`. */
  readonly id: string;
  readonly sent: { readonly first: number; readonly next: number };
  readonly waiting: number;
  readonly lost: number;
}

/** @param closed everything lies in the file, as after a stop; otherwise the newest lies in the log beside it */
export function sampleToFlip(closed: boolean): FlippedSample {
  const room = outboxRoom();
  const outbox = room.open({ maxDays: 2 });
  outbox.append(observations(-3_000, -2_996));
  room.clock.pass(60_000);
  outbox.beat();
  for (let number = 1; number <= appended; number += batch) outbox.append(observations(number, number + batch - 1));
  const sent = outbox.oldest(acknowledged);
  if (sent !== null) outbox.acknowledge(sent, [{ sequence: sent.first, code: "ENDPOINT_UNKNOWN", message: "" }]);
  outbox.append([observation(appended + 1)]);
  const { first = 0 } = sent ?? {};
  const answered = { id: outbox.id(), sent: { first: first + 1, next: first + acknowledged } };
  const { count, lostCount } = outbox.stats();
  if (closed) outbox.close();
  const sample = { ...copyOfOutbox(room, { closed }), ...answered, waiting: count, lost: lostCount };
  if (!closed) outbox.close();
  return sample;
}

export interface Flip {
  readonly part: "db" | "log";
  readonly place: number;
  readonly bits: number;
}

/** Every byte of a sample once, one bit or all of them. */
export function* everyFlip({ db, log }: FlippedSample, bitsAt: (place: number) => number): Generator<Flip> {
  for (let place = 0; place < db.length; place += 1) yield { part: "db", place, bits: bitsAt(place) };
  for (let place = 0; place < log.length; place += 1) yield { part: "log", place, bits: bitsAt(place) };
}

/**
 * Opens the sample with one byte changed, works with it, and says what is wrong with what came out; null when nothing is: what is
 * readable is kept and unaltered, what is not is counted and told, no number has two meanings, and the outbox goes on working.
 */
export function faultAfter(flip: Flip, sample: FlippedSample, folder: string): string | null {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  const file = join(folder, "outbox.db");
  writeFileSync(file, flipped(sample.db, flip, "db"));
  if (sample.log.length > 0) writeFileSync(`${file}-wal`, flipped(sample.log, flip, "log"));
  const options = { file, maxBytes: 100e6, maxDays: 400, clock: movedClock(), log: heardLog() };
  try {
    const outbox = openOutbox(options);
    const fault = faultIn(outbox, flip, sample);
    outbox.close();
    const again = openOutbox(options);
    const rest = again.stats();
    again.close();
    return fault ?? (rest.count === 0 && rest.keptIn === "disk" ? null : `${rest.count} still wait in ${rest.keptIn}`);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

function faultIn(outbox: Outbox, { part }: Flip, sample: FlippedSample): string | null {
  outbox.append([observation(1_001), observation(1_002)]);
  const { count } = outbox.stats();
  // Parked ones come back once their endpoint is known, which any answer says.
  const found = takeAll(outbox);
  const { lostCount } = outbox.stats();
  const old = found.filter(({ observation: one }) => one.observedAt <= observation(appended + 1).observedAt);
  const fresh = found.slice(old.length).map(({ observation: one }) => one.observedAt);
  const numbers = new Set(found.map(({ outbox: id, sequence }) => `${id} ${sequence}`));
  const altered = old.filter(
    ({ observation: one }) =>
      JSON.stringify(one) !== JSON.stringify(observations(1, appended + 1).find(({ observedAt }) => observedAt === one.observedAt)),
  );
  const told = outbox.events.untold(1_000).reduce((sum, event) => sum + (event.kind === "loss" ? event.count : 0), 0);
  // Where the newest counters were hit, what the collector has is found as well, and sent again under its old number.
  const { id, sent } = sample;
  const again = old.filter((one) => one.outbox === id && one.sequence >= sent.first && one.sequence < sent.next).length;
  const missing = sample.waiting + sample.lost - (old.length - again) - lostCount;
  // What stands at the end of a log may as well be a write that a kill interrupted: that one transaction nobody promised.
  const excused = part === "log" ? 1 : 0;
  if (altered.length > 0) return `${altered.length} were altered`;
  if (numbers.size !== found.length) return "a number was given twice";
  if (fresh.length !== 2 || count < 2) return `${fresh.length} of the two new ones were found`;
  if (missing > excused || missing < 0)
    return `${sample.waiting} waited, ${old.length} were found, ${lostCount - sample.lost} counted as lost`;
  return told === lostCount ? null : `${lostCount} were lost, ${told} were told`;
}

function flipped(bytes: Buffer, { part, place, bits }: Flip, which: Flip["part"]): Buffer {
  if (part !== which) return bytes;
  const copy = Buffer.from(bytes);
  copy[place] = (copy[place] ?? 0) ^ bits;
  return copy;
}
