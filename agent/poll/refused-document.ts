import type { Document } from "../drivers/driver.ts";
import { isPerhapsOfOneDocument } from "../transport/refusal-scope.ts";
import { type Fetched, fetchInTurn, hourMs } from "./fetch-document.ts";
import type { HttpAsker } from "./overhear.ts";
import type { PollTurn } from "./poll-turn.ts";

/** A document as it is asked, and as it is written in the driver, where it stands for several. */
export interface Wanted {
  readonly asked: Document;
  readonly declared: Document;
}

/**
 * The rule of refusals (docs/decisions/0016). A codec that refuses a document and then gives the one that proves whose it is refuses
 * that document alone: our account lacks a role. It is not asked for again for an hour, and the others are. Whatever else refuses us
 * refuses us as a whole, at whatever document: the channel is refused, and the schedule leaves it alone.
 *
 * @param proof the document that a codec gives to whoever it lets in. Null: this family has none
 */
export async function fetchOrForbidden(
  channel: Pick<HttpAsker, "ask">,
  { asked, declared }: Wanted,
  proof: Document | null,
  turn: PollTurn,
): Promise<Fetched> {
  const fetched = await fetchInTurn(channel, asked, turn);
  if (fetched.outcome === "answered" || fetched.outcome === "garbled") turn.memory.forbidden.lift(declared);
  if (fetched.outcome === "answered" || !isPerhapsOfOneDocument(fetched)) return fetched;
  if (proof === null || proof.path === asked.path) return fetched;
  const shown = await fetchInTurn(channel, proof, turn);
  if (shown.outcome !== "answered") return shown.outcome === "garbled" && shown.isDoorShut !== true ? fetched : shown;
  if (shown.ownership !== "ours") return fetched;
  const forbidden = { ...fetched, isForbidden: true } as const;
  turn.memory.forbidden.leave(declared, forbidden, turn.clock.monotonicMs() + hourMs - toleranceMs);
  return forbidden;
}

/** Timers are early or late by a few milliseconds; a rest that ends with a poll must not skip it. */
const toleranceMs = 500;
