import type { Rejected, Run } from "./outbox.ts";

/** A run with what the collector would not take of it. */
export interface Answered {
  readonly run: Run;
  readonly rejections: readonly Rejected[];
  /** Sequences somebody else had used: what we saw is not kept, and waits on under others. */
  readonly taken: readonly number[];
}

/** What the collector will not take of a run, for good or because it does not know the endpoint. */
export interface Settlement {
  readonly final: readonly Rejected[];
  readonly unknown: readonly number[];
  readonly taken: readonly number[];
  readonly at: number;
}

/** An endpoint the collector does not know may be one it does not know yet, or has lost from its inventory by mistake. */
export function settlementOf({ rejections, taken }: Answered, at: number): Settlement {
  const isUnknown = ({ code }: Rejected) => code === "ENDPOINT_UNKNOWN";
  const unknown = rejections.filter(isUnknown).map(({ sequence }) => sequence);
  return { final: rejections.filter((rejection) => !isUnknown(rejection)), unknown, taken, at };
}
