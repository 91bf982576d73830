import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openFleet } from "../../../collector/fleet/fleet.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { callerOf, enrolled, envelopeOf, pemOf, requestWithKey } from "./callers.ts";
import { type FleetRoom, operator, startFleetRoom } from "./fleet-room.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;
let room: FleetRoom;
let clock: number;

beforeEach(async () => {
  clock = 0;
  room = await startFleetRoom({ now: () => Date.now() + clock });
});

afterEach(() => room.close());

/** What a copy of the agent's disk holds after the agent has renewed its certificate, and used the new one. */
async function oldCopy(): Promise<string> {
  const copied = await enrolled(room, "agent-a");
  const { key, wanted } = requestWithKey();
  const line = callerOf(room, { pem: copied });
  const { body } = await line.post("/v1/agents/self/credential", { wanted });
  line.close();
  expect(await send(pemOf(key, body))).toBe(200);
  return copied;
}

async function send(pem: string): Promise<number> {
  const line = callerOf(room, { pem });
  const { status } = await line.post("/v1/envelopes", envelopeOf("agent-a", "codec-a"));
  line.close();
  return status;
}

const acts = () => room.fleet.historyOf("agent-a").map(({ what }) => what);

describe("a credential that was replaced, shown again", () => {
  it("is refused, and stays in the agent's history with where it came from", async () => {
    const copied = await oldCopy();
    clock = 2 * minuteMs;

    expect(await send(copied)).toBe(401);
    expect(room.fleet.replacedUses().get("agent-a")).toMatchObject({ count: 1, origin: "127.0.0.1" });
    expect(room.fleet.historyOf("agent-a").at(-1)).toMatchObject({ what: "replaced_used", detail: "certificate", origin: "127.0.0.1" });
  });

  it("is a warning of the log that names the agent", async () => {
    const copied = await oldCopy();
    clock = 2 * minuteMs;
    await send(copied);
    await expect
      .poll(() => room.log())
      .toMatch(/"level":40.*"agent":"agent-a","site":"site-a".*"source":"127\.0\.0\.1".*somebody shows a replaced credential/);
  });

  it("is no news while it may still have been on its way", async () => {
    const copied = await oldCopy();

    expect(await send(copied)).toBe(401);
    expect(room.fleet.replacedUses().size).toBe(0);
  });

  it("is counted each time, and told once a day, however often it comes", async () => {
    const copied = await oldCopy();
    for (let minute = 2; minute < 12; minute += 1) {
      clock = minute * minuteMs;
      await send(copied);
      await send(copied);
    }

    expect(room.fleet.replacedUses().get("agent-a")?.count).toBe(19);
    expect(acts().filter((what) => what === "replaced_used")).toHaveLength(1);
    clock = dayMs + 10 * minuteMs;
    await send(copied);
    expect(acts().filter((what) => what === "replaced_used")).toHaveLength(2);
    expect(room.fleet.replacedUses().get("agent-a")?.count).toBe(21);
  });

  it.each([
    ["revoked", () => Promise.resolve(room.fleet.revoke(room.agent("agent-a"), operator))],
    ["admitted anew", () => enrolled(room, "agent-a")],
  ])("is shown no more once the agent is %s", async (_how, act) => {
    const copied = await oldCopy();
    clock = 2 * minuteMs;
    await send(copied);
    await act();

    expect(room.fleet.replacedUses().size).toBe(0);
    expect(acts()).toContain("replaced_used");
  });
});

describe("a file of agents written before this was noted", () => {
  it("keeps who may speak, and has room for it", () => {
    const file = join(temporaryFolder("shape-2"), "fleet.db");
    const before = openFleet({ file, now: Date.now });
    before.renew("none", { sha256: "1".repeat(64), kind: "certificate", agent: "agent-a", expiresAt: null }, operator);
    before.close();
    const raw = new DatabaseSync(file);
    raw.exec("DROP TABLE replaced_use; PRAGMA user_version = 2;");
    raw.close();

    const after = openFleet({ file, now: Date.now });
    const agents = { agent: () => undefined, agentWithToken: () => undefined };

    expect(after.replacedUses().size).toBe(0);
    expect(after.admit({ kind: "certificate", sha256: "1".repeat(64), source: "192.0.2.1" }, agents).kind).toBe("good");
    expect(after.historyOf("agent-a")).toHaveLength(1);
    after.close();
    const shape = new DatabaseSync(file);
    expect(Number(shape.prepare("PRAGMA user_version").get()?.["user_version"])).toBe(3);
    shape.close();
  });
});
