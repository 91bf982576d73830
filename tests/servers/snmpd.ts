import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startDaemon } from "./daemon.ts";
import { temporaryFolder } from "./folders.ts";
import { freeUdpPort } from "./ports.ts";
import { programPath } from "./programs.ts";
import { type SnmpV3User, shortWaitMs, snmpGet } from "./snmp-client.ts";

export interface SnmpdOptions {
  readonly community?: string;
  readonly users?: readonly SnmpV3User[];
  readonly sysName?: string;
}

export interface Snmpd {
  readonly port: number;
  readonly community: string;
  readonly users: readonly SnmpV3User[];
  log(): string;
  stop(): Promise<void>;
}

const defaultUsers: readonly SnmpV3User[] = [
  { name: "vigie-sha1", authProtocol: "SHA", authPassword: "mot-de-passe-1", privProtocol: "AES", privPassword: "phrase-secrete-1" },
  { name: "vigie-sha256", authProtocol: "SHA-256", authPassword: "mot-de-passe-2", privProtocol: "AES", privPassword: "phrase-secrete-2" },
];
const sysUpTime = "1.3.6.1.2.1.1.3.0";

/** Debian's snmpd describing this very machine, read-only, v2c and v3 authPriv, on a free port of 127.0.0.1. */
export async function startSnmpd(options: SnmpdOptions = {}): Promise<Snmpd> {
  const folder = temporaryFolder("snmpd");
  const port = await freeUdpPort();
  const community = options.community ?? "vigie";
  const users = options.users ?? defaultUsers;
  writeFileSync(join(folder, "snmpd.conf"), configuration(community, users, options.sysName ?? "temoin"));
  const daemon = await startDaemon({
    name: "snmpd",
    command: programPath("snmpd"),
    args: ["-f", "-Lo", "-C", "-c", join(folder, "snmpd.conf"), `udp:127.0.0.1:${port}`],
    folder,
    // Where it keeps its engine id and the localised keys of its users.
    env: { SNMP_PERSISTENT_DIR: join(folder, "persistent"), SNMPCONFPATH: folder },
    isReady: async () => (await snmpGet(port, { community }, sysUpTime, shortWaitMs)) !== null,
  });
  return { port, community, users, log: () => daemon.log(), stop: () => daemon.stop() };
}

function configuration(community: string, users: readonly SnmpV3User[], sysName: string): string {
  return [
    `rocommunity ${community} 127.0.0.1`,
    `sysName ${sysName}`,
    ...users.flatMap((user) => [
      `createUser ${user.name} ${user.authProtocol} "${user.authPassword}" ${user.privProtocol} "${user.privPassword}"`,
      `rouser ${user.name} authPriv`,
    ]),
    "",
  ].join("\n");
}
