import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import { type Daemon, startDaemon } from "../../tests/servers/daemon.ts";
import { temporaryFolder } from "../../tests/servers/folders.ts";
import { freeTcpPort, freeUdpPort } from "../../tests/servers/ports.ts";

const Listed = Type.Array(
  Type.Object({
    id: Type.String(),
    family: Type.String(),
    address: Type.String(),
    snmpPort: Type.Union([Type.Integer(), Type.Null()]),
    httpUrl: Type.Union([Type.String(), Type.Null()]),
  }),
);
const listed = Compile(Listed);

export type ListedCodec = Static<typeof Listed>[number];

export interface SimulatedFleet {
  readonly daemon: Daemon;
  readonly codecs: readonly ListedCodec[];
  /** From the start of the process until every codec answers. */
  readonly startMs: number;
}

/** Words every codec of `simulator/main.ts` accepts. */
export const simulatedWords = {
  community: "public",
  user: "vigie",
  authPassword: "authentification",
  privPassword: "confidentialite",
  httpUser: "admin",
  httpPassword: "demonstration",
} as const;

/** The simulator as a process of its own, each codec on its own loopback address. */
export async function startSimulator(codecCount: number, more: readonly string[] = []): Promise<SimulatedFleet> {
  const folder = temporaryFolder("bench-simulator");
  const list = join(folder, "codecs.json");
  const ports = ["--snmp-port", String(await freeUdpPort()), "--http-port", String(await freeTcpPort())];
  const startedAt = performance.now();
  const daemon = await startDaemon({
    name: "simulator",
    command: process.execPath,
    args: [programFile("simulator/main.ts"), "--codecs", String(codecCount), "--own-addresses", ...ports, "--list", list, ...more],
    folder,
    // The list is written once all ports are open.
    isReady: () => Promise.resolve(existsSync(list) && readFileSync(list, "utf8").endsWith("]\n")),
  });
  const startMs = performance.now() - startedAt;
  const codecs: unknown = JSON.parse(readFileSync(list, "utf8"));
  if (!listed.Check(codecs)) throw new Error("the simulator's list of codecs cannot be read");
  return { daemon, codecs, startMs };
}

export function programFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
