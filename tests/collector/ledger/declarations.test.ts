import { fork } from "node:child_process";
import { once as onceTold } from "node:events";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Declarations, MaintenanceDraft } from "../../../collector/ledger/declarations.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteDeclarations } from "../../../collector/ledger/sqlite-declarations.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { batchOf, observed } from "./small-ledger.ts";

const operator = { who: "unix:operator", origin: "here" };
const other = { who: "token:astreinte", origin: "192.0.2.7" };
const start = 1_780_000_000;
const night = { kind: "once", from: start + 86_400, to: start + 90_000 } as const;
const declared: MaintenanceDraft = { act: "declared", reason: "new firmware", scope: { kind: "site", id: "mairie" }, time: night };
const acknowledged = { endpoint: "codec-a", at: start, incident: "codec-a@2026-05-28T20:26:40Z", said: { kind: "acknowledged" } } as const;

let file: string;
let ledger: Ledger;
let seconds: number;
let declarations: Declarations;

beforeEach(async () => {
  file = join(temporaryFolder("declarations"), "ledger.db");
  ledger = await openSqliteLedger({ file });
  seconds = start;
  declarations = openSqliteDeclarations({ file, now: () => seconds * 1000 + 900 });
});

afterEach(async () => {
  await declarations.close();
  await ledger.close();
});

describe("the book of maintenances", () => {
  it("keeps every entry as it was written, with who and when by the collector's clock", async () => {
    await declarations.writeMaintenance(declared, operator);
    seconds += 60;
    await declarations.writeMaintenance(
      { ...declared, act: "corrected", id: "M1", follows: 1, time: { ...night, to: night.to + 60 } },
      other,
    );
    await declarations.writeMaintenance({ ...declared, act: "withdrawn", id: "M1", follows: 2, time: null }, operator);
    await declarations.writeMaintenance(declared, operator);

    const entries = await declarations.maintenanceEntries();

    expect(entries.map(({ entry, id, act, by, declaredAt }) => [entry, id, act, by, declaredAt])).toEqual([
      [1, "M1", "declared", "unix:operator", start],
      [2, "M1", "corrected", "token:astreinte", start + 60],
      [3, "M1", "withdrawn", "unix:operator", start + 60],
      [4, "M2", "declared", "unix:operator", start + 60],
    ]);
    expect(entries.map(({ time }) => time)).toEqual([night, { ...night, to: night.to + 60 }, null, night]);
    expect(entries[0]).toMatchObject({ reason: "new firmware", scope: { kind: "site", id: "mairie" } });
  });

  it("takes no correction of what somebody else has changed meanwhile, was withdrawn or never was", async () => {
    await declarations.writeMaintenance(declared, operator);
    const correct = (id: string, follows: number, time: MaintenanceDraft["time"] = night) =>
      declarations.writeMaintenance({ ...declared, act: time === null ? "withdrawn" : "corrected", id, follows, time }, operator);
    await correct("M1", 1);

    await expect(correct("M1", 1)).rejects.toMatchObject({ code: "OUTDATED" });
    await expect(correct("M9", 1)).rejects.toMatchObject({ code: "UNKNOWN" });
    await correct("M1", 2, null);
    await expect(correct("M1", 3)).rejects.toMatchObject({ code: "WITHDRAWN" });
    expect(await declarations.maintenanceEntries()).toHaveLength(3);
  });

  it("writes once what is asked twice with the same key, and refuses the key for something else", async () => {
    const once = { key: "key-1", request: "digest-1" };
    const first = await declarations.writeMaintenance(declared, other, once);

    expect(await declarations.writeMaintenance(declared, other, once)).toEqual(first);
    await expect(declarations.writeMaintenance(declared, other, { ...once, request: "digest-2" })).rejects.toMatchObject({
      code: "KEY_USED",
    });
    expect((await declarations.writeMaintenance(declared, operator, once)).entry).toBe(2);
    seconds += 86_401;
    await declarations.writeMaintenance(declared, other, { key: "key-2", request: "digest-1" });
    expect((await declarations.writeMaintenance(declared, other, once)).entry).toBe(4);
  });
});

describe("notes on incidents", () => {
  it("are found by endpoint, in the order they were written", async () => {
    await declarations.writeIncidentNote(acknowledged, other);
    await declarations.writeIncidentNote(
      { endpoint: "codec-b", at: start, incident: null, said: { kind: "comment", text: "power cut" } },
      operator,
    );
    seconds += 60;
    await declarations.writeIncidentNote(
      { ...acknowledged, said: { kind: "attributed", owner: "site_power", reason: "told by the host" } },
      other,
    );

    expect((await declarations.incidentNotes()).map(({ entry, endpoint }) => [entry, endpoint])).toEqual([
      [1, "codec-a"],
      [2, "codec-b"],
      [3, "codec-a"],
    ]);
    expect(await declarations.incidentNotes("codec-a")).toEqual([
      { entry: 1, endpoint: "codec-a", at: start, said: acknowledged.said, writtenAt: start, by: "token:astreinte" },
      {
        entry: 3,
        endpoint: "codec-a",
        at: start,
        writtenAt: start + 60,
        by: "token:astreinte",
        said: { kind: "attributed", owner: "site_power", reason: "told by the host" },
      },
    ]);
  });
});

describe("the trace", () => {
  it("tells of every write who, when, from where, and what stood there before and after", async () => {
    const first = await declarations.writeMaintenance(declared, operator);
    seconds += 5;
    const second = await declarations.writeMaintenance({ ...declared, act: "withdrawn", id: "M1", follows: 1, time: null }, other);
    const note = await declarations.writeIncidentNote(acknowledged, other);

    const told = await declarations.trace(2);

    expect(told.map(({ entry, what, about }) => [entry, what, about])).toEqual([
      [3, "incident_acknowledged", "codec-a@2026-05-28T20:26:40Z"],
      [2, "maintenance_withdrawn", "M1"],
    ]);
    expect(told[1]).toMatchObject({ at: start + 5, who: "token:astreinte", origin: "192.0.2.7" });
    expect(JSON.parse(told[1]?.before ?? "")).toEqual(first);
    expect(JSON.parse(told[1]?.after ?? "")).toEqual(second);
    expect(told[0]?.before).toBeNull();
    expect(JSON.parse(told[0]?.after ?? "")).toEqual(note);
  });

  it("is not written where nothing was: neither for a refusal nor for a request that came again", async () => {
    await declarations.writeMaintenance(declared, other, { key: "k", request: "r" });
    await declarations.writeMaintenance(declared, other, { key: "k", request: "r" });
    await declarations.writeMaintenance({ ...declared, act: "corrected", id: "M7", follows: 1 }, operator).catch(() => {});

    expect(await declarations.trace(10)).toHaveLength(1);
  });

  it.each(["maintenance_entry", "incident_note", "person_token", "person_token_end", "trace"])(
    "and %s can be neither changed nor deleted",
    async (table) => {
      await declarations.writeMaintenance(declared, operator);
      await declarations.writeIncidentNote(acknowledged, operator);
      await declarations.addPersonToken({ name: "astreinte", role: "operator", sha256: "a".repeat(64), expiresAt: null }, operator);
      await declarations.revokePersonToken("astreinte", operator);
      const database = new DatabaseSync(file);

      expect(() => database.exec(`UPDATE ${table} SET who = 'somebody'`)).toThrow("never changed");
      expect(() => database.exec(`DELETE FROM ${table}`)).toThrow("never changed");
      database.close();
    },
  );
});

describe("tokens of people", () => {
  const token = { name: "astreinte", role: "operator", sha256: "a".repeat(64), expiresAt: null } as const;

  it("are found by their digest, and say when they ended", async () => {
    await declarations.addPersonToken(token, operator);
    expect(await declarations.personTokenWith(token.sha256)).toMatchObject({
      name: "astreinte",
      role: "operator",
      madeAt: start,
      revokedAt: null,
    });
    seconds += 60;

    expect(await declarations.revokePersonToken("astreinte", operator)).toMatchObject({ revokedAt: start + 60 });
    expect(await declarations.personTokenWith(token.sha256)).toMatchObject({ revokedAt: start + 60 });
    expect(await declarations.revokePersonToken("astreinte", operator)).toBeNull();
    expect(await declarations.personTokenWith("b".repeat(64))).toBeNull();
  });

  it("of one name are one at a time", async () => {
    await declarations.addPersonToken({ ...token, expiresAt: start + 60 }, operator);
    await expect(declarations.addPersonToken({ ...token, sha256: "b".repeat(64) }, operator)).rejects.toMatchObject({ code: "NAME_TAKEN" });
    seconds += 60;
    await declarations.addPersonToken({ ...token, sha256: "c".repeat(64) }, operator);

    expect((await declarations.personTokens()).map(({ name, expiresAt }) => [name, expiresAt])).toEqual([
      ["astreinte", start + 60],
      ["astreinte", null],
    ]);
  });

  it("leave no digest in the trace", async () => {
    await declarations.addPersonToken(token, operator);
    await declarations.revokePersonToken("astreinte", operator);

    expect(JSON.stringify(await declarations.trace(10))).not.toContain(token.sha256);
  });
});

describe("a ledger that a collector is writing", () => {
  it("takes what several commands declare at once, none of it twice and none of it lost", async () => {
    const writers = Array.from({ length: 3 }, () => fork(new URL("declaring-process.ts", import.meta.url), [file, "8"]));
    const ended = writers.map((child) => onceTold(child, "exit"));
    let sequence = 1;
    let isOver = false;
    void Promise.all(ended).then(() => {
      isOver = true;
    });
    while (!isOver) {
      await ledger.append(batchOf(sequence, [observed(sequence)]));
      sequence += 1;
      // Writing is done at once, whoever waits: the end of the commands would never be heard.
      await setImmediate();
    }

    expect((await Promise.all(ended)).map(([code]) => code as unknown)).toEqual([0, 0, 0]);
    const entries = await declarations.maintenanceEntries();
    expect(entries.map(({ entry }) => entry)).toEqual(Array.from({ length: 24 }, (_, place) => place + 1));
    expect(new Set(entries.map(({ id }) => id)).size).toBe(24);
    expect(await declarations.trace(100)).toHaveLength(24);
    expect(await ledger.observationsAfter(0, 100_000)).toHaveLength(sequence - 1);
  });

  it("is refused where it is not there, is none, or has another shape", () => {
    const elsewhere = join(temporaryFolder("no-ledger"), "ledger.db");
    const open = () => openSqliteDeclarations({ file: elsewhere, now: Date.now });
    expect(open).toThrow(expect.objectContaining({ why: "ABSENT" }));

    const database = new DatabaseSync(elsewhere);
    database.exec("CREATE TABLE something (x)");
    expect(open).toThrow(expect.objectContaining({ why: "UNREADABLE" }));
    database.exec("CREATE TABLE kysely_migration (name TEXT); INSERT INTO kysely_migration VALUES ('0008-present-by-agent')");
    expect(open).toThrow(expect.objectContaining({ why: "OLDER" }));
    database.exec("INSERT INTO kysely_migration VALUES ('9000-from-afar')");
    expect(open).toThrow(expect.objectContaining({ why: "NEWER" }));
    database.close();
  });
});
