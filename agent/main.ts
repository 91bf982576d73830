import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Logger, pino } from "pino";
import type { AgentHealth } from "../contract/envelope.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { lockDataDir } from "../settings/lock-data-dir.ts";
import { productVersion } from "../settings/product-version.ts";
import { requireUtc } from "../settings/require-utc.ts";
import { serviceManager } from "../settings/service-manager.ts";
import { untilToldToStop } from "../settings/until-told-to-stop.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { AgentSettings } from "./config/agent-settings.ts";
import { openOwnCredential } from "./enrol/own-credential.ts";
import { farEndsOf } from "./far-ends/far-ends.ts";
import { inBatches } from "./outbox/in-batches.ts";
import { openOutbox } from "./outbox/open-outbox.ts";
import type { Outbox } from "./outbox/outbox.ts";
import type { SiteContext } from "./poll/site.ts";
import { type Codec, openCodec, pacesOf } from "./schedule/codec.ts";
import { createSchedule, type Schedule } from "./schedule/schedule.ts";
import { type Supervision, supervise } from "./supervise.ts";
import { newTransportCounters, type TransportCounters } from "./transport/counters.ts";
import { openPoster } from "./uplink/post.ts";
import { startUplink } from "./uplink/uplink.ts";

const graceMs = { polls: 2_000, lastSending: 3_000, all: 8_000 } as const;
const answerTimeoutMs = 30_000;

/** Runs the agent of one site until it is told to stop; gives the exit code. */
export async function runAgent(settings: AgentSettings): Promise<number> {
  requireUtc();
  const log = pino({ level: settings.logLevel });
  let stop: () => Promise<void>;
  try {
    stop = start(settings, log);
  } catch (error) {
    log.fatal({ err: error }, "agent could not start");
    return exitCodes.failure;
  }
  const code = await untilToldToStop({
    stop,
    graceMs: graceMs.all,
    onError: (error) => log.fatal({ err: error }, "agent met an error nobody expected"),
  });
  log.info("agent has stopped");
  return code;
}

/** Connects the rooms: codecs are polled, observations wait in the outbox, the uplink sends them. Gives back how to stop. */
function start(settings: AgentSettings, log: Logger): () => Promise<void> {
  const unlock = lockedDataDir(settings.dataDir, log);
  const clock = systemClock();
  const counters = newTransportCounters();
  const outbox = openOutbox({ ...settings.outbox, file: join(settings.dataDir, "outbox.db"), clock, log });
  const codecs = new Map(
    settings.endpoints.map((endpoint) => [endpoint.id, openCodec(endpoint, codecOptions(settings, counters, clock, log))]),
  );
  const keeping = inBatches((observations) => {
    outbox.append(observations);
    uplink.noticed(observations);
    supervision.noticed(observations);
  });
  const schedule = createSchedule({
    endpoints: [...codecs.values()],
    paces: settings.paces,
    clock,
    log,
    poll: (endpoint, question, _intervalS, resting) => codecOf(codecs, endpoint).poll(question, resting),
    keep: keeping.keep,
  });
  const line = lineToCollector(settings, clock, log);
  const uplink = startUplink({
    agent: settings.agent,
    outbox,
    poster: line.poster,
    clock,
    log,
    batchSeconds: settings.batchSeconds,
    health: healthTeller(clock, outbox, counters, schedule),
  });
  const supervision = supervised(settings, outbox, clock, log);
  schedule.start();
  log.info({ agent: settings.agent, endpoints: codecs.size, waiting: outbox.stats().count }, "agent has started");
  return async () => {
    supervision.stop();
    line.credential.stop();
    await schedule.stop(graceMs.polls);
    keeping.end();
    // Together: a codec that is slow to sign out has the time of the last sending, not what is left of the grace.
    await Promise.all([uplink.stop(graceMs.lastSending), ...[...codecs.values()].map((codec) => codec.close())]);
    outbox.close();
    unlock();
  };
}

function supervised({ dataDir, endpoints, paces }: AgentSettings, outbox: Outbox, clock: Clock, log: Logger): Supervision {
  const onError = (error: Error) => log.warn({ err: error }, "service manager could not be told");
  return supervise({
    manager: serviceManager({ env: process.env, onError }),
    dataDir,
    clock,
    log,
    isOnTrial: process.env["VIGIE_TRIAL"] === "1",
    watched: () => ({ codecs: endpoints.length, stateSeconds: paces.stateSeconds }),
    waiting: () => outbox.stats().count,
  });
}

function codecOptions(settings: AgentSettings, counters: TransportCounters, clock: Clock, log: Logger) {
  return { counters, paces: pacesOf(settings.paces), site: siteOf(settings), clock, log };
}

function siteOf({ farEndKey, phoneBook, zone, ignoredDiagnostics }: AgentSettings): SiteContext {
  return { farEnds: farEndsOf(farEndKey, phoneBook), zone, ignoredDiagnostics: new Set(ignoredDiagnostics) };
}

/** How the collector is spoken to, and by what it knows us; both stay good while the agent runs. */
function lineToCollector({ collector, dataDir }: AgentSettings, clock: Clock, log: Logger) {
  const { url, token, caPem } = collector;
  const credential = openOwnCredential({ dataDir, token, nowMs: () => clock.nowMs(), log });
  const onRenewalAsked = () => credential.renewalAsked();
  const poster = openPoster({ url, credential: () => credential.current(), caPem, timeoutMs: answerTimeoutMs, onRenewalAsked });
  credential.keepFresh(poster);
  return { poster, credential };
}

/** A disk that cannot be locked cannot be written either: the agent goes on with what it has. A second agent does not. */
function lockedDataDir(dataDir: string, log: Logger): () => void {
  let unlock: (() => void) | null;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    unlock = lockDataDir(dataDir);
  } catch (error) {
    log.error({ err: error, dataDir }, "data directory cannot be locked");
    return () => {};
  }
  if (unlock === null) throw new Error(`another agent works in ${dataDir}`);
  return unlock;
}

function codecOf(codecs: ReadonlyMap<string, Codec>, endpoint: string): Codec {
  const codec = codecs.get(endpoint);
  if (codec === undefined) throw new Error(`no codec ${endpoint}`);
  return codec;
}

function healthTeller(clock: Clock, outbox: Outbox, counters: TransportCounters, schedule: Schedule): () => AgentHealth {
  const version = productVersion();
  const startedAt = clock.nowMs();
  return () => {
    const { count, bytes, lostCount, rejectedCount } = outbox.stats();
    return {
      version,
      startedAt,
      outboxCount: count,
      outboxBytes: bytes,
      lostCount,
      rejectedCount,
      ...counters,
      latePolls: schedule.tally().late,
      rssBytes: process.memoryUsage.rss(),
    };
  };
}
