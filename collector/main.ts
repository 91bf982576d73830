import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import type { CallRecord } from "../contract/call.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { lockDataDir } from "../settings/lock-data-dir.ts";
import { openLog } from "../settings/open-log.ts";
import { productVersion } from "../settings/product-version.ts";
import { requireUtc } from "../settings/require-utc.ts";
import { untilToldToStop } from "../settings/until-told-to-stop.ts";
import { incidentsAround } from "./accounts/incidents-around.ts";
import { createLiveAccounts } from "./accounts/live-accounts.ts";
import type { Basis } from "./accounts/terms.ts";
import { openAdmission } from "./admission.ts";
import { silentAfterMs } from "./agent-silence.ts";
import { type AppOptions, buildApp } from "./app.ts";
import type { CollectorSettings } from "./config/collector-settings.ts";
import { contractsOf } from "./contracts-of.ts";
import { deskRoutes } from "./desk/desk-routes.ts";
import type { Directory } from "./directory/directory.ts";
import { countTries } from "./fleet/tries.ts";
import { type HistoryImport, ImportError, importInto, removeFrom, type SavedHistories } from "./ingest/import-history.ts";
import type { LatestReading, Ledger, RemovalResult } from "./ledger/port.ts";
import { openSqliteDeclarations } from "./ledger/sqlite-declarations.ts";
import { openSqliteLedger } from "./ledger/sqlite-ledger.ts";
import { agentTargets } from "./metrics/agent-targets.ts";
import { createIngestCounters } from "./metrics/ingest-counters.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { metricsRoute } from "./metrics/metrics-route.ts";
import { metricsSourceOf } from "./metrics-source-of.ts";
import { pagesOf } from "./pages-of.ts";
import type { Collector } from "./parts.ts";
import { startLiveInventory } from "./plans/live-inventory.ts";
import { planRoutes } from "./plans/plan-routes.ts";
import { prune } from "./prune.ts";
import { purposePagesOf } from "./purpose-pages-of.ts";
import { reportPagesOf } from "./report-pages-of.ts";
import { type DeliverReport, reportsOf } from "./reports-of.ts";
import { rollUpsOf } from "./roll-ups-of.ts";
import { createDeadMan, type DeadMan } from "./signals/dead-man.ts";
import { wellBeing } from "./signals/well-being.ts";
import { silencesOf } from "./silences-of.ts";
import { createInfluxSink } from "./sinks/influx/influx-sink.ts";
import { bestReadings } from "./states/best-word.ts";
import { figuresOf } from "./states/figures.ts";
import { presentOf } from "./states/present.ts";
import { remembered } from "./states/remembered.ts";
import { statesFollower } from "./states/states-follower.ts";
import { createStatesLoop } from "./states/states-loop.ts";
import { watchersIn } from "./states/watchers.ts";
import { watchTerms } from "./terms-watch.ts";
import { territoryUseOf } from "./territory-use-of.ts";
import { usageOf } from "./usage-of.ts";
import { lineCutsOf } from "./web/line-cuts.ts";
import { purposePages } from "./web/purpose-pages.ts";
import { reportPages } from "./web/report-pages.ts";
import { statusPages } from "./web/status-pages.ts";

const pruneEveryMs = 3_600_000;
const presentForMs = 1_000;
const figuresForMs = 15_000;
/** Of whole months: new once a day, unless something was told late. */
const usageForMs = 900_000;

/** Runs the collector until it is told to stop; gives the exit code. */
export async function runCollector(settings: CollectorSettings, directory: Directory, deliverReport: DeliverReport): Promise<number> {
  requireUtc();
  const log = openLog(settings.logLevel);
  let running: Running;
  try {
    running = await start(settings, directory, deliverReport, log);
  } catch (error) {
    log.fatal({ err: error }, "collector could not start");
    return exitCodes.failure;
  }
  const code = await untilToldToStop({
    stop: running.stop,
    onHangUp: running.reload,
    graceMs: 10_000,
    onError: (error) => log.fatal({ err: error }, "collector met an error nobody expected"),
  });
  log.info("collector has stopped");
  return code;
}

/**
 * Reads the calls of saved histories into the ledger of a collector that is stopped, one result a file.
 * @throws ImportError; nothing was written
 */
export function importHistory(settings: DataDir, directory: Directory, saved: SavedHistories): Promise<HistoryImport[]> {
  return withStoppedLedger(settings, (ledger) => importInto(ledger, directory, saved, Date.now()));
}

/** What a codec last told of who it is; nothing where it was never heard. The collector must be stopped. */
export function lastToldBy(settings: DataDir, directory: Directory, endpoint: string): Promise<readonly LatestReading[]> {
  return withStoppedLedger(settings, async (ledger) =>
    bestReadings((await ledger.latestReadings()).get(endpoint) ?? [], watchersIn(directory).of(endpoint), Date.now()),
  );
}

/** Takes the calls of a saved history out again, those that a poll read excepted. @throws ImportError COLLECTOR_RUNNING, ENDPOINT_UNKNOWN */
export function removeHistory(
  settings: DataDir,
  directory: Directory,
  history: { readonly endpoint: string; readonly calls: readonly CallRecord[] },
): Promise<RemovalResult> {
  return withStoppedLedger(settings, (ledger) => removeFrom(ledger, directory, history));
}

type DataDir = Pick<CollectorSettings, "dataDir">;

/** Takes the collector's own lock: nothing that listens can be asked to write calls, and two programs never write one ledger. */
async function withStoppedLedger<T>({ dataDir }: DataDir, work: (ledger: Ledger) => Promise<T>): Promise<T> {
  requireUtc();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockDataDir(dataDir);
  if (unlock === null) throw new ImportError("COLLECTOR_RUNNING", `a collector works in ${dataDir}`);
  try {
    const ledger = await openSqliteLedger({ file: join(dataDir, "ledger.db") });
    try {
      return await work(ledger);
    } finally {
      await ledger.close();
    }
  } finally {
    unlock();
  }
}

interface Running {
  readonly stop: () => Promise<void>;
  /** Reads the inventory again. */
  readonly reload: () => void;
}

/** Listens first: what cannot be reached must not begin to write. */
async function start(settings: CollectorSettings, directory: Directory, deliverReport: DeliverReport, log: Logger): Promise<Running> {
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockDataDir(settings.dataDir);
  if (unlock === null) throw new Error(`another collector works in ${settings.dataDir}`);
  const collector = await open(settings, directory, deliverReport, log);
  const { states, influx, rollUps, reports, ledger, admission, inventory } = collector;
  const app = await buildApp(appOptions(collector));
  await app.listen(settings.listen).catch(async (error: unknown) => {
    inventory.stop();
    await collector.declarations.close();
    await ledger.close();
    admission.close();
    throw error;
  });
  const stopRenewing = admission.keepFresh(app);
  states.start();
  const { declarations, directory: standing } = collector;
  const terms = watchTerms({ declarations, directory: standing, file: settings.inventoryFile, log, now: Date.now });
  influx?.start();
  rollUps?.start();
  reports?.start();
  const usage = usageOf(collector);
  usage.start();
  const deadMan = deadManOf(collector);
  deadMan?.start();
  const silences = silencesOf(collector);
  silences?.start();
  const pruning = setInterval(() => void prune(collector), pruneEveryMs);
  log.info({ ...addressOf(app), sites: directory.sites.length, endpoints: directory.endpoints.length }, "collector is listening");
  const stop = async (): Promise<void> => {
    inventory.stop();
    clearInterval(pruning);
    await deadMan?.stop();
    await silences?.stop();
    stopRenewing();
    await app.close();
    admission.close();
    await influx?.stop();
    await rollUps?.stop();
    await reports?.stop();
    await usage.stop();
    await states.stop();
    await terms.stop();
    await collector.declarations.close();
    await ledger.close();
    unlock();
  };
  return { stop, reload: () => inventory.reload() };
}

function deadManOf({ settings, ledger, directory, log }: Collector): DeadMan | null {
  if (settings.deadMan === null) return null;
  const declaredAgents = () => directory.agents.map(({ id }) => id);
  const hindrance = wellBeing({ ledger, follower: statesFollower, mark: "dead-man", declaredAgents, silentAfterMs, now: Date.now });
  return createDeadMan({ ...settings.deadMan, hindrance, log });
}

/** The port the system chose when the settings left it the choice. */
function addressOf(app: Awaited<ReturnType<typeof buildApp>>): { host: string; port: number } | undefined {
  const address = app.addresses().find((candidate) => typeof candidate !== "string");
  return address === undefined ? undefined : { host: address.address, port: address.port };
}

async function open(settings: CollectorSettings, found: Directory, deliver: DeliverReport, log: Logger): Promise<Collector> {
  const inventory = startLiveInventory({ file: settings.inventoryFile, directory: found, log, now: Date.now });
  const { directory } = inventory;
  const admission = await openAdmission({ settings, directory, log, now: Date.now });
  const file = join(settings.dataDir, "ledger.db");
  const ledger = await openSqliteLedger({ file });
  const declarations = openSqliteDeclarations({ file, now: Date.now });
  const states = createStatesLoop({
    ledger,
    rules: settings.rules,
    watchers: watchersIn(directory),
    now: Date.now,
    onError: (error) => log.error({ err: error }, "states cannot be concluded; the same observations are tried again"),
    onEndpointFailure: (endpoint, error) => log.error({ err: error, endpoint }, "states or restarts of an endpoint cannot be concluded"),
  });
  const influx = settings.influx === null ? null : createInfluxSink({ ledger, directory, settings: settings.influx, log, now: Date.now });
  const rollUps =
    settings.influx === null
      ? null
      : rollUpsOf({ ledger, declarations, rules: settings.usage, directory, settings: settings.influx, log, now: Date.now });
  const basis = async (): Promise<Basis> => ({ directory, maintenance: await declarations.maintenanceEntries() });
  const live = createLiveAccounts({ ledger, declarations, directory, now: Date.now });
  const figures = remembered(async () => figuresOf(ledger, await basis(), Date.now(), live), figuresForMs, Date.now);
  const present = remembered(async () => presentOf(ledger, directory, (await figures()).endpoints, Date.now()), presentForMs, Date.now);
  const territoryUseNow = remembered(async () => territoryUseOf(ledger, await basis(), settings.usage, Date.now()), usageForMs, Date.now);
  const contractsNow = remembered(async () => contractsOf(ledger, await basis(), live, Date.now()), figuresForMs, Date.now);
  const lineCuts = remembered(() => lineCutsOf(ledger, directory, Date.now()), figuresForMs, Date.now);
  return {
    settings,
    inventory,
    directory,
    log,
    admission,
    ledger,
    declarations,
    states,
    influx,
    rollUps,
    reports: settings.report === null ? null : reportsOf({ settings: settings.report, declarations, deliver, log, now: Date.now }),
    figures,
    present,
    lineCuts,
    territoryUseNow,
    contractsNow,
    incidentsAround: async (endpoint, at) => incidentsAround(ledger, await basis(), { endpoint, at, until: Math.floor(Date.now() / 1000) }),
  };
}

function appOptions(collector: Collector): AppOptions {
  const { settings, directory, ledger, declarations, log, states, influx, admission } = collector;
  const counters = createIngestCounters();
  const version = productVersion();
  const desk = { declarations, directory, calls: ledger, incidentsAround: collector.incidentsAround, now: Date.now };
  const gate = { declarations, tries: countTries(Date.now), now: Date.now };
  const metrics = createMetrics({ source: metricsSourceOf(collector), ingest: counters, version });
  return {
    directory,
    ledger,
    counters,
    log,
    version,
    retentionDays: settings.observationRetentionDays,
    authenticate: admission.authenticate,
    tls: admission.tls,
    trustedProxies: settings.trustedProxies,
    now: Date.now,
    onKept: () => {
      states.wake();
      influx?.wake();
    },
    whenFollowed: () => states.whenNear(),
    rooms: [
      statusPages(pagesOf(collector)),
      metricsRoute({ metrics }),
      agentTargets({ directory, agents: () => ledger.agents(), publicUrl: settings.publicUrl, now: Date.now }),
      admission.routes,
      planRoutes({ directory, authenticate: admission.authenticate }),
      deskRoutes(desk, gate),
      purposePages(purposePagesOf(desk, gate, settings.demonstration)),
      reportPages(reportPagesOf({ declarations, dataDir: settings.dataDir, gate, isDemonstration: settings.demonstration })),
    ],
    hindrances: () => hindrances(ledger),
  };
}

async function hindrances(ledger: Ledger): Promise<string[]> {
  try {
    await ledger.lastEntries();
    return [];
  } catch {
    return ["ledger cannot be read"];
  }
}
