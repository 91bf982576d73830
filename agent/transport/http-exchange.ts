import type { NoAnswer } from "./no-answer.ts";

/** A question to a codec's web interface. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  /** From the root, with the query. */
  readonly path: string;
  readonly accept: string;
  readonly body?: { readonly type: string; readonly text: string };
  /**
   * From the first byte sent to the last byte read, challenges included; a codec that trickles is left then. Where a session has to
   * be opened first, that has as long.
   */
  readonly deadlineMs: number;
}

export type HttpAnswer = { readonly outcome: "answered"; readonly text: string } | NoAnswer;

/** One way to be let in by a codec. */
export interface WayIn {
  /** Never rejects. */
  ask(request: HttpRequest): Promise<HttpAnswer>;
  /** Leaves nothing behind at the codec. Never rejects. */
  leave(): Promise<void>;
}
