import type { Envelope } from "./envelope.ts";
import { type Channel, channels, type Observation, outcomes, questions, type Reading } from "./observation.ts";
import { isReadingKind, problemOfReading, type ReadingKind, readingKinds } from "./reading-kinds.ts";

type Columns = Envelope["columns"];
type Cell = number | string | null;
export type PackedObservations = Pick<Envelope, "endpoints" | "columns" | "readings" | "calls">;

/** Says where in an envelope something contradicts the contract. `path` is a JSON pointer. */
export class WireError extends Error {
  readonly path: string;
  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/** Rows to columns. Readings are expected to be right for their kind; the receiving side checks them again. */
export function packObservations(observations: readonly Observation[]): PackedObservations {
  const endpoints = [...new Set(observations.map((observation) => observation.endpoint))];
  const indexOf = new Map(endpoints.map((endpoint, index) => [endpoint, index]));
  const calls = observations.flatMap((observation, row) => observation.calls.map((call) => ({ row, call })));
  return {
    endpoints,
    columns: {
      endpoint: observations.map((observation) => indexOf.get(observation.endpoint) ?? 0),
      question: observations.map((observation) => questions.indexOf(observation.question)),
      observedAt: differences(observations.map((observation) => observation.observedAt)),
      clockMs: differences(observations.map((observation) => observation.clockMs)),
      elapsedMs: observations.map((observation) => observation.elapsedMs),
      intervalS: differences(observations.map((observation) => observation.intervalS)),
      snmp: observations.map((observation) => outcomeCode(observation, "snmp")),
      http: observations.map((observation) => outcomeCode(observation, "http")),
    },
    readings: packReadings(observations),
    ...(calls.length > 0 ? { calls } : {}),
  };
}

/** Columns back to rows, in order. @throws WireError where columns, codes or values contradict the contract. */
export function unpackObservations(envelope: PackedObservations): Observation[] {
  const { columns } = envelope;
  const count = columns.endpoint.length;
  for (const [name, values] of Object.entries(columns)) {
    if (values.length !== count)
      throw new WireError(`/columns/${name}`, `has ${values.length} entries where the other columns have ${count}`);
  }
  const observedAt = sums(columns.observedAt, "/columns/observedAt");
  const clockMs = sums(columns.clockMs, "/columns/clockMs");
  const intervalS = sums(columns.intervalS, "/columns/intervalS");
  const readings = unpackReadings(envelope, count);
  const calls = unpackCalls(envelope, count);
  return columns.endpoint.map((endpointIndex, row) => ({
    endpoint: at(envelope.endpoints, endpointIndex, `/columns/endpoint/${row}`),
    question: at(questions, columns.question[row] ?? -1, `/columns/question/${row}`),
    observedAt: inRange(observedAt[row], `/columns/observedAt/${row}`),
    clockMs: clockMs[row] ?? 0,
    elapsedMs: columns.elapsedMs[row] ?? 0,
    intervalS: inRange(intervalS[row], `/columns/intervalS/${row}`),
    channels: channelsAt(columns, row),
    readings: readings[row] ?? [],
    calls: calls.get(row) ?? [],
  }));
}

function outcomeCode(observation: Observation, channel: Channel): number {
  const outcome = observation.channels[channel];
  return outcome === undefined ? -1 : outcomes.indexOf(outcome);
}

function channelsAt(columns: Columns, row: number): Observation["channels"] {
  const seen: Partial<Record<Channel, (typeof outcomes)[number]>> = {};
  for (const channel of channels) {
    const code = columns[channel][row] ?? -1;
    if (code >= 0) seen[channel] = at(outcomes, code, `/columns/${channel}/${row}`);
  }
  return seen;
}

function packReadings(observations: readonly Observation[]): Record<string, Cell[]> {
  const packed: Record<string, Cell[]> = {};
  const previous = new Map<string, number>();
  observations.forEach((observation, row) => {
    for (const { kind, instance, value } of observation.readings) {
      const name = instance === undefined ? kind : `${kind}#${instance}`;
      const cells = (packed[name] ??= new Array<Cell>(observations.length).fill(null));
      cells[row] = isDifferenced(kind) ? difference(previous, `${name} ${observation.endpoint}`, Number(value)) : value;
    }
  });
  return packed;
}

function unpackReadings(envelope: PackedObservations, count: number): Reading[][] {
  const rows: Reading[][] = Array.from({ length: count }, () => []);
  for (const [name, cells] of Object.entries(envelope.readings)) {
    const path = `/readings/${name}`;
    if (cells.length !== count) throw new WireError(path, `has ${cells.length} entries where the columns have ${count}`);
    unpackReadingColumn(name, cells, envelope.columns.endpoint, rows);
  }
  return rows;
}

function unpackReadingColumn(name: string, cells: readonly Cell[], endpointIndexes: readonly number[], rows: Reading[][]): void {
  const path = `/readings/${name}`;
  const [kind = "", instance] = name.split("#");
  if (!isReadingKind(kind)) throw new WireError(path, `"${kind}" is not a reading kind of this wire version`);
  const sumOf = new Map<number, number>();
  cells.forEach((cell, row) => {
    if (cell === null) return;
    const endpointIndex = endpointIndexes[row] ?? 0;
    const value = isDifferenced(kind) && typeof cell === "number" ? (sumOf.get(endpointIndex) ?? 0) + cell : cell;
    const problem = problemOfReading(kind, value);
    if (problem !== null) throw new WireError(`${path}/${row}`, problem);
    if (typeof value === "number") sumOf.set(endpointIndex, value);
    rows[row]?.push(instance === undefined ? { kind, value } : { kind, value, instance });
  });
}

function unpackCalls(envelope: PackedObservations, count: number): Map<number, Observation["calls"][number][]> {
  const byRow = new Map<number, Observation["calls"][number][]>();
  (envelope.calls ?? []).forEach(({ row, call }, index) => {
    if (row >= count) throw new WireError(`/calls/${index}/row`, `is ${row} where the columns have ${count} entries`);
    byRow.set(row, [...(byRow.get(row) ?? []), call]);
  });
  return byRow;
}

/** Whole numbers of one endpoint differ little from poll to poll; fractions would lose digits, words have no difference. */
function isDifferenced(kind: ReadingKind): boolean {
  return readingKinds[kind].type === "integer";
}

function difference(previous: Map<string, number>, key: string, value: number): number {
  const step = value - (previous.get(key) ?? 0);
  previous.set(key, value);
  return step;
}

function differences(values: readonly number[]): number[] {
  return values.map((value, index) => (index === 0 ? value : value - (values[index - 1] ?? 0)));
}

function sums(steps: readonly number[], path: string): number[] {
  let sum = 0;
  return steps.map((step, row) => {
    sum += step;
    if (!Number.isSafeInteger(sum)) throw new WireError(`${path}/${row}`, "adds up to more than a safe integer");
    return sum;
  });
}

function inRange(value: number | undefined, path: string): number {
  if (value === undefined || value < 0 || value > 4_102_444_800_000) throw new WireError(path, `adds up to ${value}, out of range`);
  return value;
}

function at<T>(list: readonly T[], index: number, path: string): T {
  const found = list[index];
  if (found === undefined) throw new WireError(path, `points at entry ${index} of a list of ${list.length}`);
  return found;
}
