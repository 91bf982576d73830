import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import type { Plan } from "../contract/plan.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { lockDataDir } from "../settings/lock-data-dir.ts";
import { openLog } from "../settings/open-log.ts";
import { requireUtc } from "../settings/require-utc.ts";
import { serviceManager } from "../settings/service-manager.ts";
import { untilToldToStop } from "../settings/until-told-to-stop.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { AgentSettings, Paces } from "./config/agent-settings.ts";
import { families } from "./drivers/index.ts";
import { type OwnCredential, openOwnCredential } from "./enrol/own-credential.ts";
import { clockWatch } from "./events/clock-watch.ts";
import { farEndsOf } from "./far-ends/far-ends.ts";
import { followPlan } from "./follow-plan.ts";
import { healthTeller } from "./health/health-teller.ts";
import { inBatches } from "./outbox/in-batches.ts";
import { openOutbox } from "./outbox/open-outbox.ts";
import type { Outbox } from "./outbox/outbox.ts";
import type { PlanKeeper } from "./plan/plan-keeper.ts";
import { openCodec, pacesOf } from "./schedule/codec.ts";
import { createSchedule } from "./schedule/schedule.ts";
import { WatchedCodecs } from "./schedule/watched-codecs.ts";
import { type Supervision, supervise } from "./supervise.ts";
import { newTransportCounters, type TransportCounters } from "./transport/counters.ts";
import { newSharedWires } from "./transport/shared-wires.ts";
import { type Answer, openPoster, type Poster } from "./uplink/post.ts";
import { startUplink, type Uplink } from "./uplink/uplink.ts";
import { openWitnessing, type Witnessing } from "./witnessing.ts";

const beatMs = 60_000;
const graceMs = { polls: 2_000, lastSending: 3_000, all: 8_000 } as const;
const answerTimeoutMs = 30_000;

interface Running {
  readonly stop: () => Promise<void>;
  /** Whoever changed something need not wait until the agent would see it. */
  readonly refresh: () => void;
}

/** Runs the agent of one site until it is told to stop; gives the exit code. */
export async function runAgent(settings: AgentSettings): Promise<number> {
  requireUtc();
  const log = openLog(settings.logLevel);
  let running: Running;
  try {
    running = start(settings, log);
  } catch (error) {
    log.fatal({ err: error }, "agent could not start");
    return exitCodes.failure;
  }
  const code = await untilToldToStop({
    stop: running.stop,
    onHangUp: running.refresh,
    graceMs: graceMs.all,
    onError: (error) => log.fatal({ err: error }, "agent met an error nobody expected"),
  });
  log.info("agent has stopped");
  return code;
}

/** Connects the rooms: codecs are polled, observations wait in the outbox, the uplink sends them. */
function start(settings: AgentSettings, log: Logger): Running {
  const lock = lockedDataDir(settings.dataDir, log);
  const clock = systemClock();
  const counters = newTransportCounters();
  const outbox = openOutbox({ ...settings.outbox, file: join(settings.dataDir, "outbox.db"), clock, log });
  const codecs = watchedCodecs(settings, counters, clock, log);
  let { paces } = settings;
  const witnessing = openWitnessing({ settings, outbox, clock, log, stateSeconds: () => paces.stateSeconds });
  const keeping = inBatches((observations) => {
    outbox.append(observations);
    uplink.noticed(observations);
    supervision.noticed(observations);
  });
  const schedule = createSchedule({
    endpoints: codecs.all(),
    paces,
    clock,
    log,
    poll: witnessing.askedFirst((endpoint, question, _intervalS, resting) => codecs.of(endpoint).poll(question, resting)),
    keep: keeping.keep,
  });
  const heard = { onAnswer: () => supervision.collectorAnswered(), onNewEnrolment: () => askCollectorAgain(uplink, keeper) };
  const line = lineToCollector(settings, clock, witnessing, log, heard);
  const health = healthTeller({ clock, outbox, counters, schedule, isLocked: lock.isHeld, plan: () => keeper?.standing() ?? null });
  const uplink = startUplink({
    agent: settings.agent,
    outbox,
    poster: line.poster,
    clock,
    log,
    // A plan may ask more often: an observation that waits for two intervals would make a healthy endpoint look unknown.
    get batchSeconds() {
      return Math.min(settings.batchSeconds, 2 * paces.stateSeconds);
    },
    get stateSeconds() {
      return paces.stateSeconds;
    },
    health,
  });
  const onChange = (newest: Plan, changed: Paces): void => {
    paces = changed;
    witnessing.follow(newest);
  };
  const { plan } = settings;
  const keeper = plan === null ? null : followPlan({ settings, plan, families, poster: line.poster, codecs, schedule, log, onChange });
  const supervision = supervised(settings.dataDir, { codecs, stateSeconds: () => paces.stateSeconds }, outbox, clock, log);
  const stopBeating = startBeating(clock, outbox);
  for (const part of [schedule, keeper, witnessing]) part?.start();
  log.info({ agent: settings.agent, endpoints: codecs.all().length, waiting: outbox.stats().count }, "agent has started");
  const stop = async (): Promise<void> => {
    for (const part of [supervision, keeper, witnessing, line.credential]) part?.stop();
    stopBeating();
    await schedule.stop(graceMs.polls);
    keeping.end();
    // Together: a codec that is slow to sign out has the time of the last sending, not what is left of the grace.
    await Promise.all([uplink.stop(graceMs.lastSending), ...codecs.all().map((codec) => codec.close())]);
    witnessing.close();
    outbox.close();
    lock.giveBack();
  };
  return { stop, refresh: () => askCollectorAgain(uplink, keeper, line.credential) };
}

/** What the collector would not hear or give a moment ago. */
function askCollectorAgain(uplink: Uplink, keeper: PlanKeeper | null, credential?: OwnCredential): void {
  credential?.readAgain();
  keeper?.refresh();
  uplink.tryAgain();
}

/** A sign of life now and then, and a look at the wall clock. */
function startBeating(clock: Clock, outbox: Outbox): () => void {
  const lookAtClock = clockWatch(clock, outbox.events);
  const beating = setInterval(() => {
    lookAtClock();
    outbox.beat();
  }, beatMs);
  return () => clearInterval(beating);
}

interface Supervised {
  readonly codecs: WatchedCodecs;
  readonly stateSeconds: () => number;
}

function supervised(dataDir: string, { codecs, stateSeconds }: Supervised, outbox: Outbox, clock: Clock, log: Logger): Supervision {
  const onError = (error: Error) => log.warn({ err: error }, "service manager could not be told");
  return supervise({
    manager: serviceManager({ env: process.env, onError }),
    dataDir,
    clock,
    log,
    isOnTrial: process.env["VIGIE_TRIAL"] === "1",
    watched: () => ({ codecs: codecs.all().length, stateSeconds: stateSeconds() }),
    waiting: () => outbox.stats().count,
  });
}

/** Those of agent.yml, if it names any; a plan changes them. */
function watchedCodecs(settings: AgentSettings, counters: TransportCounters, clock: Clock, log: Logger): WatchedCodecs {
  const farEnds = farEndsOf(settings.farEndKey, settings.phoneBook);
  const paces = pacesOf(settings.paces);
  const shared = newSharedWires();
  const codecs = new WatchedCodecs(({ settings: endpoint, zone, ignoredDiagnostics }) =>
    openCodec(endpoint, { counters, shared, paces, site: { farEnds, zone, ignoredDiagnostics: new Set(ignoredDiagnostics) }, clock, log }),
  );
  const { zone, ignoredDiagnostics } = settings;
  codecs.change(settings.endpoints.map((endpoint) => ({ settings: endpoint, zone, ignoredDiagnostics })));
  return codecs;
}

interface LineHearing {
  readonly onAnswer: () => void;
  readonly onNewEnrolment: () => void;
}

/** How the collector is spoken to, and by what it knows us; both stay good while the agent runs. */
function lineToCollector({ collector, dataDir }: AgentSettings, clock: Clock, witnessing: Witnessing, log: Logger, heard: LineHearing) {
  const { url, token, caPem } = collector;
  const { onAnswer, onNewEnrolment } = heard;
  const credential = openOwnCredential({ dataDir, token, nowMs: () => clock.nowMs(), log, onNewEnrolment });
  const onRenewalAsked = () => credential.renewalAsked();
  const post = { url, credential: () => credential.current(), caPem, timeoutMs: answerTimeoutMs, onRenewalAsked };
  const poster = answered(witnessing.heard(openPoster(post)), { onAnswer, onRefused: () => credential.refused() });
  credential.keepFresh(poster);
  return { poster, credential };
}

const notAdmitted = 401;

/** The same poster; whoever asks to know learns that the collector took what was sent, or gave what was asked for, or does not know us. */
function answered(poster: Poster, { onAnswer, onRefused }: { readonly onAnswer: () => void; readonly onRefused: () => void }): Poster {
  const noted = <Given extends Answer>(answer: Given): Given => {
    if (answer.status < 400) onAnswer();
    if (answer.status === notAdmitted) onRefused();
    return answer;
  };
  return {
    post: async (body, signal) => noted(await poster.post(body, signal)),
    ask: async (question, signal) => noted(await poster.ask(question, signal)),
    close: () => poster.close(),
  };
}

/**
 * A disk that cannot be locked cannot be written either: the agent goes on with what it has, and tells that nothing keeps a second one
 * away. Where another agent holds the lock, this one ends.
 */
function lockedDataDir(dataDir: string, log: Logger): { readonly isHeld: boolean; readonly giveBack: () => void } {
  let unlock: (() => void) | null;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    unlock = lockDataDir(dataDir);
  } catch (error) {
    log.error({ err: error, dataDir }, "data directory cannot be locked");
    return { isHeld: false, giveBack: () => {} };
  }
  if (unlock === null) throw new Error(`another agent works in ${dataDir}`);
  return { isHeld: true, giveBack: unlock };
}
