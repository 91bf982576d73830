import { systemClock } from "../agent/clock.ts";
import type { EndpointSettings } from "../agent/poll/endpoint-settings.ts";
import { type PollResult, pollEndpoint } from "../agent/poll/poll-endpoint.ts";
import { openTarget, type PollTarget } from "../agent/poll/poll-target.ts";
import { plainSite } from "../agent/poll/site.ts";
import { newTransportCounters } from "../agent/transport/counters.ts";
import { type Outcome, outcomeOf, type Question } from "../contract/observation.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { probeHelp } from "./fr-probe.ts";
import type { Io } from "./io.ts";
import { readProbeArguments } from "./probe-arguments.ts";
import { jsonReport, type ProbeReport, textReport } from "./probe-report.ts";
import { usageProblem } from "./settings-command.ts";

export { probeHelp };

const exitCodeOf: Readonly<Record<Outcome, number>> = { answered: exitCodes.done, silent: 2, refused: 3, garbled: 4 };
const notACodecCode = 5;
const otherQuestions: readonly Question[] = ["inventory", "status", "history"];

/** `vigie probe HOST`: every question once, to one codec. Returns the exit code. */
export async function runProbe(argv: readonly string[], io: Io): Promise<number> {
  const request = readProbeArguments(argv);
  if (request.kind === "problem") return usageProblem(request.problem, "probe", io);
  if (request.kind === "help") {
    io.stdout(probeHelp);
    return exitCodes.done;
  }
  const report = await probe(request.settings);
  io.stdout(request.isJson ? jsonReport(report) : textReport(report));
  return report.notACodec === null ? exitCodeOf[report.outcome] : notACodecCode;
}

async function probe(settings: EndpointSettings): Promise<ProbeReport> {
  const first = await askAll(settings, ["state"]);
  const [state] = first.results;
  const { driver } = first;
  if (state === undefined || driver === null || outcomeOf(state.observation) !== "answered") {
    return reportOf(settings.host, driver?.family ?? null, first.results);
  }
  const others = await askAll({ ...withoutRefusedHttp(settings, state), family: driver.family }, otherQuestions);
  return reportOf(settings.host, driver.family, [...first.results, ...others.results]);
}

/** One wrong password is enough: codecs lock their door after a few. */
function withoutRefusedHttp(settings: EndpointSettings, state: PollResult): EndpointSettings {
  if (state.observation.channels.http !== "refused") return settings;
  const { id, host, family, snmp, timeoutMs, retries } = settings;
  return { id, host, family, ...(snmp === undefined ? {} : { snmp }), timeoutMs, retries };
}

async function askAll(
  settings: EndpointSettings,
  questions: readonly Question[],
): Promise<{ driver: PollTarget["driver"]; results: PollResult[] }> {
  const counters = newTransportCounters();
  const target = openTarget(settings, { counters, paces: { state: 0, status: 0, history: 0, inventory: 0 }, site: plainSite(null) });
  const clock = systemClock();
  const results: PollResult[] = [];
  try {
    for (const question of questions) {
      if (target.asks(question)) results.push(await pollEndpoint(target, question, clock));
    }
    return { driver: target.driver, results };
  } finally {
    await target.close();
  }
}

function reportOf(host: string, family: string | null, results: readonly PollResult[]): ProbeReport {
  const observations = results.map((result) => result.observation);
  const channels = (["snmp", "http"] as const).flatMap((channel) => {
    const outcomes = observations.flatMap((observation) => observation.channels[channel] ?? []);
    if (outcomes.length === 0) return [];
    const outcome = outcomes.includes("answered") ? "answered" : (outcomes[0] ?? "silent");
    const notes = [...new Set(results.flatMap((result) => result.notes[channel] ?? []))];
    return [{ channel, outcome, notes }];
  });
  return {
    host,
    family,
    outcome: outcomeOf({ channels: Object.fromEntries(channels.map(({ channel, outcome }) => [channel, outcome])) }),
    notACodec: results.map((result) => result.notACodec).find((name) => name !== null) ?? null,
    channels,
    readings: observations.flatMap((observation) => observation.readings),
    calls: observations.flatMap((observation) => observation.calls),
    droppedFields: results.reduce((sum, result) => sum + result.droppedFields, 0),
    droppedAddresses: [...new Set(results.flatMap((result) => result.droppedAddresses))],
    elapsedMs: observations.reduce((sum, observation) => sum + observation.elapsedMs, 0),
  };
}
