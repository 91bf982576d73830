import type { Logger } from "pino";
import type { AgentHealth } from "../../contract/envelope.ts";
import { type Plan, planFaults } from "../../contract/plan.ts";
import type { AskPlan, PlanAnswer } from "./ask-plan.ts";
import { planFr } from "./fr.ts";
import type { PlanStore } from "./plan-store.ts";
import { isTooLong, readPlan } from "./read-plan.ts";
import { type PlanProblem, type TakenUp, type TakeUpOptions, takeUp } from "./take-up.ts";

export interface PlanKeeperOptions extends TakeUpOptions {
  readonly agent: string;
  readonly ask: AskPlan;
  readonly store: PlanStore;
  /** How many this agent can carry. */
  readonly maxEndpoints: number;
  /** Seconds between two questions to the collector, some more or less. */
  readonly everySeconds: number;
  /** From now on this is to be polled. Called again whenever the plan or a secret changes. */
  readonly apply: (plan: Plan, taken: TakenUp) => void;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  /** From 0 to 1. */
  readonly random?: () => number;
  /** How long a plan must have been followed before it is trusted. */
  readonly trialMs?: number;
}

export type PlanStanding = NonNullable<AgentHealth["plan"]>;

/** The plan of this agent: from the collector, kept on disk, in use while the collector is away. */
export interface PlanKeeper {
  /** Takes up what the disk has, then asks; asks first where that plan may have ended the agent. */
  start(): void;
  /** Asks now, and looks at the secrets. */
  refresh(): void;
  stop(): void;
  /** What became of the newest plan; null: there was none yet. */
  standing(): PlanStanding | null;
}

const lookAtSecretsEveryMs = 15_000;
const retryMs = { first: 5_000, longest: 60_000 } as const;
/** Time for one poll of each kind at the usual paces. */
const defaultTrialMs = 11 * 60_000;
const longestReason = 500;
const mostReasonsTold = 5;
/** Of a plan that is so wrong that it does not even say its version. */
const noVersion = "0".repeat(16);

export function createPlanKeeper(options: PlanKeeperOptions): PlanKeeper {
  return new Keeper(options);
}

class Keeper implements PlanKeeper {
  readonly #options: PlanKeeperOptions;
  readonly #stopping = new AbortController();
  #plan: Plan | null = null;
  /** Of what the collector said last, taken up or not. */
  #tag: string | null = null;
  #standing: PlanStanding | null = null;
  /** The newest plan, where it could not even be read. */
  #refused: PlanStanding | null = null;
  #timer: NodeJS.Timeout | null = null;
  #secretsTimer: NodeJS.Timeout | null = null;
  #asking: Promise<void> | null = null;
  #failures = 0;
  #told = "";
  #trialTimer: NodeJS.Timeout | null = null;
  /** Kept on disk, and not followed before the collector was asked for a better one. */
  #suspect: Plan | null = null;

  constructor(options: PlanKeeperOptions) {
    this.#options = options;
  }

  start(): void {
    const { store } = this.#options;
    const kept = store.read();
    const trial = store.trial();
    if (kept !== null) this.#tag = kept.version;
    if (trial?.isRefused === true) this.#refuse(trial.version, { fault: "ended_agent", problem: planFr.fatal(trial.starts) });
    if (trial?.isRefused === false && trial.starts > 1) this.#suspect = kept;
    else if (kept !== null) this.#adopt(kept);
    this.#secretsTimer = setInterval(() => this.#lookAtSecrets(), lookAtSecretsEveryMs);
    this.#ask();
  }

  refresh(): void {
    // Somebody is there and may have given the agent more memory: the plan that ended it is worth another look.
    if (this.#refused !== null && this.#options.store.trial()?.isRefused === true) this.#tag = this.#plan?.version ?? null;
    this.#lookAtSecrets();
    this.#ask();
  }

  stop(): void {
    this.#stopping.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#secretsTimer !== null) clearInterval(this.#secretsTimer);
    if (this.#trialTimer !== null) clearTimeout(this.#trialTimer);
    this.#options.store.endsInOrder();
  }

  standing(): PlanStanding | null {
    return this.#refused ?? this.#standing;
  }

  #ask(): void {
    if (this.#stopping.signal.aborted || this.#asking !== null) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#asking = this.#askOnce().finally(() => {
      this.#asking = null;
      if (!this.#stopping.signal.aborted) this.#timer = setTimeout(() => this.#ask(), this.#waitMs());
    });
  }

  async #askOnce(): Promise<void> {
    const { ask, log } = this.#options;
    try {
      const answer = await ask(this.#tag, this.#stopping.signal);
      if (this.#stopping.signal.aborted) return;
      this.#failures = answer.kind === "plan" || answer.kind === "unchanged" ? 0 : this.#failures + 1;
      this.#hear(answer);
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      this.#failures += 1;
      this.#tellOnce("away", () => log.warn({ err: error, hasPlan: this.#plan !== null }, "collector did not give its plan"));
    }
    this.#followSuspect();
  }

  /** The collector has no better plan, or is away. */
  #followSuspect(): void {
    const suspect = this.#suspect;
    this.#suspect = null;
    if (suspect !== null) this.#adopt(suspect);
  }

  #hear(answer: PlanAnswer): void {
    const { log } = this.#options;
    if (answer.kind === "refused") {
      this.#tellOnce(`status ${answer.status}`, () => log.error({ status: answer.status }, "collector refuses its plan to this agent"));
    } else if (answer.kind === "none") {
      this.#tellOnce("none", () => log.warn({ hasPlan: this.#plan !== null }, "collector has no plan for this agent"));
    } else {
      this.#told = "";
      if (answer.kind === "unchanged" && this.#tag === this.#plan?.version) this.#refused = null;
      if (answer.kind === "plan") this.#receive(answer.text, answer.tag);
    }
  }

  #receive(text: string, tag: string | null): void {
    const read = this.#read(text);
    if ("problem" in read) return this.#refuse(tag ?? noVersion, read);
    const { plan } = read;
    this.#tag = plan.version;
    this.#refused = null;
    this.#suspect = null;
    this.#options.store.write(text, plan.version);
    this.#adopt(plan);
  }

  #read(text: string): ReturnType<typeof readPlan> {
    const { agent, maxEndpoints } = this.#options;
    if (isTooLong(text, maxEndpoints)) return { fault: "too_large", problem: planFr.tooLong(maxEndpoints) };
    const read = readPlan(text, agent);
    const count = "plan" in read ? read.plan.endpoints.length : 0;
    return count > maxEndpoints ? { fault: "too_large", problem: planFr.tooMany(count, maxEndpoints) } : read;
  }

  /** Not asked for again as long as the collector has no other. */
  #refuse(version: string, { fault, problem: reason }: PlanProblem): void {
    this.#tag = version === noVersion ? null : version;
    this.#refused = { version, state: "refused", reason: reason.slice(0, longestReason), faults: [fault] };
    this.#options.log.error({ version, reason }, "plan is refused, the former one stays");
  }

  #adopt(plan: Plan): void {
    const { maxEndpoints, store, trialMs = defaultTrialMs } = this.#options;
    const { length } = plan.endpoints;
    if (length > maxEndpoints) return this.#refuse(plan.version, { fault: "too_large", problem: planFr.tooMany(length, maxEndpoints) });
    if (plan !== this.#plan && store.trial()?.isRefused === false) {
      if (this.#trialTimer !== null) clearTimeout(this.#trialTimer);
      this.#trialTimer = setTimeout(() => store.held(), trialMs);
    }
    this.#plan = plan;
    const taken = takeUp(plan, this.#options);
    this.#options.apply(plan, taken);
    const { problems } = taken;
    this.#standing = { version: plan.version, ...stateOf(plan, taken) };
    const facts = { version: plan.version, endpoints: taken.endpoints.length };
    if (problems.length === 0) this.#options.log.info(facts, "plan is applied");
    else this.#options.log.warn({ ...facts, problems: problems.slice(0, 20), count: problems.length }, "plan is applied in part");
  }

  #lookAtSecrets(): void {
    if (this.#plan !== null && this.#options.secrets.haveChanged()) this.#adopt(this.#plan);
  }

  /** Agents that start together must not ask together for ever. Nobody waits minutes without any plan, or for a line that was cut. */
  #waitMs(): number {
    const random = (this.#options.random ?? Math.random)();
    const everyMs = this.#options.everySeconds * 1_000;
    const isSoon = this.#failures > 0 && (this.#plan === null || this.#told === "away");
    const soonMs = Math.min(retryMs.longest, retryMs.first * 2 ** Math.min(this.#failures - 1, 10));
    return (isSoon ? Math.min(everyMs, soonMs) : everyMs) * (0.8 + 0.4 * random);
  }

  #tellOnce(word: string, tell: () => void): void {
    if (this.#told !== word) tell();
    this.#told = word;
  }
}

function stateOf(plan: Plan, { problems }: TakenUp): Omit<PlanStanding, "version"> {
  if (problems.length === 0) return { state: "applied" };
  const endpoints = new Set(problems.map(({ endpoint }) => endpoint));
  const told = problems.slice(0, mostReasonsTold).map(({ endpoint, problem }) => planFr.ofEndpoint(endpoint, problem));
  const faults = planFaults.filter((fault) => problems.some((one) => one.fault === fault));
  return { state: "partial", reason: planFr.some(endpoints.size, plan.endpoints.length, told).slice(0, longestReason), faults };
}
