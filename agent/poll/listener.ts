import type { CallRecord } from "../../contract/call.ts";
import type { Channel, Reading } from "../../contract/observation.ts";

/** What was made of the value of one address: a reading or a call that was kept; neither: a value that broke the rule of its kind. */
export interface Taken {
  readonly reading?: Reading;
  readonly call?: CallRecord;
  /** An OID, or "/status.xml#Status/Standby/State". */
  readonly address: string;
  readonly source: string;
  readonly isUnverified: boolean;
}

/** An answer as it came. */
export interface Heard {
  readonly channel: Channel;
  /** "GET /status.xml", an OID. */
  readonly request: string;
  /** What was posted, where the path alone does not tell the question. */
  readonly posted?: string;
  /** The text of a document, or the value of a node. */
  readonly text: string;
  /** The node held a number, not a text that looks like one. */
  readonly isNumber?: true;
  /** The node as a line of an snmprec file has it, without the OID: "67|360050", "4x|436973636f0a". */
  readonly snmprec?: string;
}

/** Overhears a poll: who shows a person what was understood, and what was not. A poll behaves the same with and without. */
export interface PollListener {
  taken(what: Taken): void;
  heard(answer: Heard): void;
  /** A question goes to the web interface, which may take `mostMs` over it; what is given back is called when that has ended. */
  asked?(request: string, mostMs: number): () => void;
}
