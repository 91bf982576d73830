import { copyFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Entry, writeEntry } from "../../../agent/outbox/entry.ts";
import { headLength } from "../../../agent/outbox/line.ts";
import { type OutboxRoom, observation, observations, outboxRoom, takeAll } from "./outbox-room.ts";

/** As the first release left it after a stop: four observations wait, a fifth is parked, one event is untold. */
const recorded = fileURLToPath(new URL("./format-1.db", import.meta.url));

function roomWith(file: string): OutboxRoom {
  const room = outboxRoom();
  copyFileSync(file, room.file);
  return room;
}

/** What a release reads letter by letter, or refuses: the tables, and the names of all fields in their lines. */
function formOf(file: string): object {
  const db = new DatabaseSync(file, { readOnly: true });
  const tables = db.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name").all();
  const lines = ["waiting", "counters", "event"].map((table) => String(db.prepare(`SELECT line FROM ${table}`).get()?.["line"]));
  db.close();
  const fields = lines.map((line) => [line.slice(0, 7), fieldsOf(JSON.parse(line.slice(headLength)))]);
  return { tables, fields };
}

function fieldsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(fieldsOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, fieldsOf(field)]));
}

// A site goes back to the release before: at once, by itself, with whatever the refused one wrote.
describe("the file of the outbox, between releases,", () => {
  it("is opened as the first release left it: nothing is lost, numbered anew or told twice", () => {
    const room = roomWith(recorded);
    const outbox = room.open();

    expect(outbox.stats()).toMatchObject({ count: 5, lostCount: 0, rejectedCount: 0, keptIn: "disk" });
    expect(outbox.events.untold(10)[0]).toMatchObject({ id: "baea3b19691f2bf4", kind: "started" });
    const waiting = takeAll(outbox);
    expect(waiting.slice(0, 4).map(({ outbox: id, sequence }) => [id, sequence])).toEqual(
      [2, 3, 6, 7].map((each) => ["f18c075f02b343d8", each]),
    );
    expect(waiting[0]?.observation).toEqual(observation(2));
    expect(room.log.lines.filter(({ level }) => level !== "info")).toEqual([]);
    outbox.close();
  });

  it("is written today in the form that the first release reads", () => {
    const room = outboxRoom();
    const outbox = room.open();
    outbox.append(observations(1, 3));
    room.clock.pass(60_000);
    outbox.beat();
    outbox.close();

    expect(formOf(room.file)).toEqual(formOf(roomWith(recorded).file));
  });

  it("may hold kinds of readings that only the next release knows: the rest of the observation is kept and sent", () => {
    const room = roomWith(recorded);
    const first: Entry = { place: 2, outbox: "f18c075f02b343d8", sequence: 2, boot: "0a1b2c3d", observation: observation(2) };
    const later = { kind: "of_the_next_release", value: 1 };
    const line = writeEntry({
      ...first,
      observation: { ...first.observation, readings: [...first.observation.readings, later as never] },
    });
    const db = new DatabaseSync(room.file);
    db.prepare("UPDATE waiting SET line = ? WHERE place = 2").run(line);
    db.close();
    const outbox = room.open();

    expect(takeAll(outbox)[0]).toEqual({ outbox: first.outbox, sequence: 2, observation: first.observation });
    expect(outbox.stats().lostCount).toBe(0);
    outbox.close();
  });
});
