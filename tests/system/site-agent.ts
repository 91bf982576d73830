import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import type { Daemon } from "../servers/daemon.ts";
import { startVigie, type VigieOptions } from "../servers/vigie.ts";

export interface AgentOfTest {
  readonly id: string;
  readonly token: string;
  /** Where it looks for the collector. */
  readonly collectorUrl: string;
  readonly folder: string;
  /** As in agent.yml; without any it follows its plan. */
  readonly endpoints?: readonly object[];
  readonly paces?: Readonly<Record<string, number>>;
  readonly batchSeconds?: number;
  readonly logLevel?: string;
}

export const newToken = (): string => randomBytes(24).toString("hex");

/** Writes the settings of an agent and the one secret of the tests, `public`; gives how to start it. */
export function layOutAgent(agent: AgentOfTest): (how?: Omit<VigieOptions, "folder">) => Promise<Daemon> {
  const config = writeAgent(agent);
  return (how = {}) => startVigie("agent", config, { folder: dirname(config), ...how });
}

/** The same files; gives the path of agent.yml. */
export function writeAgent({ id, token, collectorUrl, folder, ...more }: AgentOfTest): string {
  const own = join(folder, id);
  mkdirSync(join(own, "secrets"), { recursive: true });
  const secret = { mode: 0o600 };
  writeFileSync(join(own, "token"), token, secret);
  writeFileSync(join(own, "secrets", "public"), "public", secret);
  const config = join(own, "agent.yml");
  const collector = { url: collectorUrl, tokenFile: "token" };
  const where = more.endpoints === undefined ? { ranges: ["127.0.0.0/8"] } : {};
  writeFileSync(config, stringify({ agent: id, collector, dataDir: "data", batchSeconds: 1, ...where, ...more }), secret);
  return config;
}
