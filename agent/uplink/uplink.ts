import { Compile } from "typebox/compile";
import type { AgentEvent } from "../../contract/agent-event.ts";
import { type AgentHealth, Envelope, refusalCodes } from "../../contract/envelope.ts";
import type { Observation } from "../../contract/observation.ts";
import type { Run } from "../outbox/outbox.ts";
import { backoffMs, passingWithin, waitMs } from "./backoff.ts";
import { changeDetector } from "./changes.ts";
import { countThatFits } from "./count-that-fits.ts";
import { encodeEnvelope } from "./encode.ts";
import { envelopeOf } from "./envelope-of.ts";
import { EventTurn } from "./event-turn.ts";
import { codeOfFailure, messageOf, neverLeft } from "./failures.ts";
import { HealthTurn } from "./health-turn.ts";
import { SentNumbers } from "./sent-numbers.ts";
import type { Uplink, UplinkOptions } from "./uplink-port.ts";
import { invalidHere, type Verdict, verdictOf } from "./verdict.ts";

export type { Uplink, UplinkOptions } from "./uplink-port.ts";

const backlogBatch = 2_000;
const liveBatch = 500;
const enoughToSend = 1_000;
const changeDelayMs = 500;
/** Refused one by one, so many in a row are not the observations' fault: a collector that refuses everything must not empty the outbox. */
const trustedRefusals = 20;

const envelopeCheck = Compile(Envelope);

/**
 * Begins with what waits in the outbox at once, then sends as it is told, in batches: a run after 0.5 s when something changed, after
 * `batchSeconds` when nothing did. What is not acknowledged stays in the outbox and is sent again, later and later. No error of the
 * collector or the network comes out: they are logged once each time they change.
 */
export function startUplink(options: UplinkOptions): Uplink {
  const uplink = new Sender(options);
  uplink.wakeAt(options.clock.monotonicMs());
  return uplink;
}

function withAside(health: AgentHealth, eventsAside: number): AgentHealth {
  return eventsAside === 0 ? health : { ...health, eventsAside };
}

class Sender implements Uplink {
  readonly #options: UplinkOptions;
  readonly #random: () => number;
  readonly #isChange = changeDetector();
  readonly #healthTurn: HealthTurn;
  readonly #eventTurn: EventTurn;
  readonly #numbers = new SentNumbers();
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #wakesAt = Number.POSITIVE_INFINITY;
  #notBefore = 0;
  #cycle: Promise<void> | null = null;
  /** Appended since the newest were last sent, and how many of those are on their way. */
  #fresh = 0;
  #takenFresh = 0;
  #freshDueAt = 0;
  /** The present has just had its turn. */
  #isPastNext = false;
  #limit = backlogBatch;
  #failures = 0;
  #refusalsInARow = 0;
  #problem: string | null = null;
  #isProbing = false;
  #isEnding = false;

  constructor(options: UplinkOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
    const { outbox, clock, log, health } = options;
    const eventTurn = new EventTurn({ book: outbox.events, clock, log });
    this.#eventTurn = eventTurn;
    this.#healthTurn = new HealthTurn({ clock, log, health: () => withAside(health(), eventTurn.asideCount()) });
    this.#numbers.begun(options.outbox.id());
  }

  noticed(observations: readonly Observation[]): void {
    const { clock, outbox, batchSeconds } = this.#options;
    this.#numbers.begun(outbox.id());
    const changes = observations.filter((observation) => this.#isChange(observation));
    this.#fresh += observations.length;
    const isUrgent = changes.length > 0 || this.#fresh >= enoughToSend;
    const dueAt = clock.monotonicMs() + (isUrgent ? changeDelayMs : batchSeconds * 1000);
    this.#freshDueAt = this.#fresh === observations.length ? dueAt : Math.min(this.#freshDueAt, dueAt);
    this.wakeAt(this.#freshDueAt);
  }

  tryAgain(): void {
    if (this.#failures === 0) return;
    this.#notBefore = 0;
    this.wakeAt(this.#options.clock.monotonicMs());
  }

  async stop(timeoutMs: number): Promise<void> {
    this.#isEnding = true;
    const deadline = setTimeout(() => this.#stopping.abort(), timeoutMs);
    this.#sleep();
    await this.#cycle;
    await this.#drain();
    clearTimeout(deadline);
    this.#stopping.abort();
    this.#options.poster.close();
  }

  /** Sees to what waits at that time of the monotonic clock, or earlier. */
  wakeAt(wanted: number): void {
    const at = Math.max(wanted, this.#notBefore);
    if (this.#isEnding || at >= this.#wakesAt) return;
    this.#sleep();
    this.#wakesAt = at;
    this.#timer = setTimeout(() => this.#wake(), Math.max(0, at - this.#options.clock.monotonicMs()));
  }

  #sleep(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#wakesAt = Number.POSITIVE_INFINITY;
  }

  #wake(): void {
    this.#sleep();
    if (this.#cycle !== null) return;
    this.#cycle = this.#drain()
      .catch((error) => this.#options.log.error({ err: error }, "uplink failed on its own"))
      .finally(() => {
        this.#cycle = null;
        const { clock, batchSeconds } = this.#options;
        this.wakeAt(this.#failures > 0 ? this.#notBefore : clock.monotonicMs() + batchSeconds * 1000);
      });
  }

  /** Sends run after run until nothing waits or the collector must be left alone for a while. */
  async #drain(): Promise<void> {
    for (;;) {
      const run = this.#nextRun();
      if (run === null || this.#stopping.signal.aborted) return;
      const verdict = await this.#send(run);
      if (!this.#conclude(run, verdict)) return;
    }
  }

  /** What is to be sent now; without observations when only the agent itself has something to tell. */
  #nextRun(): Run | null {
    const { clock, outbox } = this.#options;
    if (this.#isProbing) return outbox.newest(1);
    const oldest = this.#fitting("oldest", this.#limit);
    // Only an answer heard in this boot says until when a former one can have lasted.
    const isOfFormer = (oldest !== null && oldest.boot !== clock.boot) || this.#eventTurn.isHeld();
    if (isOfFormer && !this.#isAnchored()) return outbox.nothing();
    const run = this.#nextOf(oldest);
    return run === null && this.#hasNews() ? outbox.nothing() : run;
  }

  #isAnchored(): boolean {
    const { clock, outbox } = this.#options;
    return outbox.anchors().some(({ boot, heardMs }) => boot === clock.boot && heardMs !== undefined);
  }

  #hasNews(): boolean {
    return this.#eventTurn.next(this.#isAnchored()).length > 0 || this.#healthTurn.next() !== null;
  }

  /**
   * The oldest first, but the present before a long past: what is new goes first when it is due. Then the past has its turn, because
   * on a slow line something new is always due.
   */
  #nextOf(oldest: Run | null): Run | null {
    const { clock } = this.#options;
    const isLiveTurn = !this.#isPastNext && this.#fresh > 0 && clock.monotonicMs() >= this.#freshDueAt;
    this.#isPastNext = isLiveTurn;
    if (oldest !== null && !oldest.isNewest && !isLiveTurn) return oldest;
    this.#takenFresh = this.#fresh;
    this.#fresh = 0;
    return oldest === null || oldest.isNewest ? oldest : this.#fitting("newest", Math.min(this.#takenFresh, liveBatch, this.#limit));
  }

  /** The run at one end of what waits, no longer than one envelope can hold. */
  #fitting(end: "oldest" | "newest", limit: number): Run | null {
    const { outbox } = this.#options;
    const run = outbox[end](limit);
    if (run === null) return null;
    const count = countThatFits(end === "oldest" ? run.observations : run.observations.toReversed());
    return count === run.observations.length ? run : outbox[end](count);
  }

  async #send(run: Run): Promise<Verdict> {
    const { agent, clock, outbox, poster } = this.#options;
    const health = this.#healthTurn.next();
    const events = this.#eventTurn.next(this.#isAnchored());
    const envelope = envelopeOf(run, agent, clock, { health, events, anchors: outbox.anchors() });
    if (!envelopeCheck.Check(envelope)) return this.#asked(events, invalidHere(envelopeCheck.Errors(envelope)[0]));
    const body = encodeEnvelope(envelope);
    const sentMs = clock.monotonicMs();
    const neverSent = this.#numbers.neverSent(run);
    try {
      const answer = await poster.post(body, this.#stopping.signal);
      this.#numbers.sent(run);
      const verdict = verdictOf(answer, run, neverSent);
      if (verdict.kind !== "settled") return this.#asked(events, verdict);
      if (health !== null) this.#healthTurn.told(health);
      outbox.heard({ receivedAt: verdict.receivedAt, sentMs, answeredMs: clock.monotonicMs() });
      if (events.length > 0) outbox.events.told(events);
      this.#eventTurn.taken();
      return verdict;
    } catch (error) {
      if (!neverLeft(error)) this.#numbers.sent(run);
      return { kind: "wait", code: codeOfFailure(error), message: messageOf(error), isSlow: false, retryAfterMs: null };
    }
  }

  /** What the agent has to tell of itself must not keep what it saw from arriving. */
  #asked(events: readonly AgentEvent[], verdict: Verdict): Verdict {
    if (verdict.kind === "without-events") this.#eventTurn.refused(events, verdict);
    return verdict;
  }

  /** Acts on what the collector said. True to go on at once. */
  #conclude(run: Run, verdict: Verdict): boolean {
    if (verdict.kind === "wait") return this.#leaveAlone(verdict);
    if (verdict.kind === "divide") return this.#divide(run, verdict);
    if (verdict.kind === "without-events") return this.#sendAgain();
    this.#options.outbox.acknowledge(run, verdict.rejected, verdict.takenByOthers);
    if (verdict.takenByOthers.length > 0) this.#renumbered(run, verdict.takenByOthers);
    if (verdict.rejected.length > 0) {
      const { code, message } = verdict.rejected[0] ?? {};
      this.#options.log.warn({ rejected: verdict.rejected.length, code, reason: message }, "collector rejected observations");
    }
    this.#limit = Math.min(backlogBatch, this.#limit * 2);
    this.#takenFresh = 0;
    this.#refusalsInARow = 0;
    this.#isProbing = false;
    this.#recovered();
    return true;
  }

  #renumbered({ outbox, first }: Run, taken: readonly number[]): void {
    this.#numbers.notOurs(outbox, taken);
    this.#numbers.begun(this.#options.outbox.id());
    const facts = { outbox, first, observations: taken.length };
    this.#options.log.warn(facts, "somebody else used these sequences with our credential, the observations are sent under others");
  }

  /** The same observations, with less of the agent itself. */
  #sendAgain(): true {
    this.#fresh += this.#takenFresh;
    this.#takenFresh = 0;
    return true;
  }

  #divide(run: Run, { code, message, isFinal }: Extract<Verdict, { kind: "divide" }>): boolean {
    const { outbox, log } = this.#options;
    if (run.observations.length > 1) {
      this.#limit = Math.max(1, Math.floor(run.observations.length / 2));
      return true;
    }
    // The frame of an envelope, in our collector's words: that does not mend itself.
    const wait = { kind: "wait", code, message, isSlow: !isFinal && code in refusalCodes, retryAfterMs: null } as const;
    if (run.observations.length === 0 || !isFinal || this.#isProbing) return this.#leaveAlone(wait);
    // So many in a row are not the observations' fault, unless the collector still takes another.
    if (this.#refusalsInARow >= trustedRefusals) {
      this.#isProbing = true;
      return true;
    }
    this.#refusalsInARow += 1;
    outbox.acknowledge(run, [{ sequence: run.first, code, message }]);
    log.warn({ sequence: run.first, endpoint: run.observations[0]?.endpoint, code, reason: message }, "observation set aside");
    return true;
  }

  #leaveAlone({ code, message, isSlow, retryAfterMs }: Extract<Verdict, { kind: "wait" }>): false {
    const { clock, log, stateSeconds } = this.#options;
    this.#fresh += this.#takenFresh;
    this.#takenFresh = 0;
    this.#isPastNext = this.#isProbing = false;
    if (this.#stopping.signal.aborted) return false;
    this.#failures += 1;
    const bounds = isSlow ? backoffMs.slow : passingWithin(stateSeconds);
    const asked = Math.min(retryAfterMs ?? 0, bounds.longest);
    this.#notBefore = clock.monotonicMs() + Math.max(asked, waitMs(bounds, this.#failures, this.#random()));
    if (this.#problem !== code)
      log[isSlow ? "error" : "warn"]({ code, reason: message }, "collector does not take observations, they are kept");
    this.#problem = code;
    return false;
  }

  #recovered(): void {
    if (this.#problem !== null) this.#options.log.info({ failures: this.#failures }, "collector takes observations again");
    this.#problem = null;
    this.#failures = 0;
    this.#notBefore = 0;
  }
}
