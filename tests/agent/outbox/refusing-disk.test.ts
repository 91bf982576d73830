import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { type OutboxRoom, observation, observations, outboxRoom, takeAll } from "./outbox-room.ts";

/** The file's own connection, so that SQLite itself refuses: really full, or really read-only. */
function roomWithDisk() {
  const room = outboxRoom();
  const opened: DatabaseSync[] = [];
  const openDatabase = (file: string) => {
    const db = new DatabaseSync(file, { timeout: 0 });
    opened.push(db);
    return db;
  };
  return {
    ...room,
    outbox: room.open({ openDatabase }),
    tellDisk: (pragma: string) => opened.at(-1)?.exec(`PRAGMA ${pragma}`),
  };
}

const refusals = [
  { name: "full", refuse: "max_page_count = 1", accept: "max_page_count = 1000000", code: "OUTBOX_FULL", batch: 300 },
  { name: "read-only", refuse: "query_only = 1", accept: "query_only = 0", code: "OUTBOX_READ_ONLY", batch: 5 },
];

describe.each(refusals)("while the disk is $name", ({ refuse, accept, code, batch }) => {
  it("keeps observations in memory, says so once, and sends them from there", () => {
    const { outbox, tellDisk, log } = roomWithDisk();
    outbox.append(observations(1, 2));
    tellDisk(refuse);

    outbox.append(observations(3, 2 + batch));
    outbox.append([observation(3 + batch)]);

    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).toMatchObject({ level: "error", facts: { code } });
    expect(outbox.stats()).toMatchObject({ count: 3 + batch, lostCount: 0 });
    expect(outbox.newest(1)?.observations).toEqual([observation(3 + batch)]);
    expect(takeAll(outbox).map((each) => each.observation)).toEqual(observations(1, 3 + batch));
    expect(outbox.stats().count).toBe(0);
    outbox.close();
  });

  it("writes them down under the same numbers as soon as the disk takes writes again", () => {
    const { outbox, tellDisk, clock, log, open } = roomWithDisk();
    outbox.append(observations(1, 2));
    const id = outbox.id();
    tellDisk(refuse);
    outbox.append(observations(3, 2 + batch));
    const spare = outbox.id();
    tellDisk(accept);
    clock.pass(11_000);

    outbox.append([observation(3 + batch)]);
    outbox.close();
    const again = open();

    const waiting = takeAll(again);
    expect(log.lines.at(-1)).toMatchObject({ level: "info", message: "outbox writes to disk again" });
    expect(waiting.filter((each) => each.outbox === id).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(waiting.filter((each) => each.outbox === spare).map(({ sequence }) => sequence)).toEqual(
      observations(1, batch).map((_, index) => index + 1),
    );
    expect(waiting).toHaveLength(3 + batch);
    again.close();
  });
});

describe("a disk that refuses", () => {
  it("is not asked at every poll whether it still does", () => {
    const { outbox, tellDisk, clock } = roomWithDisk();
    tellDisk("query_only = 1");
    outbox.append([observation(1)]);
    tellDisk("query_only = 0");
    clock.pass(5_000);
    outbox.append([observation(2)]);
    const whileWaiting = outbox.id();
    clock.pass(6_000);
    outbox.append([observation(3)]);

    expect(outbox.id()).not.toBe(whileWaiting);
    outbox.close();
  });

  it("does not make the agent send again what the collector has", () => {
    const { outbox, tellDisk, clock, open } = roomWithDisk();
    outbox.append(observations(1, 6));
    tellDisk("query_only = 1");
    outbox.append([observation(7)]);
    const newest = outbox.oldest(2);
    if (newest !== null) outbox.acknowledge(newest);

    expect(outbox.oldest(10)).toMatchObject({ first: 3, observations: observations(3, 6) });
    expect(outbox.stats().count).toBe(5);

    tellDisk("query_only = 0");
    clock.pass(11_000);
    outbox.append([observation(8)]);
    outbox.close();
    const again = open();
    expect(takeAll(again).map((each) => each.observation)).toEqual([observation(7), ...observations(3, 6), observation(8)]);
    again.close();
  });

  it("loses only what memory cannot hold, and counts it", () => {
    const { outbox, tellDisk } = roomWithDisk();
    tellDisk("query_only = 1");
    for (let number = 1; number <= 12_000; number += 500) outbox.append(observations(number, number + 499));

    const { count, lostCount, bytes } = outbox.stats();
    expect(lostCount).toBeGreaterThan(0);
    expect(count + lostCount).toBe(12_000);
    expect(bytes).toBeLessThan(6e6);
    outbox.close();
  });

  it("does not keep the agent from starting", () => {
    const room = outboxRoom();
    const file = join(room.folder, "not-mounted-yet", "outbox.db");
    const outbox = room.open({ file });
    outbox.append(observations(1, 3));
    expect(outbox.stats().count).toBe(3);

    mkdirSync(join(room.folder, "not-mounted-yet"));
    room.clock.pass(11_000);
    outbox.append([observation(4)]);
    outbox.close();

    expect(textsOf(room)).toEqual(["outbox cannot write to disk, observations are kept in memory", "outbox writes to disk again"]);
    const again = room.open({ file });
    expect(takeAll(again).map((each) => each.observation)).toEqual(observations(1, 4));
    again.close();
  });

  it("is not given up because another program reads or holds the file for a moment", () => {
    const room = outboxRoom();
    const outbox = room.open({ openDatabase: (file) => new DatabaseSync(file, { timeout: 0 }) });
    const other = new DatabaseSync(room.file);
    other.exec("BEGIN IMMEDIATE");
    outbox.append(observations(1, 2));
    other.exec("ROLLBACK");
    other.close();
    room.clock.pass(11_000);
    outbox.append([observation(3)]);

    expect(takeAll(outbox).map((each) => each.observation)).toEqual(observations(1, 3));
    outbox.close();
  });
});

function textsOf(room: OutboxRoom): string[] {
  return room.log.lines.map(({ message }) => message);
}
