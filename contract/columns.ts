import type { Envelope, Form } from "./envelope.ts";
import { wireLimits } from "./envelope.ts";
import type { Observation, Reading } from "./observation.ts";
import { isReadingKind, problemOfReading, type ReadingKind, readingKinds } from "./reading-kinds.ts";

export type PackedObservations = Pick<Envelope, "endpoints" | "forms" | "columns" | "numbers" | "calls">;

/** Says where in an envelope something contradicts the contract. `path` is a JSON pointer. */
export class WireError extends Error {
  readonly path: string;
  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/** Kinds that change from poll to poll in normal life; written into a form they would make a new form of every poll. */
export const movingKinds: ReadonlySet<ReadingKind> = new Set<ReadingKind>([
  "uptime_seconds",
  "snmp_uptime_seconds",
  "temperature_celsius",
  "clock_offset_seconds",
  "data_age_seconds",
  "stream_loss_ratio",
  "stream_recent_loss_ratio",
  "stream_jitter_milliseconds",
  "stream_latency_milliseconds",
  "stream_rate_bits_per_second",
  "stream_frames_per_second",
]);

/** Beyond this the difference of two whole numbers would no longer be exact. */
const largestWholeNumber = 2 ** 52;
const largestTime = 4_102_444_800_000;
const readingName = /^([a-z0-9_]{1,64})(?:#([A-Za-z0-9._-]{1,32}))?$/;

/** Rows to columns. Readings are expected to be right for their kind; the receiving side checks them again. */
export function packObservations(observations: readonly Observation[]): PackedObservations {
  const endpoints = new Numbering();
  const forms = new Numbering();
  const numbers: Record<string, number[]> = {};
  const previous = new Map<string, number>();
  const endpoint: number[] = [];
  const form: number[] = [];
  for (const observation of observations) {
    endpoint.push(endpoints.indexOf(observation.endpoint));
    form.push(forms.indexOf(JSON.stringify(formOf(observation, numbers, previous))));
  }
  const calls = observations.flatMap((observation, row) => observation.calls.map((call) => ({ row, call })));
  return {
    endpoints: endpoints.names(),
    forms: forms.names().map((text) => JSON.parse(text) as Form),
    columns: {
      endpoint,
      form,
      observedAt: differences(observations.map((observation) => observation.observedAt)),
      clockMs: differences(observations.map((observation) => observation.clockMs)),
      elapsedMs: observations.map((observation) => observation.elapsedMs),
    },
    numbers,
    ...(calls.length > 0 ? { calls } : {}),
  };
}

/** Columns back to rows, in order. @throws WireError where columns, indexes or values contradict the contract. */
export function unpackObservations(envelope: PackedObservations): Observation[] {
  const { columns } = envelope;
  checkSizes(envelope);
  const observedAt = sums(columns.observedAt, "/columns/observedAt");
  const clockMs = sums(columns.clockMs, "/columns/clockMs");
  const readings = unpackReadings(envelope);
  const calls = unpackCalls(envelope);
  return columns.endpoint.map((endpointIndex, row) => {
    const form = at(envelope.forms, columns.form[row], `/columns/form/${row}`);
    return {
      endpoint: at(envelope.endpoints, endpointIndex, `/columns/endpoint/${row}`),
      question: form.question,
      observedAt: inRange(observedAt[row], 0, `/columns/observedAt/${row}`),
      clockMs: inRange(clockMs[row], -largestTime, `/columns/clockMs/${row}`),
      elapsedMs: columns.elapsedMs[row] ?? 0,
      intervalS: form.intervalS,
      channels: form.channels,
      readings: readings[row] ?? [],
      calls: calls.get(row) ?? [],
    };
  });
}

function formOf(observation: Observation, numbers: Record<string, number[]>, previous: Map<string, number>): Form {
  const readings: Record<string, number | string | null> = {};
  for (const { kind, instance, value } of observation.readings) {
    const name = instance === undefined ? kind : `${kind}#${instance}`;
    if (Object.hasOwn(readings, name)) continue;
    if (!movingKinds.has(kind)) {
      readings[name] = value;
      continue;
    }
    readings[name] = null;
    const cells = (numbers[kind] ??= []);
    cells.push(isDifferenced(kind) ? difference(previous, `${name} ${observation.endpoint}`, Number(value)) : Number(value));
  }
  return { question: observation.question, intervalS: observation.intervalS, channels: observation.channels, readings };
}

function checkSizes(envelope: PackedObservations): void {
  const { columns, forms } = envelope;
  const count = columns.endpoint.length;
  for (const [name, values] of Object.entries(columns)) {
    if (values.length !== count)
      throw new WireError(`/columns/${name}`, `has ${values.length} entries where the endpoint column has ${count}`);
  }
  const sizes = forms.map((form) => Object.keys(form.readings).length);
  const readings = columns.form.reduce((sum, index) => sum + (sizes[index] ?? 0), 0);
  if (readings > wireLimits.readings) throw new WireError("/forms", `unfold to ${readings} readings, over ${wireLimits.readings}`);
}

interface FormReading {
  /** Stands for kind and instance, where the value is in `numbers`. */
  readonly name: number;
  readonly kind: ReadingKind;
  readonly instance: string | undefined;
  /** The reading every observation of this form shares; null when its value is in `numbers`. */
  readonly shared: Reading | null;
}

function unpackReadings(envelope: PackedObservations): (readonly Reading[])[] {
  const names = new Numbering();
  const forms = envelope.forms.map((form, index) => readForm(form, names, `/forms/${index}/readings`));
  const sharedOf = forms.map((readings) => readings.flatMap(({ shared }) => shared ?? []));
  const columns = new Map(Object.entries(envelope.numbers).map(([name, cells]) => [name, new NumberColumn(name, cells)]));
  const rows = envelope.columns.form.map((index, row): readonly Reading[] => {
    const form = at(forms, index, `/columns/form/${row}`);
    const shared = sharedOf[index] ?? [];
    if (shared.length === form.length) return shared;
    return form.map((reading) => reading.shared ?? readNumber(reading, columns, envelope.columns.endpoint[row] ?? 0));
  });
  for (const column of columns.values()) column.checkAllRead();
  return rows;
}

function readForm(form: Form, names: Numbering, path: string): FormReading[] {
  return Object.entries(form.readings).map(([text, value]) => {
    const [, kind = "", instance] = readingName.exec(text) ?? [];
    if (!isReadingKind(kind)) throw new WireError(`${path}/${text}`, `"${text}" names no reading kind of this wire version`);
    if (value === null) return { name: names.indexOf(text), kind, instance, shared: null };
    return { name: 0, kind, instance, shared: checkedReading(kind, instance, value, `${path}/${text}`) };
  });
}

function readNumber({ name, kind, instance }: FormReading, columns: ReadonlyMap<string, NumberColumn>, endpointIndex: number): Reading {
  const column = columns.get(kind);
  if (column === undefined) throw new WireError("/numbers", `has no column "${kind}", to which a form points`);
  const value = isDifferenced(kind) ? column.nextOf(name * wireLimits.endpoints + endpointIndex) : column.next();
  return checkedReading(kind, instance, value, column.path());
}

function checkedReading(kind: ReadingKind, instance: string | undefined, value: number | string, path: string): Reading {
  const problem = problemOfReading(kind, value);
  if (problem !== null) throw new WireError(path, problem);
  if (isDifferenced(kind) && Math.abs(Number(value)) > largestWholeNumber) throw new WireError(path, `${kind} is too large to be exact`);
  return instance === undefined ? { kind, value } : { kind, value, instance };
}

/** Reads one column of `numbers` from its first entry to its last. */
class NumberColumn {
  readonly #kind: string;
  readonly #cells: readonly number[];
  readonly #sums = new Map<number, number>();
  #position = 0;

  constructor(kind: string, cells: readonly number[]) {
    this.#kind = kind;
    this.#cells = cells;
  }

  path(): string {
    return `/numbers/${this.#kind}/${this.#position - 1}`;
  }

  next(): number {
    const cell = this.#cells[this.#position];
    this.#position += 1;
    if (cell === undefined) throw new WireError(`/numbers/${this.#kind}`, "has fewer entries than the forms ask for");
    return cell;
  }

  /** The next value where a cell is the difference to the last one of `series`: one name at one endpoint. */
  nextOf(series: number): number {
    const sum = (this.#sums.get(series) ?? 0) + this.next();
    this.#sums.set(series, sum);
    return sum;
  }

  checkAllRead(): void {
    if (this.#position !== this.#cells.length) throw new WireError(`/numbers/${this.#kind}`, "has more entries than the forms ask for");
  }
}

function unpackCalls(envelope: PackedObservations): Map<number, Observation["calls"][number][]> {
  const count = envelope.columns.endpoint.length;
  const byRow = new Map<number, Observation["calls"][number][]>();
  (envelope.calls ?? []).forEach(({ row, call }, index) => {
    if (row >= count) throw new WireError(`/calls/${index}/row`, `is ${row} where the columns have ${count} entries`);
    const calls = byRow.get(row);
    if (calls === undefined) byRow.set(row, [call]);
    else calls.push(call);
  });
  return byRow;
}

/** Numbers names in the order of their first use. */
class Numbering {
  readonly #indexes = new Map<string, number>();

  indexOf(name: string): number {
    const known = this.#indexes.get(name);
    if (known !== undefined) return known;
    this.#indexes.set(name, this.#indexes.size);
    return this.#indexes.size - 1;
  }

  names(): string[] {
    return [...this.#indexes.keys()];
  }
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

function inRange(value: number | undefined, lowest: number, path: string): number {
  if (value === undefined || value < lowest || value > largestTime) throw new WireError(path, `adds up to ${value}, out of range`);
  return value;
}

function at<T>(list: readonly T[], index: number | undefined, path: string): T {
  const found = index === undefined ? undefined : list[index];
  if (found === undefined) throw new WireError(path, `points at entry ${index} of a list of ${list.length}`);
  return found;
}
