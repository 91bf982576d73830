import { createHash } from "node:crypto";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { request } from "undici";
import { stringify } from "yaml";
import { type Daemon, startDaemon } from "../../tests/servers/daemon.ts";
import { temporaryFolder } from "../../tests/servers/folders.ts";
import { freeTcpPort } from "../../tests/servers/ports.ts";
import { agentId, endpointIds, tokenOf } from "../ledger/fleet.ts";
import { programFile } from "../simulator/simulated-fleet.ts";

export interface RealCollector {
  readonly url: string;
  readonly ledgerFile: string;
  readonly daemon: Daemon;
  /** Observations that are kept and not concluded yet, as the collector itself says. */
  lag(): Promise<number>;
  ledgerBytes(): number;
}

/** `vigie collector` with its pages and metrics, for so many sites of ten codecs. */
export async function startRealCollector(siteCount: number): Promise<RealCollector> {
  const folder = temporaryFolder("bench-drain");
  const port = await freeTcpPort();
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(join(folder, "data"));
  writeFileSync(join(folder, "inventory.yml"), stringify(inventoryOf(siteCount)), { mode: 0o600 });
  const settings = { listen: { port }, dataDir: "data", inventoryFile: "inventory.yml", logLevel: "warn" };
  writeFileSync(join(folder, "collector.yml"), stringify(settings), { mode: 0o600 });
  const daemon = await startDaemon({
    name: "collector",
    command: process.execPath,
    args: [programFile("cli/main.js"), "collector", "--config", join(folder, "collector.yml")],
    folder,
    isReady: async () => (await request(`${url}/readyz`)).statusCode === 200,
  });
  const ledgerFile = join(folder, "data", "ledger.db");
  return {
    url,
    ledgerFile,
    daemon,
    lag: async () => {
      const text = await (await request(`${url}/metrics`)).body.text();
      return Number(/^visio_follower_lag_entries\{[^}]*follower="states"[^}]*\} (\d+)/m.exec(text)?.[1] ?? Number.NaN);
    },
    ledgerBytes: () => statSync(ledgerFile).size,
  };
}

function inventoryOf(siteCount: number): object {
  return {
    territories: [{ id: "territoire", name: "Territoire", kind: "METROPOLE", siren: "242900314" }],
    sites: Array.from({ length: siteCount }, (_, index) => ({
      id: `site-${index}`,
      name: `Site ${index}`,
      territory: "territoire",
      insee: "29019",
      commune: "Brest",
      hostKind: "collectivite",
      openingHours: "24/7",
      hasTechnician: false,
      regionalAidEuros: 0,
      isFictional: true,
      agent: { id: agentId(index), tokenSha256: createHash("sha256").update(tokenOf(index)).digest("hex") },
      endpoints: endpointIds(index).map((id) => ({ id, name: id })),
    })),
  };
}
