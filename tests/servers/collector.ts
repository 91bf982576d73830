import { createHash } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Agent, request } from "undici";
import { stringify } from "yaml";
import type { Daemon } from "./daemon.ts";
import { temporaryFolder } from "./folders.ts";
import { freeTcpPort } from "./ports.ts";
import { startVigie } from "./vigie.ts";

export interface CollectorOptions {
  /** As in the inventory: objects that become YAML, or the text itself. */
  readonly inventory: object | string;
  /** As in collector.yml, beside where it listens and where its files are. `tls: own` makes it speak HTTPS. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Its files are in `collector/` of this one; a temporary one unless told. */
  readonly folder?: string;
}

/** `vigie collector` on a port of its own, with its files, whether or not it runs. */
export interface CollectorPlace {
  readonly config: string;
  readonly ledgerFile: string;
  readonly url: string;
  /** In the place of the former; a collector that runs is to be told. */
  writeInventory(inventory: object | string): void;
  /** Returns once it serves. */
  start(): Promise<Daemon>;
  /** On the same data, on another port. */
  startSecond(): Promise<Daemon>;
  /** The state of each endpoint, as Prometheus reads it. */
  states(): Promise<Readonly<Record<string, string>>>;
}

/** Writes settings and inventory; starts nothing. */
export async function layOutCollector({ inventory, settings = {}, folder }: CollectorOptions): Promise<CollectorPlace> {
  const own = join(folder ?? temporaryFolder("collector"), "collector");
  mkdirSync(join(own, "data"), { recursive: true });
  const port = await freeTcpPort();
  const isSecure = "tls" in settings;
  const url = isSecure ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  const writeInventory = (value: object | string): void => void writeWhole(join(own, "inventory.yml"), value);
  const writeSettings = (file: string, at: number): string => {
    const whole = {
      listen: { port: at },
      dataDir: "data",
      inventoryFile: "inventory.yml",
      ...(isSecure && { publicUrl: url }),
      ...settings,
    };
    return writeWhole(join(own, file), whole);
  };
  const start = (config: string, at: number): Promise<Daemon> =>
    startVigie("collector", config, { folder: own, isReady: () => isServing(`${isSecure ? "https" : "http"}://127.0.0.1:${at}`) });
  writeInventory(inventory);
  const config = writeSettings("collector.yml", port);
  return {
    config,
    ledgerFile: join(own, "data", "ledger.db"),
    url,
    writeInventory,
    start: () => start(config, port),
    startSecond: async () => {
      const other = await freeTcpPort();
      return start(writeSettings("second.yml", other), other);
    },
    states: () => statesAt(url),
  };
}

/** What an inventory must say of a site, whatever it is about; `more` says the rest, or says it otherwise. */
export function siteOf<More extends object>(id: string, more: More) {
  return {
    id,
    name: id,
    territory: brest.id,
    insee: "29019",
    commune: "Brest",
    hostKind: "collectivite",
    openingHours: "24/7",
    hasTechnician: false,
    regionalAidEuros: 0,
    isFictional: true,
    ...more,
  } as const;
}

/** The territory of those sites. */
export const brest = { id: "brest", name: "Brest Métropole", kind: "METROPOLE", siren: "242900314" } as const;

/** An agent as an inventory names it, that shows a token. */
export function agentWithToken(id: string, token: string) {
  return { id, tokenSha256: createHash("sha256").update(token).digest("hex") } as const;
}

/** A page or route of a collector whose certificate is its own: who asks here does not ask who answers, that is what agents do. */
export const trusting = new Agent({ connect: { rejectUnauthorized: false } });

async function isServing(url: string): Promise<boolean> {
  const { statusCode, body } = await request(`${url}/readyz`, { dispatcher: trusting });
  await body.dump();
  return statusCode === 200;
}

async function statesAt(url: string): Promise<Readonly<Record<string, string>>> {
  const text = await (await request(`${url}/metrics`, { dispatcher: trusting })).body.text();
  const rows = [...text.matchAll(/^visio_endpoint_state\{([^}]*)\} 1$/gm)].map(([, labels = ""]) => labels);
  return Object.fromEntries(rows.map((labels) => [labelOf(labels, "endpoint"), labelOf(labels, "state")]));
}

function labelOf(labels: string, name: string): string {
  return new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(labels)?.[1] ?? "";
}

/** Nobody ever reads half of it. */
function writeWhole(file: string, value: object | string): string {
  writeFileSync(`${file}.new`, typeof value === "string" ? value : stringify(value), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return file;
}
