import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { loadAgentSettings } from "../../agent/config/load-agent-settings.ts";
import { families } from "../../agent/drivers/index.ts";
import { agentSummary } from "../../cli/fr-agent.ts";
import { inAgentFolder } from "../agent/config/agent-folder.ts";

const example = new URL("../../docs/examples/agent.yml", import.meta.url);

function summaryOf(change: (text: string) => string): string[] {
  const { file } = inAgentFolder(example);
  writeFileSync(file, change(readFileSync(file, "utf8")));
  return agentSummary(loadAgentSettings(file, { families })).split("\n");
}

it("names the codecs whose old TLS is accepted, and says nothing of it where there is none", () => {
  const declared = (version: string) => (text: string) => text.replace('# tlsMinimum: "1.2"', `tlsMinimum: "${version}"`);
  const line = "  attention, chiffrement trop ancien admis par exception, mot de passe mal protégé : ouessant-salle-conseil (dès 1.0)";

  expect(summaryOf(declared("1.0"))).toContain(line);
  expect(summaryOf(declared("1.2")).join("\n")).not.toContain("attention");
});
