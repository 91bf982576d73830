import { createHash, randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { request } from "undici";
import { stringify } from "yaml";
import { type Daemon, startDaemon } from "../servers/daemon.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { freeTcpPort } from "../servers/ports.ts";

const command = fileURLToPath(new URL("../../cli/main.js", import.meta.url));

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
  const port = await freeTcpPort();
  const url = `http://127.0.0.1:${port}`;
  const token = randomBytes(24).toString("hex");
  for (const part of ["collector", "agent", "agent/secrets"]) mkdirSync(join(folder, part), { recursive: true });
  writeYaml(join(folder, "collector", "inventory.yml"), inventoryOf(options, token));
  const collector = {
    listen: { port },
    dataDir: "data",
    inventoryFile: "inventory.yml",
    ...(options.influx === undefined ? {} : { influx: options.influx }),
  };
  writeYaml(join(folder, "collector", "collector.yml"), collector);
  writeYaml(join(folder, "agent", "agent.yml"), agentOf(options, url, join(folder, "agent"), token));
  return {
    url,
    token,
    ledgerFile: join(folder, "collector", "data", "ledger.db"),
    outboxFolder: join(folder, "agent", "data"),
    startCollector: () => start("collector", folder, async () => (await request(`${url}/readyz`)).statusCode === 200),
    startSecondCollector: async () => {
      const other = await freeTcpPort();
      writeYaml(join(folder, "collector", "second.yml"), { ...collector, listen: { port: other } });
      return start("collector", folder, async () => (await request(`http://127.0.0.1:${other}/readyz`)).statusCode === 200, "second.yml");
    },
    startAgent: () => start("agent", folder, () => Promise.resolve(true)),
  };
}

function start(name: "collector" | "agent", folder: string, isReady: () => Promise<boolean>, file = `${name}.yml`): Promise<Daemon> {
  return startDaemon({
    name,
    command: process.execPath,
    args: [command, name, "--config", join(folder, name, file)],
    folder: join(folder, name),
    isReady,
  });
}

function inventoryOf({ endpoints }: ProductOptions, token: string): object {
  return {
    territories: [{ id: "brest", name: "Brest Métropole", kind: "METROPOLE", siren: "242900314" }],
    sites: [
      {
        id: "site-a",
        name: "Salle d'essai",
        territory: "brest",
        insee: "29019",
        commune: "Brest",
        hostKind: "collectivite",
        openingHours: "24/7",
        hasTechnician: false,
        regionalAidEuros: 6000,
        isFictional: true,
        agent: { id: "agent-a", tokenSha256: createHash("sha256").update(token).digest("hex") },
        endpoints: endpoints.map(({ id }) => ({ id, name: id })),
      },
    ],
  };
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
