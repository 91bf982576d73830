import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import { AgentEvent } from "../../contract/agent-event.ts";
import { readLine, writeLine } from "./line.ts";

const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

const StoredEvent = Type.Object(
  { number: Count, change: Type.Integer({ ...Count, description: "Of two tellings the one written later counts" }), event: AgentEvent },
  { additionalProperties: false },
);
/** An untold event with its place in the file. */
export type StoredEvent = Static<typeof StoredEvent>;
const storedEvent = Compile(StoredEvent);

/** As an observation's: one line with its checksum. */
export function writeEventLine(stored: StoredEvent): string {
  return writeLine("event", stored);
}

/** Null where the line cannot be trusted. Never throws. */
export function readEventLine(line: string): StoredEvent | null {
  return storedEventOf(readLine("event", line));
}

/** A value found in a file, if it is an event. Null otherwise. */
export function storedEventOf(value: unknown): StoredEvent | null {
  return storedEvent.Check(value) ? value : null;
}
