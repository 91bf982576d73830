import { Writable } from "node:stream";
import { pino } from "pino";
import { openAdmission } from "../../../collector/admission.ts";
import { buildApp } from "../../../collector/app.ts";
import { createDirectory } from "../../../collector/directory/create-directory.ts";
import type { Agent } from "../../../collector/directory/directory.ts";
import { type Fleet, fleetFile, openFleet } from "../../../collector/fleet/fleet.ts";
import type { Author } from "../../../collector/fleet/history.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { createIngestCounters } from "../../../collector/metrics/ingest-counters.ts";
import { planRoutes } from "../../../collector/plans/plan-routes.ts";
import { temporaryFolder } from "../../servers/folders.ts";

/** The digest of the word "token-of-b". */
const tokenOfB = "97d613fbd4a6484c6567d2d2b495af817b3264c37dfe02a641449b2b351d5e1f";

export const operator: Author = { who: "operator", origin: "the collector's machine" };

export interface FleetRoom {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** As a command on the collector's machine opens it: another connection to the same file. */
  readonly fleet: Fleet;
  agent(id: string): Agent;
  /** Everything the collector logged, as text. */
  log(): string;
  keptCount(): Promise<number>;
  close(): Promise<void>;
}

export interface FleetRoomOptions {
  /** Absent: TLS by the collector's own authority. */
  readonly tls?: null;
  readonly dataDir?: string;
  readonly allowTokens?: boolean;
  readonly trustedProxies?: readonly string[];
  readonly now?: () => number;
}

const agentOf = (letter: string, tokenSha256: string | null): Agent => {
  const site = `site-${letter}`;
  return { id: `agent-${letter}`, vantage: "site", site, sites: [site], tokenSha256 };
};

/** A collector that listens on loopback, as main.ts connects it, with two sites; agent-b has a token of the inventory. */
export async function startFleetRoom(options: FleetRoomOptions = {}): Promise<FleetRoom> {
  const { dataDir = temporaryFolder("fleet"), now = Date.now, allowTokens = false } = options;
  const lines: string[] = [];
  const heard = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = pino({ level: "info" }, heard);
  const directory = createDirectory({
    territories: [],
    sites: [],
    endpoints: ["a", "b"].map((letter) => ({ id: `codec-${letter}`, name: letter, site: `site-${letter}` })),
    agents: [agentOf("a", null), agentOf("b", tokenOfB)],
  });
  const tls = options.tls === null ? null : ({ kind: "own", hosts: ["localhost", "127.0.0.1"] } as const);
  const admission = await openAdmission({ settings: { dataDir, tls, allowTokens }, directory, log, now, lookAtHistoryEveryMs: 20 });
  const ledger = await openSqliteLedger({ file: ":memory:" });
  const app = await buildApp({
    directory,
    authenticate: admission.authenticate,
    ledger,
    counters: createIngestCounters(),
    retentionDays: 35,
    now,
    onKept: () => {},
    version: "0.0.0",
    log,
    tls: admission.tls,
    trustedProxies: options.trustedProxies ?? (tls === null ? ["127.0.0.0/8", "::1/128"] : []),
    rooms: [admission.routes, planRoutes({ directory, authenticate: admission.authenticate })],
    hindrances: () => Promise.resolve([]),
  });
  const url = (await app.listen({ host: "127.0.0.1", port: 0 })).replace("127.0.0.1", "localhost");
  const fleet = openFleet({ file: fleetFile(dataDir), now });
  return {
    url,
    port: Number(new URL(url).port),
    dataDir,
    fleet,
    agent: (id) => directory.agent(id) ?? agentOf("a", null),
    log: () => lines.join(""),
    keptCount: async () => (await ledger.observationsAfter(0, 100)).length,
    close: async () => {
      fleet.close();
      await app.close();
      admission.close();
      await ledger.close();
    },
  };
}
