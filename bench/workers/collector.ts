import { join } from "node:path";
import { pino } from "pino";
import { buildApp } from "../../collector/app.ts";
import { defaultRules } from "../../collector/config/defaults.ts";
import { openFleet } from "../../collector/fleet/fleet.ts";
import { authenticator } from "../../collector/ingest/authenticate.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { createIngestCounters } from "../../collector/metrics/ingest-counters.ts";
import { statesFollower } from "../../collector/states/states-follower.ts";
import { createStatesLoop } from "../../collector/states/states-loop.ts";
import { temporaryFolder } from "../../tests/servers/folders.ts";
import { waitUntil } from "../../tests/servers/wait-until.ts";
import { benchDirectory } from "../ledger/fleet.ts";
import { serveWork } from "../measure/serve-work.ts";

// The collector's app on a ledger on disk, connected as collector/main.ts connects it, without pages and metrics.
// Arguments: number of sites; "states" for the follower that concludes states, "alone" without it.

const siteCount = Number(process.argv[2]);
const hasStates = process.argv[3] === "states";
const log = pino({ level: "error" });
const ledger = await openSqliteLedger({ file: join(temporaryFolder("bench-ledger"), "ledger.db") });
const states = createStatesLoop({
  ledger,
  rules: defaultRules,
  now: Date.now,
  onError: (error) => log.error({ err: error }, "states"),
  onEndpointFailure: (endpoint, error) => log.error({ err: error, endpoint }, "states of an endpoint"),
});
const directory = benchDirectory(siteCount);
const app = await buildApp({
  directory,
  authenticate: authenticator(directory, openFleet({ file: ":memory:", now: Date.now })),
  ledger,
  counters: createIngestCounters(),
  retentionDays: 400,
  now: Date.now,
  onKept: () => hasStates && states.wake(),
  version: "0.0.0",
  log,
  tls: null,
  trustedProxies: [],
  rooms: [],
  hindrances: () => Promise.resolve([]),
});
const url = await app.listen({ host: "127.0.0.1", port: 0 });
if (hasStates) states.start();

/** Its work is to come to the end of what it was sent. Gives how many of `expected` observations it has not kept. */
serveWork(url, async (expected) => {
  if (hasStates) await waitUntil("states are concluded", async () => (await lag()) === 0, 300_000);
  const { observations } = await ledger.lastEntries();
  return expected - observations;
});

async function lag(): Promise<number> {
  const { observations } = await ledger.lastEntries();
  return observations - (await ledger.cursorOf(statesFollower, "observations"));
}
