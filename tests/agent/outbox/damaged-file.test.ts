import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../../../simulator/random.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { movedClock, type OutboxRoom, observation, observations, outboxRoom, takeAll, type Waiting } from "./outbox-room.ts";

const appended = 400;
const acknowledged = 100;
const waiting = appended - acknowledged;

/** An outbox as a power cut leaves it: some of it in the file, the newest in the log beside it. */
interface Sample {
  readonly db: Buffer;
  readonly log: Buffer;
  readonly id: string;
}

function makeSample(): Sample {
  const room = outboxRoom();
  const outbox = room.open();
  for (let number = 1; number <= appended; number += 10) outbox.append(observations(number, number + 9));
  const sent = outbox.oldest(acknowledged);
  if (sent !== null) outbox.acknowledge(sent);
  const id = outbox.id();
  const sample = { db: readFileSync(room.file), log: readFileSync(`${room.file}-wal`), id };
  outbox.close();
  return sample;
}

function roomWith({ db, log }: Pick<Sample, "db" | "log">): OutboxRoom {
  const room = outboxRoom();
  writeFileSync(room.file, db);
  if (log.length > 0) writeFileSync(`${room.file}-wal`, log);
  return room;
}

/** Opens a damaged outbox, works with it, and says what came out. */
function workWith(room: OutboxRoom): { found: Waiting[]; lost: number; newId: string } {
  const outbox = room.open();
  const newId = outbox.id();
  outbox.append([observation(1_001), observation(1_002)]);
  const { count, lostCount } = outbox.stats();
  const found = takeAll(outbox);
  expect(found).toHaveLength(count);
  outbox.append([observation(1_003)]);
  outbox.close();
  const again = room.open();
  expect(takeAll(again).map((each) => each.observation)).toEqual([observation(1_003)]);
  again.close();
  return { found, lost: lostCount, newId };
}

/** What must hold whatever the damage: nothing altered, no number with two meanings, new observations safe. */
function expectHonest(found: readonly Waiting[], oldId: string): number {
  const numbers = found.map(({ outbox, sequence }) => `${outbox} ${sequence}`);
  expect(new Set(numbers).size).toBe(numbers.length);
  const old = found.filter(({ outbox, observation: one }) => outbox === oldId && one.observedAt <= observation(appended).observedAt);
  for (const { sequence, observation: one } of old) expect(one).toEqual(observation(sequence));
  const fresh = found.slice(old.length);
  expect(fresh.map((each) => each.observation)).toEqual([observation(1_001), observation(1_002)]);
  for (const { outbox, sequence } of fresh) expect(outbox !== oldId || sequence > appended, "a number given before").toBe(true);
  return old.filter(({ sequence }) => sequence > acknowledged).length;
}

describe("an outbox file that is damaged", () => {
  let sample: Sample;
  beforeAll(() => {
    sample = makeSample();
  });

  it("lies in the file and in the log beside it, as after a power cut", () => {
    expect(sample.log.length).toBeGreaterThan(50_000);
    expect(sample.db.length).toBeGreaterThan(50_000);
  });

  it.each(Array.from({ length: 60 }, (_, index) => index))("gives all but a little when one bit of it has flipped (%i)", (seed) => {
    const random = seededRandom(seed);
    const db = Buffer.from(sample.db);
    const log = Buffer.from(sample.log);
    const hit = seed % 2 === 0 ? db : log;
    const place = seed < 10 ? seed * 13 : random.between(0, hit.length - 1);
    hit[place] = (hit[place] ?? 0) ^ (1 << random.between(0, 7));

    const { found } = workWith(roomWith({ db, log }));

    // One page of the file holds eight observations; a page high up in the tree is mended from the records themselves.
    expect(expectHonest(found, sample.id)).toBeGreaterThanOrEqual(waiting - 12);
  });

  it.each(Array.from({ length: 30 }, (_, index) => index))("gives what is left when its end is missing (%i)", (seed) => {
    const random = seededRandom(1_000 + seed);
    const isLogCut = seed % 2 === 0;
    const length = random.between(1, (isLogCut ? sample.log : sample.db).length - 1);
    const room = roomWith(
      isLogCut ? { db: sample.db, log: sample.log.subarray(0, length) } : { db: sample.db.subarray(0, length), log: sample.log },
    );

    const { found } = workWith(room);

    const kept = expectHonest(found, sample.id);
    if (!isLogCut) expect(kept, "the log alone holds the newest").toBeGreaterThan(waiting / 4);
  });

  it.each(Array.from({ length: 10 }, (_, index) => index))(
    "gives what is left when a block of it was overwritten with noise (%i)",
    (seed) => {
      const random = seededRandom(2_000 + seed);
      const db = Buffer.from(sample.db);
      const from = random.between(0, db.length - 8_192);
      for (let place = from; place < from + 8_192; place += 1) db[place] = random.between(0, 255);

      const { found } = workWith(roomWith({ db, log: sample.log }));

      expect(expectHonest(found, sample.id)).toBeGreaterThanOrEqual(waiting - 40);
    },
  );

  it("counts what is gone, when it can be known", () => {
    const closed = outboxRoom();
    const before = closed.open();
    before.append(observations(1, 200));
    before.close();
    const size = statSync(closed.file).size;
    truncateSync(closed.file, size - 40_960);

    const { found, lost } = workWith(closed);

    expect(lost).toBeGreaterThan(0);
    expect(found.length - 2 + lost).toBe(200);
  });

  it("puts the damaged file aside under the date, says so, and begins a new numbering", () => {
    const room = roomWith({ db: Buffer.from(sample.db).fill(0, 0, 100), log: Buffer.alloc(0) });

    const { newId } = workWith(room);

    const aside = readdirSync(room.folder).filter((name) => name.includes("damaged"));
    expect(aside).toEqual(["outbox.db.damaged-20261123T080000Z"]);
    expect(readFileSync(join(room.folder, aside[0] ?? "")).length).toBe(sample.db.length);
    expect(room.log.lines).toEqual([
      expect.objectContaining({ level: "error", message: "outbox file was damaged, what is readable was kept" }),
    ]);
    expect(newId).not.toBe(sample.id);
  });

  it("keeps only the last two damaged files", () => {
    const room = outboxRoom();
    for (let time = 0; time < 4; time += 1) {
      writeFileSync(room.file, "not a database at all");
      room.open().close();
      room.clock.pass(60_000);
    }

    expect(readdirSync(room.folder).filter((name) => name.includes("damaged"))).toEqual([
      "outbox.db.damaged-20261123T080200Z",
      "outbox.db.damaged-20261123T080300Z",
    ]);
  });

  it("is mended while the agent runs, when damage shows only then", () => {
    const room = outboxRoom();
    const outbox = room.open();
    outbox.append(observations(1, 300));
    const other = new DatabaseSync(room.file);
    other.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    other.close();
    const bytes = readFileSync(room.file);
    const descriptor = openSync(room.file, "r+");
    writeSync(descriptor, Buffer.alloc(4_096, 0xff), 0, 4_096, Math.floor(bytes.length / 8_192) * 4_096);
    closeSync(descriptor);

    const found = takeAll(outbox);
    outbox.append([observation(1_001)]);

    expect(room.log.lines.map(({ message }) => message)).toEqual(["outbox file was damaged, what is readable was kept"]);
    expect(found.length).toBeGreaterThan(280);
    for (const { sequence, observation: one } of found) expect(one).toEqual(observation(sequence));
    expect(outbox.stats().lostCount).toBe(300 - found.length);
    expect(takeAll(outbox).map((each) => each.observation)).toEqual([observation(1_001)]);
    outbox.close();
  });

  it("starts anew from a file without a single byte", () => {
    const room = outboxRoom();
    writeFileSync(room.file, "");

    expect(workWith(room).found.map((each) => each.observation)).toEqual([observation(1_001), observation(1_002)]);
  });

  it("is read from its log when the file itself has lost every byte", () => {
    const { found } = workWith(roomWith({ db: Buffer.alloc(0), log: sample.log }));

    expect(expectHonest(found, sample.id)).toBeGreaterThan(waiting / 4);
  });

  it("is left alone when only the power was cut", () => {
    const room = roomWith(sample);

    const { found, lost } = workWith(room);

    expect(expectHonest(found, sample.id)).toBe(waiting);
    expect(found).toHaveLength(waiting + 2);
    expect(lost).toBe(0);
    expect(room.log.lines).toEqual([]);
    expect(readdirSync(room.folder).filter((name) => name.includes("damaged"))).toEqual([]);
  });
});

describe("mending that is itself interrupted", () => {
  const damaged = () => {
    const room = outboxRoom();
    const outbox = room.open();
    outbox.append(observations(1, 200));
    const folder = temporaryFolder("damaged");
    copyFileSync(room.file, join(folder, "outbox.db"));
    copyFileSync(`${room.file}-wal`, join(folder, "outbox.db-wal"));
    outbox.close();
    return folder;
  };

  it("starts again when it was killed before everything was copied", () => {
    const room = outboxRoom();
    const folder = damaged();
    copyFileSync(join(folder, "outbox.db"), room.file);
    copyFileSync(join(folder, "outbox.db-wal"), `${room.file}-wal`);
    writeFileSync(`${room.file}.salvaging`, "half a copy");
    writeFileSync(`${room.file}.salvaging-wal`, "half a log");

    const outbox = room.open();

    expect(takeAll(outbox)).toHaveLength(200);
    outbox.close();
  });

  it.each(["before the damaged file moved", "between the log and the file", "after the damaged file moved"])(
    "ends when it was killed %s",
    (when) => {
      const room = outboxRoom();
      const salvaged = outboxRoom();
      const copy = salvaged.open();
      copy.append(observations(1, 150));
      copy.close();
      renameSync(salvaged.file, `${room.file}.salvaged`);
      const folder = damaged();
      if (when !== "after the damaged file moved") copyFileSync(join(folder, "outbox.db"), room.file);
      if (when === "before the damaged file moved") copyFileSync(join(folder, "outbox.db-wal"), `${room.file}-wal`);

      const outbox = room.open();

      expect(takeAll(outbox).map((each) => each.observation)).toEqual(observations(1, 150));
      outbox.close();
      expect(existsSync(`${room.file}.salvaged`)).toBe(false);
      rmSync(folder, { recursive: true });
    },
  );
});

it("an outbox of which the clock was reset still opens", () => {
  const room = outboxRoom();
  const outbox = room.open();
  outbox.append(observations(1, 3));
  outbox.close();
  const again = room.open({ clock: { ...movedClock("ffffffff"), nowMs: () => 0 } });

  expect(takeAll(again)).toHaveLength(3);
  again.close();
});
