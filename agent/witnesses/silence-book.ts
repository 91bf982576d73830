import type { Logger } from "pino";
import type { AgentEventOf, Instant, WitnessRole } from "../../contract/agent-event.ts";
import type { EventBook } from "../events/event-book.ts";
import { newEventId } from "../events/instant.ts";
import type { KnownWitness, SilenceFile } from "./silence-file.ts";

/** Somebody the agent asks about itself; who has another address is another witness. */
export interface Witness {
  readonly role: WitnessRole;
  readonly name?: string;
  readonly host: string;
}

export interface SilenceBookOptions {
  readonly book: Pick<EventBook, "record" | "update">;
  readonly file: SilenceFile;
  readonly log: Pick<Logger, "info" | "warn">;
}

/** One lost packet is no silence. */
const failuresThatCount = 2;
/** How old what is on disk may be while all is well: a start after a kill dates a silence from there at worst. */
const savedEveryMs = 300_000;

/**
 * Makes events of what witnesses do: a silence begins at the last moment one answered, and ends at the first it answers again. Who never
 * answered since it is asked proves nothing by its silence. Remembered across a restart: a silence that goes on stays one.
 */
export class SilenceBook {
  readonly #options: SilenceBookOptions;
  readonly #known = new Map<string, KnownWitness>();
  readonly #failures = new Map<string, number>();
  #savedAt = Number.NEGATIVE_INFINITY;

  constructor(options: SilenceBookOptions) {
    this.#options = options;
    for (const known of options.file.read()) this.#known.set(keyOf(known), known);
  }

  heard(witness: Witness, isAnswered: boolean, at: Instant): void {
    if (isAnswered) this.#answered(witness, at);
    else this.#failed(witness, at);
  }

  isSilent(witness: Witness): boolean {
    return this.#known.get(keyOf(witness))?.open !== undefined;
  }

  /** Forgets who is asked no more: a silence of theirs ends where it was last seen. */
  keepOnly(witnesses: readonly Witness[], roles: readonly WitnessRole[]): void {
    const kept = new Set(witnesses.map(keyOf));
    for (const [key, known] of this.#known) {
      if (!roles.includes(known.role) || kept.has(key)) continue;
      if (known.open !== undefined) this.#options.book.update({ ...known.open, to: known.lastAsked });
      this.#known.delete(key);
      this.#failures.delete(key);
      this.#save(known.lastAsked);
    }
  }

  close(): void {
    this.#options.file.write([...this.#known.values()]);
  }

  #answered(witness: Witness, at: Instant): void {
    const key = keyOf(witness);
    const before = this.#known.get(key);
    this.#failures.delete(key);
    this.#known.set(key, { ...witness, lastAnswered: at, lastAsked: at });
    if (before?.open !== undefined) {
      this.#options.book.update({ ...before.open, to: at });
      this.#options.log.info(factsOf(witness), "witness answers again");
    }
    const isNews = before === undefined || before.open !== undefined;
    if (isNews || at.at - at.clockMs - this.#savedAt >= savedEveryMs) this.#save(at);
  }

  #failed(witness: Witness, at: Instant): void {
    const key = keyOf(witness);
    const before = this.#known.get(key);
    if (before === undefined) return;
    const failures = (this.#failures.get(key) ?? 0) + 1;
    this.#failures.set(key, failures);
    this.#known.set(key, { ...before, lastAsked: at });
    if (before.open !== undefined || failures < failuresThatCount) return;
    const open = silenceOf(witness, before.lastAnswered);
    this.#options.book.record(open);
    this.#options.log.warn(factsOf(witness), "witness gives no answer");
    this.#known.set(key, { ...before, lastAsked: at, open });
    this.#save(at);
  }

  #save({ at, clockMs }: Instant): void {
    this.#savedAt = at - clockMs;
    this.#options.file.write([...this.#known.values()]);
  }
}

function silenceOf({ role, name }: Witness, from: Instant): AgentEventOf<"silence"> {
  return { id: newEventId(), kind: "silence", witness: role, ...(name !== undefined && { name }), from };
}

function factsOf({ role, name }: Witness): Record<string, string> {
  return { witness: role, ...(name !== undefined && { name }) };
}

function keyOf({ role, name = "", host }: Witness): string {
  return `${role} ${name} ${host}`;
}
