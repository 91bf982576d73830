import { fileURLToPath } from "node:url";
import { Compile } from "typebox/compile";
import { expect, it } from "vitest";
import type { Directory } from "../../../collector/directory/directory.ts";
import { loadDirectory } from "../../../collector/directory/load-directory.ts";
import { planOf } from "../../../collector/plans/plan-of.ts";
import { Plan } from "../../../contract/plan.ts";

const example = loadDirectory(fileURLToPath(new URL("../../../docs/examples/inventory.yml", import.meta.url)));
const check = Compile(Plan);

function planFor(agent: string, directory: Directory = example): Plan | null {
  const found = directory.agent(agent);
  if (found === undefined) throw new Error(`no agent ${agent}`);
  return planOf(directory, found);
}

it("names the endpoints of the agent's site, their paces and witnesses", () => {
  const plan = planFor("ouessant-mairie");

  expect(check.Check(plan)).toBe(true);
  expect(plan).toMatchObject({
    agent: "ouessant-mairie",
    paces: { stateSeconds: 60, inventoryAt: "03:30" },
    witnesses: { neighbours: [{ name: "imprimante", host: "192.0.2.2", icmp: true }] },
    endpoints: [{ id: "ouessant-salle-conseil" }, { id: "ouessant-mediatheque" }],
  });
});

it("is none for an agent whose endpoints the inventory does not say how to poll", () => {
  expect(planFor("lannion-espace-public")).toBeNull();
});

it("has another version when anything in it is another, and the same when nothing is", () => {
  const endpoints = example.endpoints.map((endpoint) =>
    endpoint.polling === undefined ? endpoint : { ...endpoint, polling: { ...endpoint.polling, retries: 3 } },
  );
  const changed = { ...example, endpoint: (id: string) => endpoints.find((endpoint) => endpoint.id === id) };

  expect(planFor("ouessant-mairie")?.version).toBe(planFor("ouessant-mairie")?.version);
  expect(planFor("ouessant-mairie", changed)?.version).not.toBe(planFor("ouessant-mairie")?.version);
});

it("gives a central agent its own channels and paces, and secrets that two sites cannot confuse", () => {
  const plan = planFor("centre-rennes");

  expect(check.Check(plan)).toBe(true);
  expect(plan?.paces.stateSeconds).toBe(120);
  expect(plan?.endpoints.map(({ snmp, http }) => [snmp?.version, http])).toEqual([
    ["3", undefined],
    ["2c", undefined],
  ]);
  expect(JSON.stringify(plan)).toContain('"ouessant-mairie.communaute"');
});
