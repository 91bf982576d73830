import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { vigie } from "./heard.ts";

it("publishes the schema that reports are read by (vigie report schema > docs/schemas/report.schema.json)", async () => {
  const { stdout } = await vigie("report", "schema");
  const published = readFileSync(new URL("../../docs/schemas/report.schema.json", import.meta.url), "utf8");

  expect(JSON.parse(published)).toEqual(JSON.parse(stdout));
});
