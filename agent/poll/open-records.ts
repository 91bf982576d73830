import { endOfCall } from "../../contract/call.ts";
import type { ReadCall } from "../drivers/driver.ts";

/** A record that came to nothing, the last of its attempt so far. */
export interface OpenRecord {
  readonly call: ReadCall;
  /** Its far end in the one spelling of it. */
  readonly plain: string;
  /** Of the record, in time. */
  readonly place: number;
  /** Key of the first record of its attempt. */
  readonly firstKey: string;
  isContinued: boolean;
}

const retryWithinMs = 30_000;

/**
 * Records that a later one may be a retry of. They are found by what must be the same, so that a codec that tells a list of any
 * length costs no more for each of its calls.
 */
export class OpenRecords {
  /** The newest of a stack is its last. Whoever is too old for one call is so for all later ones. */
  readonly #stacks = new Map<string, OpenRecord[]>();

  add(record: OpenRecord): void {
    const { call, plain } = record;
    this.#push(exactly(call, call.protocol, plain), record);
    // By the other protocol "salle1" may be called "salle1@visio.example".
    if (call.cause === "rolled_over") this.#push(rolledOver(call, call.protocol, plain), record);
  }

  /** The newest record that the call is a retry of, which is then open no more. Calls come in time. Null: it is a retry of none. */
  take(call: ReadCall, plain: string): OpenRecord | null {
    let newest: OpenRecord | null = null;
    for (const name of namesOfEarlier(call, plain)) {
      const found = this.#newestOf(name, call.startedAt);
      if (found !== null && found.place > (newest?.place ?? -1)) newest = found;
    }
    if (newest !== null) newest.isContinued = true;
    return newest;
  }

  #push(name: string, record: OpenRecord): void {
    const stack = this.#stacks.get(name);
    if (stack === undefined) this.#stacks.set(name, [record]);
    else stack.push(record);
  }

  #newestOf(name: string, at: number): OpenRecord | null {
    const stack = this.#stacks.get(name);
    let last = stack?.at(-1);
    while (last !== undefined && (last.isContinued || at - endOfCall(last.call) > retryWithinMs)) {
      stack?.pop();
      last = stack?.at(-1);
    }
    return last ?? null;
  }
}

const protocols = ["sip", "h323", "isdn", "cloud"] as const satisfies readonly ReadCall["protocol"][];

function* namesOfEarlier(call: ReadCall, plain: string): Generator<string> {
  // Who calls us twice in the same way is a person who insists; in two ways, a codec that rolls over.
  if (call.direction === "out") {
    yield exactly(call, call.protocol, plain);
    if (call.protocol !== "unknown") yield exactly(call, "unknown", plain);
  }
  for (const protocol of protocols) {
    if (protocol === call.protocol || (call.protocol === "unknown" && call.direction === "in")) continue;
    yield exactly(call, protocol, plain);
    if (call.protocol !== "unknown") yield rolledOver(call, protocol, plain);
  }
}

function exactly({ direction }: ReadCall, protocol: ReadCall["protocol"], plain: string): string {
  return `${direction} ${protocol} = ${plain}`;
}

function rolledOver({ direction }: ReadCall, protocol: ReadCall["protocol"], plain: string): string {
  return `${direction} ${protocol} ~ ${plain.replace(/(?<=.)@.*$/s, "")}`;
}
