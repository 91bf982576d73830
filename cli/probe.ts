import { type Clock, systemClock } from "../agent/clock.ts";
import type { EndpointSettings } from "../agent/poll/endpoint-settings.ts";
import { type PollResult, pollEndpoint } from "../agent/poll/poll-endpoint.ts";
import { openTarget, type PollTarget } from "../agent/poll/poll-target.ts";
import { plainSite } from "../agent/poll/site.ts";
import { newTransportCounters } from "../agent/transport/counters.ts";
import { type Channel, type Outcome, outcomeOf, type Question } from "../contract/observation.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { probeFr, probeHelp, recordFr } from "./fr-probe.ts";
import type { Io } from "./io.ts";
import { type Masks, newMasks } from "./masks.ts";
import { type ProbeRequest, readProbeArguments } from "./probe-arguments.ts";
import { type Hearing, newHearing } from "./probe-hearing.ts";
import { isTaken, saveCase } from "./probe-record.ts";
import { jsonReport, textReport } from "./probe-report.ts";
import { type ProbeReport, reportOf } from "./probe-results.ts";
import { type Understanding, understand } from "./probe-understanding.ts";
import { notUnderstood } from "./probe-unread.ts";
import { tellWaiting } from "./probe-waiting.ts";
import { usageProblem } from "./settings-command.ts";

export { probeHelp };

type Wanted = Extract<ProbeRequest, { kind: "probe" }>;

const exitCodeOf: Readonly<Record<Outcome, number>> = { answered: exitCodes.done, silent: 2, refused: 3, garbled: 4 };
const notACodecCode = 5;
/** The device answers, and not all that was asked: a script that checks accesses must not take it for done. */
const partlyCode = 6;
const web: ReadonlySet<Channel> = new Set(["http"]);
const noChannel: ReadonlySet<Channel> = new Set();
const otherQuestions: readonly Question[] = ["inventory", "status", "history"];

/** `vigie probe HOST`: every question once, to one codec. Returns the exit code. */
export async function runProbe(argv: readonly string[], io: Io): Promise<number> {
  const request = readProbeArguments(argv);
  if (request.kind === "problem") return usageProblem(request.problem, "probe", io);
  if (request.kind === "help") {
    io.stdout(probeHelp);
    return exitCodes.done;
  }
  const problem = request.recordDir === null ? null : problemOfFolder(request.recordDir);
  if (problem !== null) return usageProblem(problem, "probe", io);
  return show(request, await probe(request.settings, io), io);
}

/** Told before anybody is asked. */
function problemOfFolder(folder: string): string | null {
  try {
    return isTaken(folder) ? probeFr.folderTaken(folder) : null;
  } catch (error) {
    return recordFr.notWritten(folder, codeOf(error));
  }
}

/** What the system says; anything else is ours. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error && "code" in error)) throw error;
  return String(error.code);
}

interface Probed {
  readonly driver: PollTarget["driver"];
  readonly results: readonly PollResult[];
  readonly hearing: Hearing;
  readonly startedAtMs: number;
}

async function show(request: Wanted, { driver, results, hearing, startedAtMs }: Probed, io: Io): Promise<number> {
  const { zone, ignoredDiagnostics } = plainSite(null);
  const understanding = await understand(driver, hearing.answers(), { nowMs: startedAtMs, zone, ignoredDiagnostics });
  const report = reportOf(request.settings.host, driver, results, hearing);
  const masks = masksFor(understanding, report);
  const unread = notUnderstood(understanding, masks);
  io.stdout(request.isJson ? jsonReport(report, unread, request) : textReport(report, unread, { ...request, width: io.columns }));
  const code = codeFor(report);
  if (request.recordDir === null) return code;
  return record(request.recordDir, startedAtMs, understanding, masksFor(understanding, report), io) ? code : exitCodes.failure;
}

function codeFor({ notACodec, outcome, channels }: ProbeReport): number {
  if (notACodec !== null) return notACodecCode;
  // A witness that this machine cannot call has no outcome, and is no fault of the device.
  const isWhole = channels.every(
    (seen) => seen.outcome === null || (seen.outcome === "answered" && !seen.faults.some((fault) => fault.isForbidden === true)),
  );
  return outcome === "answered" && !isWhole ? partlyCode : exitCodeOf[outcome];
}

function masksFor({ farEnds }: Understanding, { readings }: ProbeReport): Masks {
  const valuesOf = (...kinds: readonly string[]): string[] =>
    readings.filter(({ kind }) => kinds.includes(kind)).map(({ value }) => String(value));
  return newMasks({ farEnds, serials: valuesOf("serial") });
}

/** Whether it could be written. On the error output, so that --json stays JSON. */
function record(folder: string, askedAtMs: number, understanding: Understanding, masks: Masks, io: Io): boolean {
  const isSomething = understanding.answers.length + understanding.nodes.length > 0;
  try {
    io.stderr(`${isSomething ? recordFr.saved(saveCase(folder, askedAtMs, understanding, masks)) : recordFr.nothingHeard}\n`);
    return true;
  } catch (error) {
    io.stderr(`${recordFr.notWritten(folder, codeOf(error))}\n`);
    return false;
  }
}

async function probe(settings: EndpointSettings, io: Io): Promise<Probed> {
  const hearing = newHearing(tellWaiting(io));
  const clock = systemClock();
  const startedAtMs = clock.nowMs();
  const target = open(settings);
  try {
    const state = await pollEndpoint(target, "state", clock, { listener: hearing.listener });
    const { driver } = target;
    if (driver === null || state.notes.http === "page_of_another" || outcomeOf(state.observation) !== "answered")
      return { driver, results: [state], hearing, startedAtMs };
    return { driver, results: [state, ...(await askOthers(target, state, clock, hearing))], hearing, startedAtMs };
  } finally {
    await target.close();
  }
}

/** As the agent does: a channel that refused us rests, for one wrong password is enough, and the other says what it can. */
async function askOthers(target: PollTarget, state: PollResult, clock: Clock, { listener }: Hearing): Promise<PollResult[]> {
  const results: PollResult[] = [];
  for (const question of otherQuestions) {
    const refused = [state, ...results].some(({ observation }) => observation.channels.http === "refused");
    const resting = refused ? web : noChannel;
    if (target.asks(question)) results.push(await pollEndpoint(target, question, clock, { listener, resting }));
  }
  return results;
}

function open(settings: EndpointSettings): PollTarget {
  const counters = newTransportCounters();
  return openTarget(settings, { counters, paces: { state: 0, status: 0, history: 0, inventory: 0 }, site: plainSite(null) });
}
