import { isReadingKind, type ReadingKind } from "../../contract/reading-kinds.ts";
import type { LatestReading } from "../ledger/port.ts";
import { type Moment, momentOfAge } from "./endpoint-row.ts";
import { isOfStream } from "./endpoint-streams.ts";
import { type ReadingSubject, readingCount, readingSubjects, readingWholes } from "./fr-endpoint.ts";
import { plural } from "./french-format.ts";
import { instanceInFrench, labelInFrench, valueInFrench } from "./reading-value.ts";
import { noBreakSpace, typographic } from "./typography.ts";

export interface ReadingRow {
  readonly label: string;
  readonly value: string;
  readonly read: Moment;
}

/** What the endpoint said last about one subject. */
export interface ReadingGroup {
  readonly id: ReadingSubject;
  readonly title: string;
  /** What the title says of it while it is folded: what is wrong first, else how much there is. */
  readonly summary: string;
  readonly rows: readonly ReadingRow[];
}

/** Every kind has its place; within a subject, what is asked first comes first. Streams have a table of their own. */
const subjects: Readonly<Partial<Record<ReadingKind, ReadingSubject>>> = {
  system_state: "call",
  active_calls: "call",
  total_calls: "call",
  total_call_seconds: "call",
  history_state: "call",
  history_keeping: "call",
  sip_registration: "registration",
  h323_registration: "registration",
  cloud_registration: "registration",
  camera_state: "room",
  microphone_state: "room",
  display_state: "room",
  touch_panel_state: "room",
  network_link_state: "network",
  network_speed_bits_per_second: "network",
  network_duplex: "network",
  network_port_errors: "network",
  tls_state: "network",
  tls_refusal: "network",
  forbidden_documents: "network",
  service_state: "service",
  time_service_state: "service",
  overall_state: "system",
  hardware_state: "system",
  temperature_celsius: "system",
  temperature_limit_celsius: "system",
  temperature_state: "system",
  uptime_seconds: "system",
  snmp_uptime_seconds: "system",
  snmp_engine_boots: "system",
  last_shutdown_reason: "system",
  last_shutdown_at_seconds: "system",
  diagnostic_errors: "system",
  diagnostic_warnings: "system",
  diagnostic_level: "system",
  clock_offset_seconds: "system",
  data_age_seconds: "system",
  model: "system",
  firmware: "system",
  serial: "system",
};
const order = Object.keys(subjects);

export function readingGroups(readings: readonly LatestReading[], nowMs: number): ReadingGroup[] {
  const shown = readings.filter((reading) => !isOfStream(reading) && !isSaidByParts(reading, readings));
  return readingSubjects.flatMap(({ id, title }) => {
    const ofSubject = shown.filter(({ kind }) => subjectOf(kind) === id).sort(byKindThenInstance);
    const rows = ofSubject.map((reading) => readingRow(reading, readings, nowMs));
    const wrong = rows.filter((_, place) => isWrong(ofSubject[place]));
    return rows.length === 0 ? [] : [{ id, title, summary: summaryOf(rows, wrong), rows }];
  });
}

const wrongWords: readonly unknown[] = ["failed", "high", "critical", "error", "gap"];
const isWrong = (reading: LatestReading | undefined): boolean => reading !== undefined && wrongWords.includes(reading.value);

/** « Caméra n° 2 : en défaut » and how much is left to read. */
function summaryOf(rows: readonly ReadingRow[], wrong: readonly ReadingRow[]): string {
  const told = wrong.slice(0, wrongShown).map(({ label, value }) => typographic(`${label} : ${value}`));
  return [...told, plural(rows.length, ...readingCount)].join(" · ");
}

const wrongShown = 2;

function subjectOf(kind: string): ReadingSubject {
  return (isReadingKind(kind) ? subjects[kind] : undefined) ?? "other";
}

/** Two channels may tell of the same port, one of them without a name: once is enough where they agree. */
function isSaidByParts({ kind, instance, value }: LatestReading, readings: readonly LatestReading[]): boolean {
  const parts = partsOf(kind, readings);
  return instance === null && parts.length > 0 && parts.every((part) => part.value === value);
}

function partsOf(kind: string, readings: readonly LatestReading[]): LatestReading[] {
  return readings.filter((reading) => reading.kind === kind && reading.instance !== null);
}

function readingRow(reading: LatestReading, readings: readonly LatestReading[], nowMs: number): ReadingRow {
  const { kind, instance, value, observedAt } = reading;
  const label = labelInSubject(kind, instance);
  const isWhole = instance === null && partsOf(kind, readings).length > 0;
  return {
    label: isWhole ? `${label}${noBreakSpace}${readingWholes}` : label,
    value: valueInFrench(kind, value),
    read: momentOfAge(observedAt, nowMs),
  };
}

/** Under « Services associés » each needs no more than its name. */
function labelInSubject(kind: string, instance: string | null): string {
  if (kind !== "service_state" || instance === null) return labelInFrench(kind, instance);
  const name = instanceInFrench(kind, instance);
  return `${name.charAt(0).toLocaleUpperCase("fr")}${name.slice(1)}`;
}

const collator = new Intl.Collator("fr", { numeric: true });

function byKindThenInstance(left: LatestReading, right: LatestReading): number {
  return (
    order.indexOf(left.kind) - order.indexOf(right.kind) ||
    collator.compare(left.kind, right.kind) ||
    collator.compare(left.instance ?? "", right.instance ?? "")
  );
}
