import { statSync } from "node:fs";
import { request } from "undici";
import { agentWithToken, brest, layOutCollector, siteOf } from "../../tests/servers/collector.ts";
import type { Daemon } from "../../tests/servers/daemon.ts";
import { agentId, endpointIds, tokenOf } from "../ledger/fleet.ts";

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
  const collector = await layOutCollector({ inventory: inventoryOf(siteCount), settings: { logLevel: "warn" } });
  const { url, ledgerFile } = collector;
  const daemon = await collector.start();
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
  const sites = Array.from({ length: siteCount }, (_, index) =>
    siteOf(`site-${index}`, {
      agent: agentWithToken(agentId(index), tokenOf(index)),
      endpoints: endpointIds(index).map((id) => ({ id, name: id })),
    }),
  );
  return { territories: [brest], sites };
}
