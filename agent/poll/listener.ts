import type { Channel, Reading } from "../../contract/observation.ts";

/** Overhears a poll: who shows a person what was understood, and what was not. A poll behaves the same with and without. */
export interface PollListener {
  /** A reading or a call was kept, or dropped because it broke the rule of its kind. */
  taken(what: { readonly reading?: Reading; readonly address: string; readonly source: string; readonly isUnverified: boolean }): void;
  /**
   * An answer as it came: the text of a document, or the value of a node. `request`: "GET /status.xml", an OID. `isNumber`: the
   * node held a number, not a text that looks like one.
   */
  heard(answer: { readonly channel: Channel; readonly request: string; readonly text: string; readonly isNumber?: true }): void;
}
