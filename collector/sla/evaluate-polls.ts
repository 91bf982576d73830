import { type Account, accountOf } from "./account.ts";
import { figuresOf } from "./figures.ts";
import { type Polls, ScenarioError } from "./scenario.ts";
import { spanOf } from "./scenario-times.ts";
import { cutTo, fillUnknown, type StateInterval } from "./state-interval.ts";
import { microOutagesOf, type Sample, statesFromSamples } from "./states-from-samples.ts";

/** What a row of polls comes to, round the clock. */
export interface PollEvaluation {
  readonly account: Account;
  readonly figures: ReturnType<typeof figuresOf>;
  /** Seconds after the start. */
  readonly downOffsets: readonly (readonly [from: number, to: number])[];
  readonly reboots: number;
  readonly microOutages: number;
}

/** An uptime this much below what the one before lets expect is still the same start: clocks of codecs and polls are not exact. */
const toleranceS = 5;
/** sysUpTime counts hundredths of a second in 32 bits. */
const wrapS = 2 ** 32 / 100;

/** @throws ScenarioError naming the place. */
export function evaluatePolls(polls: Polls, timeZone: string): PollEvaluation {
  const period = spanOf(polls.start, polls.end, timeZone, ["polls"]);
  const samples = polls.samples.map((sample, index): Sample => {
    if (sample.offsetSeconds < (polls.samples[index - 1]?.offsetSeconds ?? 0)) {
      throw new ScenarioError(["polls", "samples", index, "offsetSeconds"], "offsets", String(sample.offsetSeconds));
    }
    const at = (period.from + sample.offsetSeconds) * 1000;
    return { at, holdMs: polls.holdSeconds * 1000, ...saidBy(sample.outcome) };
  });
  const intervals = statesFromSamples(samples, polls.confirmFailures);
  const account = accountOf(fillUnknown(intervals, period.from, period.to), { expected: [period], maintenance: [] });
  return {
    account,
    figures: figuresOf(account),
    downOffsets: cutTo(intervals, period.from, period.to)
      .filter(({ state }) => state === "down")
      .map(({ from, to }): [number, number] => [from - period.from, to - period.from]),
    reboots: rebootsOf(polls.samples),
    microOutages: microOutagesOf(samples, polls.confirmFailures).length,
  };
}

function saidBy(
  outcome: Polls["samples"][number]["outcome"],
): Pick<Sample, "verdict"> & Pick<StateInterval, "cause"> & { state: "up" | "unknown" } {
  if (outcome === "answered") return { verdict: "good", state: "up", cause: "answered" };
  if (outcome === "silent") return { verdict: "failed", state: "unknown", cause: "silent_unconfirmed" };
  return { verdict: "unclear", state: "unknown", cause: outcome };
}

function rebootsOf(samples: Polls["samples"]): number {
  let reboots = 0;
  let before: { at: number; uptime: number } | null = null;
  for (const { offsetSeconds: at, uptimeSeconds: uptime } of samples) {
    if (uptime === undefined) continue;
    if (before !== null && isRestart(uptime, before.uptime + at - before.at)) reboots += 1;
    before = { at, uptime };
  }
  return reboots;
}

function isRestart(uptime: number, expected: number): boolean {
  if (uptime >= expected - toleranceS) return false;
  const wrapped = expected - wrapS;
  return !(wrapped >= -toleranceS && Math.abs(uptime - wrapped) <= toleranceS);
}
