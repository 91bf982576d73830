import type { Kysely, Transaction } from "kysely";
import type { Observation, Reading } from "../../contract/observation.ts";
import type { Tables } from "./tables.ts";

/**
 * What polls have in common, kept once: a codec that is well says the same words poll after poll. Numbers are not part of a form,
 * they stand with each observation.
 */
export interface Form extends Pick<Observation, "question" | "intervalS" | "channels"> {
  readonly slots: readonly Slot[];
  /** Kinds that are read without instance. */
  readonly kinds: ReadonlySet<string>;
}

/** A reading: in words, or null where the value is the next of the observation's numbers. */
type Slot = { readonly word: Reading } | { readonly word: null; readonly kind: Reading["kind"]; readonly instance: string | undefined };

type Cell = readonly [kind: Reading["kind"], value: string | null, instance?: string];

interface KnownForm {
  readonly id: number;
  /** No observation of this form was received more than a day after. */
  usedAt: number;
}

const dayMs = 86_400_000;
/** A form has a hundred bytes to a few kilobytes; a site has some dozens. */
const mostRemembered = 20_000;
const idsPerSentence = 500;

/** The forms of one ledger. Those in use are remembered, so that most envelopes and steps ask the database for none. */
export class Forms {
  readonly #writer: Kysely<Tables>;
  readonly #reader: Kysely<Tables>;
  readonly #byText = new Map<string, KnownForm>();
  readonly #byId = new Map<number, Form>();

  constructor(writer: Kysely<Tables>, reader: Kysely<Tables>) {
    this.#writer = writer;
    this.#reader = reader;
  }

  /** The form of each observation, new ones written first. What is written here and then not used is forgotten with the old ones. */
  async idsOf(observations: readonly Observation[], receivedAt: number): Promise<number[]> {
    const texts = observations.map(textOf);
    const ids = new Map<string, number>();
    const unknown = new Set<string>();
    for (const text of texts) {
      const known = this.#byText.get(text);
      if (known === undefined || known.usedAt < receivedAt - dayMs) unknown.add(text);
      else ids.set(text, known.id);
    }
    if (unknown.size > 0) {
      const written = await this.#writer.transaction().execute((trx) => write(trx, unknown, receivedAt));
      if (this.#byText.size + written.size > mostRemembered) this.#byText.clear();
      for (const [text, id] of written) {
        ids.set(text, id);
        this.#byText.set(text, { id, usedAt: receivedAt });
      }
    }
    return texts.map((text) => ids.get(text) ?? 0);
  }

  /** Forms by their ids. */
  async ofIds(ids: Iterable<number>): Promise<ReadonlyMap<number, Form>> {
    const forms = new Map<number, Form>();
    const unknown: number[] = [];
    for (const id of new Set(ids)) {
      const known = this.#byId.get(id);
      if (known === undefined) unknown.push(id);
      else forms.set(id, known);
    }
    if (this.#byId.size + unknown.length > mostRemembered) this.#byId.clear();
    for (let start = 0; start < unknown.length; start += idsPerSentence) {
      const chunk = unknown.slice(start, start + idsPerSentence);
      for (const { id, told } of await this.#reader
        .selectFrom("observation_form")
        .select(["id", "told"])
        .where("id", "in", chunk)
        .execute()) {
        const form = formOf(told);
        forms.set(id, form);
        this.#byId.set(id, form);
      }
    }
    return forms;
  }

  /** Forgets forms of which no observation is left: all that are, were received since `oldestReceivedAt`. */
  async forgetBefore(oldestReceivedAt: number): Promise<void> {
    const before = oldestReceivedAt - 2 * dayMs;
    const { numDeletedRows } = await this.#writer.deleteFrom("observation_form").where("used_at_ms", "<", before).executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) return;
    this.#byText.clear();
    this.#byId.clear();
  }
}

async function write(trx: Transaction<Tables>, texts: ReadonlySet<string>, receivedAt: number): Promise<Map<string, number>> {
  const written = new Map<string, number>();
  for (const told of texts) {
    const { id } = await trx
      .insertInto("observation_form")
      .values({ told, used_at_ms: receivedAt })
      .onConflict((conflict) =>
        conflict.column("told").doUpdateSet(({ eb, ref }) => ({
          used_at_ms: eb
            .case()
            .when("observation_form.used_at_ms", "<", ref("excluded.used_at_ms"))
            .then(ref("excluded.used_at_ms"))
            .else(ref("observation_form.used_at_ms"))
            .end(),
        })),
      )
      .returning("id")
      .executeTakeFirstOrThrow();
    written.set(told, id);
  }
  return written;
}

/** A form as it is kept. */
export function textOf({
  question,
  intervalS,
  channels,
  readings,
}: Pick<Observation, "question" | "intervalS" | "channels" | "readings">): string {
  const cells = readings.map(({ kind, value, instance }): Cell => {
    const word = typeof value === "number" ? null : value;
    return instance === undefined ? [kind, word] : [kind, word, instance];
  });
  return JSON.stringify([question, intervalS, channels, cells]);
}

/** The numbers of an observation, in the order of its form; null for none. */
export function numbersOf({ readings }: Pick<Observation, "readings">): string | null {
  const numbers = readings.flatMap(({ value }) => (typeof value === "number" ? value : []));
  return numbers.length === 0 ? null : JSON.stringify(numbers);
}

export function readingsOf({ slots }: Form, numbers: string | null): Reading[] {
  const values = numbers === null ? [] : (JSON.parse(numbers) as number[]);
  let next = 0;
  return slots.map((slot) => {
    if (slot.word !== null) return slot.word;
    const value = values[next] ?? Number.NaN;
    next += 1;
    return slot.instance === undefined ? { kind: slot.kind, value } : { kind: slot.kind, value, instance: slot.instance };
  });
}

function formOf(told: string): Form {
  const [question, intervalS, channels, cells] = JSON.parse(told) as [Form["question"], number, Form["channels"], Cell[]];
  const slots = cells.map(
    ([kind, value, instance]): Slot =>
      value === null ? { word: null, kind, instance } : { word: instance === undefined ? { kind, value } : { kind, value, instance } },
  );
  const kinds = new Set(cells.flatMap(([kind, , instance]) => (instance === undefined ? kind : [])));
  return { question, intervalS, channels, slots, kinds };
}
