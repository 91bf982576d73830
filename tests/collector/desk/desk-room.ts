import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { incidentsAround } from "../../../collector/accounts/incidents-around.ts";
import { buildApp } from "../../../collector/app.ts";
import { deskRoutes } from "../../../collector/desk/desk-routes.ts";
import { digestOfPersonToken, drawPersonToken } from "../../../collector/desk/person-gate.ts";
import type { Directory } from "../../../collector/directory/directory.ts";
import { loadDirectory } from "../../../collector/directory/load-directory.ts";
import { openFleet } from "../../../collector/fleet/fleet.ts";
import { countTries } from "../../../collector/fleet/tries.ts";
import { authenticator } from "../../../collector/ingest/authenticate.ts";
import type { Declarations, PersonRole } from "../../../collector/ledger/declarations.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteDeclarations } from "../../../collector/ledger/sqlite-declarations.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { createIngestCounters } from "../../../collector/metrics/ingest-counters.ts";
import { temporaryFolder } from "../../servers/folders.ts";

const example = fileURLToPath(new URL("../../../docs/examples/inventory.yml", import.meta.url));
const commandLine = { who: "unix:operator", origin: "here" };

export interface DeskRoom {
  readonly app: FastifyInstance;
  readonly declarations: Declarations;
  readonly ledger: Ledger;
  /** Of the ledger. */
  readonly file: string;
  readonly directory: Directory;
  /** What was logged, one line each. */
  readonly logged: readonly string[];
  tokenFor(name: string, role: PersonRole, expiresAt?: number, site?: string): Promise<string>;
  setClock(iso: string): void;
  close(): Promise<void>;
}

/** What the first agent of the inventory speaks with. */
export const agentToken = "agent-token-agreed-by-hand";

function withAgentToken(directory: Directory): Directory {
  const agents = directory.agents.map((agent, place) => (place === 0 ? { ...agent, tokenSha256: digestOfPersonToken(agentToken) } : agent));
  return { ...directory, agents };
}

/** A collector with its whole HTTP side, the example inventory and a ledger in a file. */
export async function openDeskRoom(): Promise<DeskRoom> {
  const file = join(temporaryFolder("desk"), "ledger.db");
  const directory = withAgentToken(loadDirectory(example));
  const ledger = await openSqliteLedger({ file });
  let nowMs = Date.parse("2026-06-01T10:00:00+02:00");
  const now = () => nowMs;
  const declarations = openSqliteDeclarations({ file, now });
  const fleet = openFleet({ file: ":memory:", now });
  const logged: string[] = [];
  const around = async (endpoint: string, at: number) => {
    const maintenance = await declarations.maintenanceEntries();
    return incidentsAround(ledger, { directory, maintenance }, { endpoint, at, until: Math.floor(now() / 1000) });
  };
  const app = await buildApp({
    directory,
    authenticate: authenticator(directory, fleet),
    ledger,
    counters: createIngestCounters(),
    retentionDays: 35,
    now,
    onKept: () => {},
    version: "1.2.3",
    log: pino({ level: "info" }, { write: (line: string) => void logged.push(line) }),
    tls: null,
    trustedProxies: [],
    rooms: [
      deskRoutes({ declarations, directory, calls: ledger, incidentsAround: around, now }, { declarations, tries: countTries(now), now }),
    ],
    hindrances: () => Promise.resolve([]),
  });
  return {
    app,
    declarations,
    ledger,
    file,
    directory,
    logged,
    tokenFor: async (name, role, expiresAt, site) => {
      const token = drawPersonToken();
      const draft = { name, role, sha256: digestOfPersonToken(token), expiresAt: expiresAt ?? null, site };
      await declarations.addPersonToken(draft, commandLine);
      return token;
    },
    setClock: (iso) => {
      nowMs = Date.parse(iso);
    },
    close: async () => {
      await app.close();
      fleet.close();
      await declarations.close();
      await ledger.close();
    },
  };
}
