import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import { CallRecord } from "../../contract/call.ts";
import { ChannelOutcomes } from "../../contract/envelope.ts";
import { BootId, EndpointId, OutboxId } from "../../contract/ids.ts";
import { type Observation, questions, type Reading } from "../../contract/observation.ts";
import { isReadingKind, problemOfReading } from "../../contract/reading-kinds.ts";
import { Boot } from "./boots.ts";
import { readLine, writeLine } from "./line.ts";

/** One observation with the number it will carry for ever. */
export interface Entry {
  /** Where it lies in its file: what an observation found in a damaged one is recognised by. */
  readonly place: number;
  readonly outbox: string;
  readonly sequence: number;
  readonly boot: string;
  readonly observation: Observation;
}

const strict = { additionalProperties: false };
const Sequence = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

// The file is a door: bytes of it may come from an older program or a dying card.
const StoredObservation = Type.Object(
  {
    endpoint: EndpointId,
    question: Type.Enum(questions),
    observedAt: Type.Integer(),
    clockMs: Type.Integer(),
    elapsedMs: Type.Integer(),
    intervalS: Type.Integer(),
    channels: ChannelOutcomes,
    readings: Type.Array(
      Type.Object(
        {
          kind: Type.String({ minLength: 1, maxLength: 100 }),
          value: Type.Union([Type.Number(), Type.String()]),
          instance: Type.Optional(Type.String()),
        },
        strict,
      ),
    ),
    calls: Type.Array(CallRecord),
  },
  strict,
);
const Place = Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER });
const StoredEntry = Type.Object(
  { place: Place, outbox: OutboxId, sequence: Sequence, boot: BootId, observation: StoredObservation },
  strict,
);
const storedEntry = Compile(StoredEntry);

const Range = Type.Object({ from: Place, to: Place }, strict);

/** What the outbox remembers about itself. */
export const Counters = Type.Object(
  {
    id: OutboxId,
    next: Type.Integer({ ...Sequence, description: "Number of the next observation" }),
    place: Type.Integer({ ...Sequence, description: "Where the next observation goes in the file" }),
    parking: Type.Integer({ ...Sequence, description: "Where the next parked observation goes" }),
    waiting: Count,
    places: Type.Array(Range, { description: "Where what waits lies" }),
    lost: Count,
    rejected: Count,
    toldLost: Type.Integer({ ...Count, description: "How many of the lost the collector was told of, in events it has" }),
    toldRejected: Count,
    nextEvent: Type.Integer({ ...Count, description: "Number of the next event" }),
    events: Type.Array(Range, { description: "Numbers of the events to be told" }),
    boots: Type.Array(Boot),
    change: Type.Integer({ ...Count, description: "How often anything was written since the file exists" }),
    isClosed: Type.Boolean({ description: "The file was closed as it should; nothing written came after this" }),
  },
  { ...strict, description: "Numbering and totals of one outbox file" },
);
export type Counters = Static<typeof Counters>;
const storedCounters = Compile(Counters);

/** One line of the outbox file, with its own checksum and length: see `line.ts`. */
export function writeEntry(entry: Entry): string {
  return writeLine("waiting", entry);
}

/** Null where a bit of the line is wrong, or where it says what no entry could. Never throws. */
export function readEntry(line: string): Entry | null {
  return entryOf(readLine("waiting", line));
}

/**
 * A value found in a file, if it is an entry. Null otherwise. A reading that means nothing here was written by a later release, which was
 * refused since: the rest of the observation is no worse for it.
 */
export function entryOf(value: unknown): Entry | null {
  if (!storedEntry.Check(value)) return null;
  const { observation, ...entry } = value;
  return { ...entry, observation: { ...observation, readings: observation.readings.filter(isUnderstood) } };
}

function isUnderstood(reading: Static<typeof StoredObservation>["readings"][number]): reading is Reading {
  return isReadingKind(reading.kind) && problemOfReading(reading.kind, reading.value) === null;
}

/** As an entry's: one line with its checksum. */
export function writeCounters(counters: Counters): string {
  return writeLine("counters", counters);
}

/** Null where the line cannot be trusted. Never throws. */
export function readCounters(line: string): Counters | null {
  return countersOf(readLine("counters", line));
}

/** A value found in a file, if it is counters. Null otherwise. */
export function countersOf(value: unknown): Counters | null {
  return storedCounters.Check(value) ? value : null;
}
