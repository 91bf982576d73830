import { type DemoCodec, type DemoSite, demoFarEnds } from "../../../simulator/fleet/demonstration.ts";
import type { CodecMemory, PastCall } from "../../../simulator/life.ts";
import { type Random, seededRandom } from "../../../simulator/random.ts";
import { dayMs, insideOf, minuteMs, rareSpans, type Span } from "./span.ts";

/** What happened at a site: enough to tell every poll that its agent would have made. */
export interface SitePast {
  readonly site: DemoSite;
  /** Neither power nor link: the agent saw nothing. */
  readonly agentGaps: readonly Span[];
  readonly codecs: readonly CodecPast[];
}

export interface CodecPast {
  readonly codec: DemoCodec;
  readonly silences: readonly Span[];
  readonly lostRegistrations: readonly Span[];
  readonly failedCameras: readonly Span[];
  /** Instants it came up, oldest first; the first one is before the period. */
  readonly bootsMs: readonly number[];
  readonly calls: readonly PastCall[];
}

/** The same seed and period give the same past. */
export function planPast(sites: readonly DemoSite[], period: Span, seed: number): SitePast[] {
  const random = seededRandom(seed);
  return sites.map((site) => sitePast(site, period, random.branch(site.id)));
}

/** What a codec remembers of its past when the live demonstration begins. */
export function memoryAfter({ bootsMs, calls }: CodecPast): CodecMemory {
  const connected = calls.filter((call) => call.isConnected);
  return {
    bootedAtMs: bootsMs.at(-1) ?? 0,
    bootCount: bootsMs.length,
    history: calls,
    nextHistoryId: calls.length + 1,
    callsEver: connected.length,
    secondsInCalls: connected.reduce((sum, call) => sum + call.durationS, 0),
  };
}

const secondTryAfterMs = 20_000;

/** Only codecs with a history can tell of their calls. */
export function canCall(codec: DemoCodec): boolean {
  return codec.family !== "generic-mib2";
}

function sitePast(site: DemoSite, period: Span, random: Random): SitePast {
  const agentGaps = rareSpans(random.branch("link"), period, { everyDays: site.cutEveryDays, minMinutes: 20, maxMinutes: 1_500 });
  // One cut in three is a power cut: then the codecs of the site start again with the agent.
  const powerOnMs = agentGaps.filter((_, index) => index % 3 === 1).map((gap) => gap.toMs);
  const quiet = site.codecs.map((codec) => codecPast(codec, period, powerOnMs, random.branch(codec.id)));
  const calls = siteCalls(site, quiet, period, random.branch("calls"));
  return { site, agentGaps, codecs: quiet.map((past) => ({ ...past, calls: calls.get(past.codec.id) ?? [] })) };
}

function codecPast(codec: DemoCodec, period: Span, powerOnMs: readonly number[], random: Random): CodecPast {
  const silences = rareSpans(random.branch("silence"), period, { everyDays: codec.failsEveryDays, minMinutes: 20, maxMinutes: 600 });
  const restarts = rareSpans(random.branch("restart"), period, { everyDays: 25, minMinutes: 3, maxMinutes: 4 });
  const bootsMs = [period.fromMs - random.between(1, 40) * dayMs, ...[...silences, ...restarts].map((span) => span.toMs), ...powerOnMs];
  const hasParts = canCall(codec);
  return {
    codec,
    silences: [...silences, ...restarts].toSorted((left, right) => left.fromMs - right.fromMs),
    lostRegistrations: hasParts
      ? rareSpans(random.branch("registration"), period, { everyDays: 60, minMinutes: 40, maxMinutes: 2_000 })
      : [],
    failedCameras:
      codec.family === "poly-videoos"
        ? rareSpans(random.branch("camera"), period, { everyDays: 150, minMinutes: 600, maxMinutes: 6_000 })
        : [],
    bootsMs: bootsMs.filter((atMs) => atMs < period.toMs).toSorted((left, right) => left - right),
    calls: [],
  };
}

/** Calls of a site on working days between nine and five, local time within the hour, by codec. */
function siteCalls(site: DemoSite, pasts: readonly CodecPast[], period: Span, random: Random): Map<string, PastCall[]> {
  const byCodec = new Map<string, PastCall[]>();
  const callers = pasts.filter(({ codec }) => canCall(codec));
  const workingDaysPerMonth = 21;
  if (callers.length === 0) return byCodec;
  for (let dayStart = Math.ceil(period.fromMs / dayMs) * dayMs; dayStart < period.toMs; dayStart += dayMs) {
    const weekday = new Date(dayStart).getUTCDay();
    if (weekday === 0 || weekday === 6 || random.next() >= site.callsPerMonth / workingDaysPerMonth) continue;
    const startedAtMs = dayStart + random.between(7 * 60, 14 * 60) * minuteMs + random.between(0, 59) * 1_000;
    const past = random.pick(callers);
    if (past === undefined || startedAtMs + 90 * minuteMs > period.toMs || insideOf(past.silences)(startedAtMs)) continue;
    const calls = byCodec.get(past.codec.id) ?? [];
    byCodec.set(past.codec.id, [...calls, ...attemptsOf(pastCall(calls.length + 1, startedAtMs, random), random.branch(`${startedAtMs}`))]);
  }
  return byCodec;
}

/** One call in eight gets through at the second try only, and one that does not get through has its reason. */
function attemptsOf(call: PastCall, random: Random): PastCall[] {
  if (call.direction === "in") return [call];
  const failure = random.pick(["busy", "no_answer", "unreachable", "network"] as const) ?? "busy";
  if (!call.isConnected) return [{ ...call, failure }];
  if (random.next() > 0.125) return [call];
  const first: PastCall = { ...call, durationS: 0, isConnected: false, rateKbps: 0, failure };
  const second = { historyId: call.historyId + 1, callId: call.callId + 1, startedAtMs: call.startedAtMs + secondTryAfterMs };
  return [first, { ...call, ...second }];
}

function pastCall(historyId: number, startedAtMs: number, random: Random): PastCall {
  const isConnected = random.next() > 0.08;
  const isBad = random.next() < 0.1;
  return {
    historyId,
    callId: historyId + 1,
    startedAtMs,
    durationS: isConnected ? Math.floor(480 * 9 ** random.next()) : 0,
    isConnected,
    direction: random.next() < 0.6 ? "out" : "in",
    protocol: "sip",
    rateKbps: isConnected ? (random.pick([768, 1152, 1920, 3072]) ?? 1920) : 0,
    lossRatio: isBad ? random.between(12, 60) / 1000 : random.between(0, 5) / 1000,
    maxJitterMs: isBad ? random.between(25, 70) : random.between(3, 14),
    farEnd: random.pick(demoFarEnds) ?? "",
  };
}
