import { readFileSync } from "node:fs";
import { Check } from "typebox/value";
import { expect, it } from "vitest";
import { MaintenanceCorrection, NewMaintenance, NewNote } from "../../../collector/desk/desk-schemas.ts";

const text = readFileSync(new URL("../../../docs/examples/api.md", import.meta.url), "utf8");
const schemas = {
  "/v1/maintenance": NewMaintenance,
  "/v1/maintenance/M1/corrections": MaintenanceCorrection,
  "/v1/incidents/notes": NewNote,
};

it("gives examples of requests that the collector takes", () => {
  const requests = [...text.matchAll(/:8443(\/v1\/\S+)[^`]*?--data '([^']+)'/g)].map(([, path = "", body = ""]) => ({ path, body }));

  expect(requests.map(({ path }) => path)).toEqual(Object.keys(schemas));
  for (const [place, schema] of Object.values(schemas).entries()) {
    const body: unknown = JSON.parse(requests[place]?.body ?? "null");
    expect({ body, isTaken: Check(schema, body) }).toEqual({ body, isTaken: true });
  }
});
