import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { rangesOf } from "../../../agent/config/ranges.ts";
import { families } from "../../../agent/drivers/index.ts";
import type { PlanAnswer } from "../../../agent/plan/ask-plan.ts";
import { createPlanKeeper, type PlanKeeper } from "../../../agent/plan/plan-keeper.ts";
import { openPlanStore } from "../../../agent/plan/plan-store.ts";
import { SiteSecrets } from "../../../agent/plan/site-secrets.ts";
import type { Plan } from "../../../contract/plan.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { waitUntil } from "../../servers/wait-until.ts";
import { heardLog } from "../outbox/outbox-room.ts";
import { codec, planWith } from "./a-plan.ts";

let site: string;
let log: ReturnType<typeof heardLog>;
let keeper: PlanKeeper | null;
let asked: (string | null)[];
let applied: string[][];

beforeEach(() => {
  site = temporaryFolder("keeper");
  mkdirSync(join(site, "secrets"));
  for (const name of ["snmp-auth", "snmp-priv", "api"]) writeFileSync(join(site, "secrets", name), "mot-de-passe", { mode: 0o600 });
  log = heardLog();
  keeper = null;
  asked = [];
  applied = [];
});

afterEach(() => keeper?.stop());

/** Answers the questions one after the other, the last one again and again; an error is a collector that is away. */
function start(...answers: readonly (PlanAnswer | Error)[]): PlanKeeper {
  keeper = createPlanKeeper({
    agent: "agent-a",
    ask: (known) => {
      const answer = answers[Math.min(asked.push(known), answers.length) - 1];
      return answer instanceof Error || answer === undefined ? Promise.reject(answer ?? new Error("nothing")) : Promise.resolve(answer);
    },
    store: openPlanStore({ dataDir: site, agent: "agent-a", log }),
    secrets: new SiteSecrets({ folder: join(site, "secrets"), credentials: null, reserved: [] }),
    ranges: rangesOf([]),
    families,
    maxEndpoints: 2,
    everySeconds: 3_600,
    apply: (_plan, { endpoints }) => void applied.push(endpoints.map(({ settings }) => settings.id)),
    log,
  });
  keeper.start();
  return keeper;
}

const given = (plan: object, tag: string | null = null): PlanAnswer => ({ kind: "plan", text: JSON.stringify(plan), tag });
const plan: Plan = planWith(codec);
const times = (count: number) => waitUntil(`the collector was asked ${count} times`, () => asked.length >= count);
const told = (message: string): boolean => log.lines.some((line) => line.message === message);

it("asks without a plan, then with the version it has", async () => {
  const following = start(given(plan), { kind: "unchanged" });
  await waitUntil("it is applied", () => applied.length === 1);
  following.refresh();
  await times(2);

  expect(asked).toEqual([null, plan.version]);
  expect(following.standing()).toEqual({ version: plan.version, state: "applied" });
  expect(applied).toEqual([["salle"]]);
});

it("says which endpoints could not be taken up, and why", async () => {
  const following = start(given(planWith(codec, { ...codec, id: "ailleurs", host: "198.51.100.7" })));
  await waitUntil("it is applied", () => applied.length === 1);

  expect(applied).toEqual([["salle"]]);
  expect(following.standing()).toMatchObject({
    state: "partial",
    reason: expect.stringContaining("1 équipement sur 2 en défaut : ailleurs, 198.51.100.7 est hors des adresses permises") as string,
    faults: ["address"],
  });
});

it("refuses what it cannot read, keeps the plan it has, and does not ask for the same again", async () => {
  const following = start(given(plan), given({ ...plan, endpoints: "all" }, "fedcba9876543210"), { kind: "unchanged" });
  await waitUntil("it is applied", () => applied.length === 1);
  following.refresh();
  await waitUntil("it is refused", () => following.standing()?.state === "refused");
  following.refresh();
  await times(3);

  expect(following.standing()).toMatchObject({ version: "fedcba9876543210", state: "refused" });
  expect(asked).toEqual([null, plan.version, "fedcba9876543210"]);
  expect(applied).toHaveLength(1);
  following.stop();
  start(new Error("away"));
  await waitUntil("the kept plan is the one that was good", () => applied.length === 2);
});

it("starts from the disk when the collector is away, and says so once", async () => {
  const store = openPlanStore({ dataDir: site, agent: "agent-a", log });
  store.write(JSON.stringify(plan), plan.version);
  store.endsInOrder();
  const following = start(new Error("away"));
  expect(applied).toEqual([["salle"]]);
  await waitUntil("it was noticed", () => told("collector did not give its plan"));
  following.refresh();
  await times(2);

  expect(following.standing()).toEqual({ version: plan.version, state: "applied" });
  expect(log.lines.filter(({ message }) => message === "collector did not give its plan")).toHaveLength(1);
});

it("goes on with its plan when the inventory forgets the agent", async () => {
  const following = start(given(plan), { kind: "none" });
  await waitUntil("it is applied", () => applied.length === 1);
  following.refresh();
  await waitUntil("it says so", () => told("collector has no plan for this agent"));

  expect(following.standing()?.state).toBe("applied");
  expect(applied).toHaveLength(1);
});

it("takes a secret up when its file is corrected", async () => {
  writeFileSync(join(site, "secrets", "api"), "", { mode: 0o600 });
  const following = start(given(plan), { kind: "unchanged" });
  await waitUntil("it is applied in part", () => following.standing()?.state === "partial");
  expect(following.standing()?.reason).toBe("1 équipement sur 1 en défaut : salle, secret « api » : api est vide");
  writeFileSync(join(site, "secrets", "api"), "mot-de-passe");
  following.refresh();

  expect(following.standing()).toEqual({ version: plan.version, state: "applied" });
  expect(applied).toEqual([[], ["salle"]]);
});

const newer = { ...planWith({ ...codec, host: "10.0.0.11" }), version: "2222222222222222" };

/** The agent is started, follows the plan on the disk and ends without having been told to. */
function endsByIt(starts: number): void {
  for (let begun = 0; begun < starts; begun += 1) openPlanStore({ dataDir: site, agent: "agent-a", log }).read();
}

function keptOnTrial(): void {
  const store = openPlanStore({ dataDir: site, agent: "agent-a", log });
  store.write(JSON.stringify(plan), plan.version);
  store.held();
  store.write(JSON.stringify(newer), newer.version);
}

it("a plan that ended the agent is followed again only once the collector was asked for a better one", async () => {
  keptOnTrial();
  const third = { ...plan, version: "3333333333333333" };
  const following = start(given(third), { kind: "unchanged" });
  expect(applied).toEqual([]);
  await waitUntil("the better one is applied", () => applied.length === 1);

  expect(asked).toEqual([newer.version]);
  expect(following.standing()).toEqual({ version: third.version, state: "applied" });
});

it("a plan that ended the agent once is followed again when the collector is away", async () => {
  keptOnTrial();
  const following = start(new Error("away"));
  await waitUntil("it is applied", () => applied.length === 1);

  expect(following.standing()).toEqual({ version: newer.version, state: "applied" });
});

it("a plan that ended the agent three times gives way to the one before it, and the collector learns why", async () => {
  keptOnTrial();
  endsByIt(2);
  const following = start({ kind: "unchanged" });
  expect(applied).toEqual([["salle"]]);
  await times(1);

  expect(asked).toEqual([newer.version]);
  expect(following.standing()).toEqual({
    version: newer.version,
    state: "refused",
    reason: "plan refusé, l'ancien est repris : l'agent s'est arrêté 3 fois de suite en le suivant",
    faults: ["ended_agent"],
  });
});

it("whoever reloads the agent has the refused plan tried once more", async () => {
  keptOnTrial();
  endsByIt(2);
  const following = start({ kind: "unchanged" }, given(newer));
  await times(1);
  following.refresh();
  await waitUntil("it is applied", () => following.standing()?.state === "applied");

  expect(asked).toEqual([newer.version, plan.version]);
});

it.each([
  ["more endpoints than it can carry", ["a", "b", "c"], "3 équipements, cet agent en prend au plus 2 (maxEndpoints dans agent.yml)"],
  ["two endpoints of one name", ["a", "a"], "deux équipements portent l'identifiant « a »"],
])("refuses %s", async (_, ids, why) => {
  const following = start(given(planWith(...ids.map((id) => ({ ...codec, id }))), newer.version));
  await waitUntil("it is refused", () => following.standing()?.state === "refused");

  expect(following.standing()?.reason).toBe(`plan refusé, l'ancien est gardé : ${why}`);
  expect(applied).toEqual([]);
});
