import type { Run } from "../outbox/outbox.ts";
import { isWithin, type Spans, withoutSpan, withSpan } from "../outbox/spans.ts";

/**
 * Which sequences this run of the agent gave and which of them were ever on the wire. If the collector has one of ours that never was,
 * somebody else used it. Of what a former run gave nothing is known: it counts as sent.
 */
export class SentNumbers {
  /** By outbox id, for those whose numbers were all given by this run. */
  readonly #sent = new Map<string, Spans>();

  /** This run of the agent began that numbering. */
  begun(outbox: string): void {
    if (!this.#sent.has(outbox)) this.#sent.set(outbox, []);
  }

  sent({ outbox, first, observations }: Run): void {
    const known = this.#sent.get(outbox);
    if (known !== undefined) this.#sent.set(outbox, withSpan(known, { from: first, to: first + observations.length - 1 }));
  }

  /** Of these sequences, which never were on the wire: to be asked before the run is sent. */
  neverSent({ outbox, first, observations }: Run): ReadonlySet<number> {
    const known = this.#sent.get(outbox);
    if (known === undefined) return new Set();
    return new Set(observations.map((_, index) => first + index).filter((sequence) => !isWithin(known, sequence)));
  }

  /** What was sent under these sequences was not kept: somebody else's was. */
  notOurs(outbox: string, sequences: readonly number[]): void {
    const known = this.#sent.get(outbox);
    if (known === undefined) return;
    this.#sent.set(
      outbox,
      sequences.reduce((spans, sequence) => withoutSpan(spans, { from: sequence, to: sequence }), known),
    );
  }
}
