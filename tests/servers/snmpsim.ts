import { execFileSync } from "node:child_process";
import { chownSync, cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startDaemon } from "./daemon.ts";
import { temporaryFolder } from "./folders.ts";
import { freeUdpPort } from "./ports.ts";
import { programPath } from "./programs.ts";
import { shortWaitMs, snmpGet } from "./snmp-client.ts";

export interface SnmpsimOptions {
  /** Folder of .snmprec files, copied before use. The community (v3: the context) is the file's name without .snmprec. */
  readonly dataDir?: string;
  /** More recordings, given as text and keyed by community. */
  readonly recordings?: Readonly<Record<string, string>>;
}

export interface Snmpsim {
  readonly port: number;
  readonly communities: readonly string[];
  log(): string;
  stop(): Promise<void>;
}

const sysDescr = "1.3.6.1.2.1.1.1.0";

/** Recorded codecs answering SNMP on a free port of 127.0.0.1. v3: user `simulator`, MD5 `auctoritas`, DES `privatus`. */
export async function startSnmpsim(options: SnmpsimOptions): Promise<Snmpsim> {
  const folder = temporaryFolder("snmpsim");
  const communities = layOutRecordings(folder, options);
  const port = await freeUdpPort();
  const daemon = await startDaemon({
    name: "snmpsim",
    command: programPath("snmpsim"),
    args: [
      ...(isRoot() ? ["--process-user=nobody", "--process-group=nogroup"] : []),
      `--data-dir=${join(folder, "data")}`,
      `--cache-dir=${join(folder, "cache")}`,
      `--agent-udpv4-endpoint=127.0.0.1:${port}`,
    ],
    folder,
    isReady: async () => (await snmpGet(port, { community: communities[0] ?? "public" }, sysDescr, shortWaitMs)) !== null,
  });
  return { port, communities, log: () => daemon.log(), stop: () => daemon.stop() };
}

function layOutRecordings(folder: string, { dataDir, recordings = {} }: SnmpsimOptions): string[] {
  const data = join(folder, "data");
  mkdirSync(data);
  mkdirSync(join(folder, "cache"));
  if (dataDir !== undefined) cpSync(dataDir, data, { recursive: true });
  for (const [community, text] of Object.entries(recordings)) writeFileSync(join(data, `${community}.snmprec`), text);
  if (isRoot()) giveToNobody(folder);
  return readdirSync(data)
    .filter((file) => file.endsWith(".snmprec"))
    .map((file) => file.slice(0, -".snmprec".length))
    .sort();
}

/** snmpsim refuses to run as root, so it runs as nobody, who must reach its folders and write beside the recordings. */
function giveToNobody(folder: string): void {
  const uid = idOf("passwd", "nobody");
  const gid = idOf("group", "nogroup");
  for (const path of [folder, join(folder, "cache"), join(folder, "data"), ...filesIn(join(folder, "data"))]) chownSync(path, uid, gid);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
}

function idOf(database: "passwd" | "group", name: string): number {
  const id = Number(execFileSync("getent", [database, name], { encoding: "utf8" }).split(":")[2]);
  if (!Number.isInteger(id)) throw new Error(`this machine has no ${name} in its ${database} database`);
  return id;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
