import type { LatestReading } from "../ledger/port.ts";
import { streamColumns } from "./fr-endpoint.ts";
import { streamWords } from "./fr-readings.ts";
import { streamInFrench, valueInFrench } from "./reading-value.ts";

/** The streams of the call that is going on, as a table; a cell is null where the codec does not say. */
export interface StreamsView {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly stream: string; readonly cells: readonly (string | null)[] }[];
}

const columns = Object.entries(streamColumns);
const order = Object.keys(streamWords);

export function isOfStream({ kind }: Pick<LatestReading, "kind">): boolean {
  return kind.startsWith("stream_");
}

/** Only what some stream tells becomes a column. */
export function streamsView(readings: readonly LatestReading[]): StreamsView {
  const ofStreams = readings.filter(isOfStream);
  const shown = columns.filter(([kind]) => ofStreams.some((reading) => reading.kind === kind));
  const streams = [...new Set(ofStreams.map(nameOf))].sort((left, right) => rank(left) - rank(right) || left.localeCompare(right));
  return {
    columns: shown.map(([, word]) => word),
    rows: streams.map((stream) => ({
      stream: streamInFrench(stream) ?? stream,
      cells: shown.map(([kind]) => {
        const found = ofStreams.find((reading) => reading.kind === kind && nameOf(reading) === stream);
        return found === undefined ? null : valueInFrench(kind, found.value);
      }),
    })),
  };
}

function nameOf({ instance }: LatestReading): string {
  return instance ?? "all";
}

function rank(stream: string): number {
  const found = order.indexOf(stream);
  return found === -1 ? order.length : found;
}
