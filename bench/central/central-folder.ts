import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { planLimits } from "../../contract/plan.ts";
import { agentWithToken, brest, type CollectorPlace, layOutCollector, siteOf } from "../../tests/servers/collector.ts";
import { type ListedCodec, simulatedWords } from "../simulator/simulated-fleet.ts";

const endpointsPerSite = 10;
const token = "0123456789abcdef0123456789abcdef";
const agent = "centre";

export interface CentralFolder {
  readonly collector: CollectorPlace;
  readonly agentConfig: string;
}

/** Sites of ten rooms each, all of them watched by one central agent: both settings files, as an operator would write them. */
export async function writeCentralFolder(folder: string, codecs: readonly ListedCodec[]): Promise<CentralFolder> {
  for (const part of ["agent", "agent/secrets"]) mkdirSync(join(folder, part), { mode: 0o700 });
  const collector = await layOutCollector({ folder, inventory: inventoryOf(codecs), settings: { logLevel: "warn" } });
  const agentConfig = join(folder, "agent", "agent.yml");
  for (const [name, word] of [
    ["token", token],
    ["secrets/community", simulatedWords.community],
  ] as const) {
    writeFileSync(join(folder, "agent", name), `${word}\n`, { mode: 0o600 });
  }
  write(agentConfig, {
    agent,
    collector: { url: collector.url, tokenFile: "token" },
    dataDir: "data",
    logLevel: "error",
    secretsDir: "secrets",
    maxEndpoints: planLimits.endpoints,
    ranges: ["127.0.0.0/8"],
  });
  return { collector, agentConfig };
}

function inventoryOf(codecs: readonly ListedCodec[]): object {
  const siteCount = Math.ceil(codecs.length / endpointsPerSite);
  const sites = Array.from({ length: siteCount }, (_, index) =>
    siteOf(`site-${index}`, {
      agent: { id: `agent-${index}` },
      endpoints: codecs.slice(index * endpointsPerSite, (index + 1) * endpointsPerSite).map(endpointOf),
    }),
  );
  return {
    polling: { snmp: { version: "2c", community: "community" } },
    territories: [brest],
    sites,
    agents: [
      {
        ...agentWithToken(agent, token),
        vantage: "central",
        sites: sites.map(({ id }) => id),
        maxEndpoints: planLimits.endpoints,
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
