import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { openPlanStore } from "../../../agent/plan/plan-store.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { heardLog } from "../outbox/outbox-room.ts";
import { codec, planWith } from "./a-plan.ts";

const older = { ...planWith(codec), version: "1111111111111111" };
const newer = { ...planWith({ ...codec, host: "10.0.0.11" }), version: "2222222222222222" };

function storeOf(dataDir = temporaryFolder("store")) {
  const log = heardLog();
  return { dataDir, log, store: openPlanStore({ dataDir, agent: "agent-a", log }) };
}

it("a plan that was kept is there after a restart, for the agent's eyes only", () => {
  const { dataDir, store } = storeOf();
  expect(store.read()).toBeNull();
  store.write(JSON.stringify(older), older.version);

  expect(storeOf(dataDir).store.read()).toEqual(older);
  expect(statSync(join(dataDir, "plan.json")).mode & 0o777).toBe(0o600);
});

it("a damaged copy gives the plan before it, never a wrong one, and is made whole", () => {
  const { dataDir, store } = storeOf();
  store.write(JSON.stringify(older), older.version);
  store.write(JSON.stringify(newer), newer.version);
  store.held();
  const newest = readFileSync(join(dataDir, "plan.json"));
  const former = readFileSync(join(dataDir, "plan.former.json"));

  fc.assert(
    fc.property(fc.nat({ max: newest.length - 1 }), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, flip, isCut) => {
      const damaged = isCut ? newest.subarray(0, at) : Buffer.from(newest.map((byte, index) => (index === at ? byte ^ flip : byte)));
      writeFileSync(join(dataDir, "plan.json"), damaged);
      writeFileSync(join(dataDir, "plan.former.json"), former);

      expect(storeOf(dataDir).store.read()).toEqual(older);
      expect(storeOf(dataDir).store.read()).toEqual(older);
    }),
    { numRuns: 200 },
  );
});

it("no copy at all is no plan", () => {
  const { dataDir, store } = storeOf();
  writeFileSync(join(dataDir, "plan.json"), "rubbish");

  expect(store.read()).toBeNull();
});

it("a plan of another agent that is found on the disk is not followed", () => {
  const { dataDir, store } = storeOf();
  store.write(JSON.stringify({ ...older, agent: "agent-b" }), older.version);

  expect(existsSync(join(dataDir, "plan.json"))).toBe(true);
  expect(storeOf(dataDir).store.read()).toBeNull();
});

it("a disk that refuses is told to the log, and the agent goes on", () => {
  const { log, store } = storeOf(join(temporaryFolder("store"), "absent"));

  store.write(JSON.stringify(older), older.version);

  expect(JSON.stringify(log)).toContain("plan cannot be kept on disk");
});

it("a plan the agent has lived with is never given up, however often it is started", () => {
  const { dataDir, store } = storeOf();
  store.write(JSON.stringify(older), older.version);
  store.write(JSON.stringify(newer), newer.version);
  store.held();

  for (let start = 0; start < 10; start += 1) expect(storeOf(dataDir).store.read()).toEqual(newer);
});

it("three ends that nobody asked for give a plan up; an ordinary stop counts for nothing", () => {
  const { dataDir, store } = storeOf();
  store.write(JSON.stringify(older), older.version);
  store.held();
  store.write(JSON.stringify(newer), newer.version);
  store.endsInOrder();
  for (let start = 0; start < 5; start += 1) {
    const { store: next } = storeOf(dataDir);
    expect(next.read()).toEqual(newer);
    next.endsInOrder();
  }
  const starts = [1, 2, 3, 4, 5].map(() => storeOf(dataDir).store.read()?.version);

  expect(starts).toEqual([newer, newer, newer, older, older].map(({ version }) => version));
});

it("a first plan that ends the agent each time leaves it without any, and alive", () => {
  const { dataDir, store } = storeOf();
  store.write(JSON.stringify(newer), newer.version);
  storeOf(dataDir).store.read();
  storeOf(dataDir).store.read();
  const { store: last } = storeOf(dataDir);

  expect(last.read()).toBeNull();
  expect(last.trial()).toMatchObject({ version: newer.version, isRefused: true, starts: 3 });
});
