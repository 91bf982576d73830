import { expect, it } from "vitest";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { followed, polled } from "./ledger-calls.ts";
import { callTold, t0 } from "./small-ledger.ts";

/** What every ledger promises of calls that a saved history tells. */
export function importsCalls(ledger: () => Ledger): void {
  const history = [callTold("1", { startedAt: t0 - 5e9 }), callTold("2", { startedAt: t0 - 4e9, isConnected: false, durationS: 0 })];

  it("tells calls of a saved history from those a poll read, and counts only the latter", async () => {
    expect(await ledger().importCalls("codec-a", history, t0)).toEqual({ added: 2, completed: 0, replaced: 0, purged: 0, alreadyThere: 0 });
    await polled(ledger(), 1, 0, [callTold("7")]);

    expect((await followed(ledger())).map(({ key, isImported }) => [key, isImported])).toEqual([
      ["1", true],
      ["2", true],
      ["7", false],
    ]);
    expect((await ledger().callCounts()).get("codec-a")).toBe(1);
  });

  it("adds nothing when the same file is read again, nor when it holds what was polled already", async () => {
    await polled(ledger(), 1, 0, [callTold("7")]);
    await ledger().importCalls("codec-a", history, t0);
    const before = await followed(ledger());

    expect(await ledger().importCalls("codec-a", [...history, callTold("7")], t0 + 1)).toEqual({
      added: 0,
      completed: 0,
      replaced: 0,
      purged: 0,
      alreadyThere: 3,
    });
    expect(await followed(ledger())).toEqual(before);
  });

  it("takes a call for polled as soon as a poll reads it", async () => {
    await ledger().importCalls("codec-a", history, t0);
    await polled(ledger(), 1, 0, history);

    expect((await followed(ledger(), 2)).map(({ key, isImported }) => [key, isImported])).toEqual([
      ["1", false],
      ["2", false],
    ]);
    expect((await ledger().callCounts()).get("codec-a")).toBe(1);
  });

  it("says what speaks against an import: calls of another endpoint, in whatever zone the file was read, and calls at another hour", async () => {
    const hourMs = 3_600_000;
    await ledger().importCalls("codec-a", history, t0);
    await polled(ledger(), 1, 0, [callTold("7")]);
    const otherZone = [...history, callTold("7")].map((call) => ({ ...call, startedAt: call.startedAt + 4 * hourMs }));
    const otherDay = otherZone.map((call) => ({ ...call, startedAt: call.startedAt + 48 * hourMs }));

    expect(await ledger().conflictsOf("codec-b", history)).toEqual({ elsewhere: new Map([["codec-a", 2]]), otherHour: 0 });
    expect(await ledger().conflictsOf("codec-b", otherZone)).toEqual({ elsewhere: new Map([["codec-a", 3]]), otherHour: 0 });
    expect(await ledger().conflictsOf("codec-b", otherDay)).toEqual({ elsewhere: new Map(), otherHour: 0 });
    expect(await ledger().conflictsOf("codec-a", history)).toEqual({ elsewhere: new Map(), otherHour: 0 });
    expect(await ledger().conflictsOf("codec-a", otherZone)).toEqual({ elsewhere: new Map(), otherHour: 3 });
  });

  it("puts imported calls right where that is asked for, and leaves those that a poll read as they are", async () => {
    await ledger().importCalls("codec-a", history, t0);
    await polled(ledger(), 1, 0, [callTold("7")]);
    const later = [...history, callTold("7")].map((call) => ({ ...call, startedAt: call.startedAt + 7_200_000 }));
    const last = (await ledger().lastEntries()).calls;

    expect(await ledger().importCalls("codec-a", later, t0 + 1, { replaces: true })).toEqual({
      added: 0,
      completed: 0,
      replaced: 2,
      purged: 0,
      alreadyThere: 1,
    });
    expect((await followed(ledger(), last)).map(({ key, startedAt }) => [key, startedAt])).toEqual([
      ["1", t0 - 5e9 + 7_200_000],
      ["2", t0 - 4e9 + 7_200_000],
    ]);
    expect((await followed(ledger())).find(({ key }) => key === "7")).toMatchObject({ startedAt: t0, isImported: false });
  });

  it("forgets imported calls of one endpoint, not those that a poll read, nor those of another", async () => {
    await ledger().importCalls("codec-a", history, t0);
    await ledger().importCalls("codec-b", history, t0);
    await polled(ledger(), 1, 0, [callTold("7")]);

    expect(await ledger().removeImported("codec-a", [...history, callTold("7"), callTold("8")])).toEqual({
      removed: 2,
      polled: 1,
      absent: 1,
    });
    expect((await followed(ledger())).map(({ endpoint, key }) => `${endpoint} ${key}`)).toEqual(["codec-b 1", "codec-b 2", "codec-a 7"]);
  });

  it("gives calls of the same key to the endpoint they were imported for", async () => {
    await ledger().importCalls("codec-a", history, t0);
    await ledger().importCalls("codec-b", history, t0);

    expect((await followed(ledger())).map(({ endpoint }) => endpoint)).toEqual(["codec-a", "codec-a", "codec-b", "codec-b"]);
  });
}
