import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { planLimits } from "../../contract/plan.ts";
import { type ListedCodec, simulatedWords } from "../simulator/simulated-fleet.ts";

const endpointsPerSite = 10;
const token = "0123456789abcdef0123456789abcdef";
const agent = "centre";

export interface CentralFolder {
  readonly collectorConfig: string;
  readonly agentConfig: string;
  readonly ledgerFile: string;
}

/** Sites of ten rooms each, all of them watched by one central agent: both settings files, as an operator would write them. */
export function writeCentralFolder(folder: string, codecs: readonly ListedCodec[], port: number): CentralFolder {
  for (const part of ["agent", "agent/secrets", "collector"]) mkdirSync(join(folder, part), { mode: 0o700 });
  write(join(folder, "collector", "inventory.yml"), inventoryOf(codecs));
  const collectorConfig = join(folder, "collector", "collector.yml");
  write(collectorConfig, { listen: { port }, dataDir: "data", inventoryFile: "inventory.yml", logLevel: "warn" });
  const agentConfig = join(folder, "agent", "agent.yml");
  for (const [name, word] of [
    ["token", token],
    ["secrets/community", simulatedWords.community],
  ] as const) {
    writeFileSync(join(folder, "agent", name), `${word}\n`, { mode: 0o600 });
  }
  write(agentConfig, {
    agent,
    collector: { url: `http://127.0.0.1:${port}`, tokenFile: "token" },
    dataDir: "data",
    logLevel: "error",
    secretsDir: "secrets",
    maxEndpoints: planLimits.endpoints,
    ranges: ["127.0.0.0/8"],
  });
  return { collectorConfig, agentConfig, ledgerFile: join(folder, "collector", "data", "ledger.db") };
}

function inventoryOf(codecs: readonly ListedCodec[]): object {
  const siteCount = Math.ceil(codecs.length / endpointsPerSite);
  const sites = Array.from({ length: siteCount }, (_, index) => ({
    id: `site-${index}`,
    name: `Site ${index}`,
    territory: "brest",
    insee: "29019",
    commune: "Brest",
    hostKind: "collectivite",
    openingHours: "24/7",
    hasTechnician: false,
    regionalAidEuros: 0,
    isFictional: true,
    agent: { id: `agent-${index}` },
    endpoints: codecs.slice(index * endpointsPerSite, (index + 1) * endpointsPerSite).map(endpointOf),
  }));
  return {
    polling: { snmp: { version: "2c", community: "community" } },
    territories: [{ id: "brest", name: "Brest Métropole", kind: "METROPOLE", siren: "242900314" }],
    sites,
    agents: [
      {
        id: agent,
        vantage: "central",
        sites: sites.map(({ id }) => id),
        maxEndpoints: planLimits.endpoints,
        tokenSha256: createHash("sha256").update(token).digest("hex"),
      },
    ],
  };
}

function endpointOf({ id, family, address, snmpPort }: ListedCodec): object {
  return { id, name: id, poll: { host: address, family, channels: ["snmp"], snmp: { port: snmpPort } } };
}

function write(file: string, settings: object): void {
  writeFileSync(file, stringify(settings), { mode: 0o600 });
}
