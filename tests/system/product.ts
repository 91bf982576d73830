import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { agentWithToken, brest, layOutCollector, siteOf } from "../servers/collector.ts";
import type { Daemon } from "../servers/daemon.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { startVigie } from "../servers/vigie.ts";

export interface ProductOptions {
  /** As in agent.yml, but secrets are given as text under the name of their file's key. */
  readonly endpoints: readonly EndpointOfTest[];
  readonly influx?: { readonly url: string; readonly database: string };
  readonly paces?: Readonly<Record<string, number>>;
  readonly batchSeconds?: number;
}

export interface EndpointOfTest {
  readonly id: string;
  readonly host: string;
  readonly family?: string;
  readonly snmp?: { readonly port: number; readonly community: string };
  readonly http?: { readonly url: string; readonly user: string; readonly password: string };
  /** Short for a codec that is not there. */
  readonly timeoutMs?: number;
}

/** A collector and the agent of one site, as real processes with their files in one folder. */
export interface Product {
  readonly url: string;
  readonly ledgerFile: string;
  readonly outboxFolder: string;
  readonly token: string;
  startCollector(): Promise<Daemon>;
  /** On the same data, on another port. */
  startSecondCollector(): Promise<Daemon>;
  /** Returns at once: an agent needs nobody to start. */
  startAgent(): Promise<Daemon>;
}

/** Writes the configuration of both programs; starts neither. */
export async function layOutProduct(options: ProductOptions): Promise<Product> {
  const folder = temporaryFolder("product");
  const token = randomBytes(24).toString("hex");
  mkdirSync(join(folder, "agent", "secrets"), { recursive: true });
  const settings = options.influx === undefined ? {} : { influx: options.influx };
  const collector = await layOutCollector({ folder, inventory: inventoryOf(options, token), settings });
  const { url, ledgerFile } = collector;
  writeYaml(join(folder, "agent", "agent.yml"), agentOf(options, url, join(folder, "agent"), token));
  return {
    url,
    token,
    ledgerFile,
    outboxFolder: join(folder, "agent", "data"),
    startCollector: () => collector.start(),
    startSecondCollector: () => collector.startSecond(),
    startAgent: () => startVigie("agent", join(folder, "agent", "agent.yml"), { folder: join(folder, "agent") }),
  };
}

function inventoryOf({ endpoints }: ProductOptions, token: string): object {
  const more = {
    name: "Salle d'essai",
    regionalAidEuros: 6000,
    agent: agentWithToken("agent-a", token),
    endpoints: endpoints.map(({ id }) => ({ id, name: id })),
  };
  return { territories: [brest], sites: [siteOf("site-a", more)] };
}

function agentOf({ endpoints, paces, batchSeconds }: ProductOptions, url: string, folder: string, token: string): object {
  const secret = (name: string, value: string): string => {
    const file = join("secrets", name);
    writeFileSync(join(folder, file), value);
    chmodSync(join(folder, file), 0o600);
    return file;
  };
  return {
    agent: "agent-a",
    collector: { url, tokenFile: secret("token", token) },
    dataDir: "data",
    batchSeconds: batchSeconds ?? 1,
    paces: { stateSeconds: 1, statusSeconds: 2, historySeconds: 3, ...paces },
    farEndKeyFile: secret("far-end", randomBytes(16).toString("hex")),
    endpoints: endpoints.map(({ snmp, http, ...endpoint }) => ({
      timeoutMs: 10_000,
      ...endpoint,
      ...(snmp === undefined
        ? {}
        : { snmp: { version: "2c", port: snmp.port, communityFile: secret(`${endpoint.id}-snmp`, snmp.community) } }),
      ...(http === undefined
        ? {}
        : { http: { url: http.url, user: http.user, passwordFile: secret(`${endpoint.id}-http`, http.password) } }),
    })),
  };
}

function writeYaml(file: string, value: object): void {
  writeFileSync(file, stringify(value), { mode: 0o600 });
}
