import { createHash, randomBytes, randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import type { Counters } from "../../agent/outbox/entry.ts";
import { type Daemon, startDaemon } from "../servers/daemon.ts";
import { waitUntil } from "../servers/wait-until.ts";
import { outboxCounters } from "../system/numbers.ts";
import { startAnew } from "./new-start.ts";
import type { Place, Places } from "./places.ts";
import { clockFileVariable } from "./stepped-clock.ts";
import type { TcpRelay } from "./tcp-relay.ts";

const command = fileURLToPath(new URL("../../cli/main.js", import.meta.url));
const steppedClock = fileURLToPath(new URL("stepped-clock.ts", import.meta.url));

const kernelBoot = "/proc/sys/kernel/random/boot_id";

export interface SiteEndpoint {
  readonly id: string;
  readonly snmpPort: number;
  readonly httpPort: number | null;
  readonly timeoutMs: number;
}

export interface SiteOptions {
  readonly folder: string;
  readonly places: Places;
  readonly collectorPort: number;
  /** The line from the agent to the collector; its end is where the agent looks for the collector. */
  readonly uplink: TcpRelay;
  readonly endpoints: readonly SiteEndpoint[];
  /** Known to the collector only. */
  readonly former: readonly string[];
  readonly maxBytes?: number;
  readonly onAgentStart: () => void;
}

/** A collector and the agent of one site, as real processes, each in its place, with their files in one folder. */
export interface Site {
  readonly ledgerFile: string;
  readonly outboxFolder: string;
  readonly collectorData: string;
  /** Both return as soon as the process exists: it may be killed before it works. */
  startAgent(): Promise<Daemon>;
  startCollector(): Promise<Daemon>;
  /** The next number of each numbering the agent's outbox ever had, as each run left it. */
  numbersGiven(): ReadonlyMap<string, number>;
  /** All that both have printed. */
  logs(): string;
  /** Sets the wall clock of the agent's machine. */
  stepClock(aheadMs: number): void;
  /**
   * When the agent starts next, its machine has started anew: the kernel says that it is another boot. Needs namespaces. True where its
   * monotonic clock began anew as well, now.
   */
  rebootMachine(): Promise<boolean>;
}

export const paces = { stateSeconds: 1, statusSeconds: 2, historySeconds: 2 } as const;

/** Writes the configuration of both programs; starts neither. */
export function layOutSite(options: SiteOptions): Site {
  const { folder, places, collectorPort, onAgentStart } = options;
  for (const part of ["collector/data", "agent/data"]) mkdirSync(join(folder, part), { recursive: true });
  const clockFile = join(folder, "agent", "clock");
  writeFileSync(clockFile, "0".padEnd(20));
  const token = randomBytes(24).toString("hex");
  const { collector } = places.of;
  write(join(folder, "collector", "inventory.yml"), stringify(inventoryOf(options, token)));
  const listen = { host: collector.own, port: collectorPort };
  write(
    join(folder, "collector", "collector.yml"),
    stringify({ listen, allowPlainHttp: true, dataDir: "data", inventoryFile: "inventory.yml" }),
  );
  write(join(folder, "agent", "agent.yml"), stringify(agentOf(options, token)));
  let machine: Place = places.of.agent;
  const given = new Map<string, number>();
  const noteGiven = (): void => {
    const counters = countersLeft(join(folder, "agent", "data"));
    if (counters !== null) given.set(counters.id, Math.max(counters.next, given.get(counters.id) ?? 1));
  };
  const clock = { NODE_OPTIONS: `--import=${steppedClock}`, [clockFileVariable]: clockFile };
  return {
    ledgerFile: join(folder, "collector", "data", "ledger.db"),
    outboxFolder: join(folder, "agent", "data"),
    collectorData: join(folder, "collector", "data"),
    startCollector: () => start("collector", folder, places.of.collector, {}),
    numbersGiven: () => {
      noteGiven();
      return given;
    },
    startAgent: () => {
      noteGiven();
      onAgentStart();
      return start("agent", folder, machine, clock);
    },
    logs: () => (["agent", "collector"] as const).map((name) => readFileSync(join(folder, name, `${name}.log`), "utf8")).join(""),
    stepClock: (aheadMs) => writeFileSync(clockFile, String(aheadMs).padEnd(20)),
    rebootMachine: async () => {
      const clockOfNow = await startAnew();
      const bootFile = join(folder, "agent", "boot_id");
      writeFileSync(bootFile, `${randomUUID()}\n`);
      const enter = [
        ...places.of.agent.enter,
        ...(clockOfNow ?? []),
        "unshare",
        "--mount",
        "sh",
        "-c",
        'mount --bind "$0" "$1"; shift; exec "$@"',
        bootFile,
        kernelBoot,
      ];
      machine = { ...places.of.agent, enter };
      return clockOfNow !== null;
    },
  };
}

/** Null before the first run, and where a flipped bit hit them. */
function countersLeft(outboxFolder: string): Pick<Counters, "id" | "next"> | null {
  try {
    return outboxCounters({ outboxFolder });
  } catch {
    return null;
  }
}

/** What each says in its log once it works, and how often it has said it tells which of its runs. */
export const readyWords = { agent: "agent has started", collector: "collector is listening" } as const;

/** Once it works, or has ended by itself. */
export function works(daemon: Daemon, name: keyof typeof readyWords, timesBefore: number): Promise<unknown> {
  return waitUntil(`the ${name} works`, () => timesSaid(daemon, readyWords[name]) > timesBefore, 120_000);
}

export function timesSaid(daemon: Pick<Daemon, "log">, word: string): number {
  return daemon.log().split(word).length - 1;
}

function start(name: "agent" | "collector", folder: string, { enter }: Place, env: Readonly<Record<string, string>>): Promise<Daemon> {
  const [first, ...args] = [...enter, process.execPath, command, name, "--config", join(folder, name, `${name}.yml`)];
  return startDaemon({ name, command: first, args, folder: join(folder, name), env, isReady: () => Promise.resolve(true) });
}

function inventoryOf({ endpoints, former }: SiteOptions, token: string): object {
  const site = { id: "site-a", name: "Fault site", territory: "brest", insee: "29019", commune: "Brest", hostKind: "collectivite" };
  const agent = { id: "agent-a", tokenSha256: createHash("sha256").update(token).digest("hex") };
  const ids = [...endpoints.map(({ id }) => id), ...former];
  const more = { openingHours: "24/7", hasTechnician: false, regionalAidEuros: 0, isFictional: true };
  return {
    territories: [{ id: "brest", name: "Brest Métropole", kind: "METROPOLE", siren: "242900314" }],
    sites: [{ ...site, ...more, agent, endpoints: ids.map((id) => ({ id, name: id })) }],
  };
}

function agentOf({ folder, places, uplink, endpoints, maxBytes }: SiteOptions, token: string): object {
  const secret = (name: string, value: string): string => {
    write(join(folder, "agent", name), value);
    return name;
  };
  const { relays } = places.of.agent;
  const [communityFile, passwordFile] = [secret("community", "public"), secret("password", "demonstration")];
  return {
    agent: "agent-a",
    collector: { url: `http://${relays}:${uplink.port}`, tokenFile: secret("token", token), allowPlainHttp: true },
    dataDir: "data",
    batchSeconds: 1,
    paces,
    farEndKeyFile: secret("far-end", randomBytes(16).toString("hex")),
    ...(maxBytes === undefined ? {} : { outbox: { maxBytes } }),
    endpoints: endpoints.map(({ id, snmpPort, httpPort, timeoutMs }) => ({
      id,
      host: relays,
      timeoutMs,
      retries: 0,
      snmp: { version: "2c", port: snmpPort, communityFile },
      ...(httpPort === null
        ? { family: "generic-mib2" }
        : { family: "cisco-ce", http: { url: `http://${relays}:${httpPort}`, user: "admin", passwordFile } }),
    })),
  };
}

function write(file: string, text: string): void {
  writeFileSync(file, text);
  chmodSync(file, 0o600);
}
