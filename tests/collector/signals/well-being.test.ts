import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { wellBeing } from "../../../collector/signals/well-being.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { batchOf, observed } from "../ledger/small-ledger.ts";

const minute = 60_000;
const follower = "states";
const started = Date.UTC(2026, 9, 1, 12);

describe("whether the collector works", () => {
  let ledger: Ledger;
  let now = started;
  let sequence = 1;

  beforeEach(async () => {
    ledger = await openSqliteLedger({ file: join(temporaryFolder("well-being"), "ledger.db") });
    now = started;
    sequence = 1;
  });
  afterEach(() => ledger.close());

  const looking = (declared: readonly string[] = ["agent-a", "agent-b"], source: Partial<Ledger> = {}) => {
    const from = {
      lastEntries: () => ledger.lastEntries(),
      cursorOf: (...of: Parameters<Ledger["cursorOf"]>) => ledger.cursorOf(...of),
      saveCursor: (...of: Parameters<Ledger["saveCursor"]>) => ledger.saveCursor(...of),
      agents: () => ledger.agents(),
      ...source,
    };
    return wellBeing({ ledger: from, follower, mark: "mark", declaredAgents: () => declared, silentAfterMs: 5 * minute, now: () => now });
  };
  const hear = async (): Promise<void> => {
    await ledger.append(batchOf(sequence, [observed(sequence)], { receivedAt: now, sentAt: now }));
    sequence += 1;
  };
  const follow = async (): Promise<void> => ledger.saveCursor(follower, "observations", (await ledger.lastEntries()).observations);

  it("is fine before any agent was placed, and leaves a mark in the ledger each time it looks", async () => {
    const look = looking([]);

    expect([await look(), await look()]).toEqual([null, null]);
    expect(await ledger.cursorOf("mark", "observations")).toBe(2);
  });

  it("does not when what arrives is never concluded", async () => {
    const look = looking();
    await hear();
    expect(await look(), "what has just come may wait").toBeNull();
    await hear();
    expect(await look()).toBe("states_stand_still");
    await follow();
    expect(await look()).toBeNull();
  });

  it("does while a backlog is worked through, however long", async () => {
    const look = looking();
    for (let index = 0; index < 4; index += 1) await hear();
    for (const cursor of [1, 2, 3]) {
      await ledger.saveCursor(follower, "observations", cursor);
      expect(await look()).toBeNull();
    }
  });

  it("does not when every agent has been silent for too long; one that speaks is enough", async () => {
    const look = looking();
    await hear();
    await follow();
    now += 6 * minute;
    expect(await look()).toBe("no_agent_heard");
    await hear();
    await follow();
    expect(await look()).toBeNull();
  });

  it("gives agents time to call again after it was stopped for a while", async () => {
    await hear();
    await follow();
    now += 60 * minute;
    const look = looking();
    expect(await look()).toBeNull();
    now += 6 * minute;
    expect(await look()).toBe("no_agent_heard");
  });

  it("does not wait for an agent that has left the inventory", async () => {
    const look = looking(["agent-b"]);
    await hear();
    await follow();
    now += 60 * minute;

    expect(await look()).toBeNull();
  });

  it("does not when the ledger takes nothing any more", async () => {
    const look = looking([], { saveCursor: () => Promise.reject(new Error("disk is full")) });

    expect(await look()).toBe("ledger_not_writable");
  });
});
