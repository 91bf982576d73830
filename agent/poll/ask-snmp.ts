import type { Outcome } from "../../contract/observation.ts";
import type { JoinedTable, Row, SnmpValue } from "../drivers/driver.ts";
import { systemOids } from "../drivers/mib2.ts";
import { isUnder } from "../drivers/object-id.ts";
import { longTable, shortTable, type WalkLimits } from "../transport/snmp-walk.ts";
import { drop, type Gathering, gather, gatherCall } from "./gathering.ts";
import type { DocumentFault } from "./hear-documents.ts";
import type { SnmpAsker } from "./overhear.ts";
import { contextNow, type PollTurn } from "./poll-turn.ts";
import type { Place, SnmpPart } from "./questionnaire.ts";

/** How a channel behaved, and why, in one fixed word, when it did not answer everything. */
export interface ChannelResult {
  readonly outcome: Outcome;
  readonly note?: string;
  /** Web only: the documents that could not be read. */
  readonly faults?: readonly DocumentFault[];
  /** Name of the device when it is known and is no codec. */
  readonly notACodec?: string;
}

/** Asks the nodes of a part, then its tables. What was read before the codec fell silent is kept. */
export async function askSnmp(channel: SnmpAsker, part: SnmpPart, turn: PollTurn): Promise<ChannelResult> {
  const { gathering } = turn;
  const values: (readonly (SnmpValue | null)[])[] = [];
  for (const oids of part.gets) {
    const answer = await channel.get(oids);
    if (answer.outcome !== "answered") return endEarly(part, values, answer, turn);
    dropMisplaced(gathering, answer.dropped);
    values.push(answer.values);
    const another = anotherDeviceOf(part, values, turn);
    if (another !== null) return another;
  }
  readScalars(part, values, turn);
  if (part.columns.length === 0) return isAnythingThere(values) ? answered : proveItself(channel);
  const hasCalls = part.tables.some(({ table }) => table.toCalls !== undefined);
  const answer = await channel.walk(part.columns, limitsOf(part, values));
  gathering.isHistoryCut ||= hasCalls && (answer.outcome !== "answered" || answer.isCut === true);
  if (answer.outcome !== "answered") {
    return isAnythingThere(values) ? { ...answer, outcome: "answered" } : { ...answer };
  }
  dropMisplaced(gathering, answer.dropped);
  const tables = rowsOf(part, answer.values);
  readTables(tables, turn);
  for (const told of tables) await readCalls(channel, told, numberAt(told.placed.newest, values), turn);
  const hasRow = answer.values.some((column) => column.size > 0);
  return hasRow || isAnythingThere(values) ? answered : proveItself(channel);
}

/** Tables whose rows stay are long, read from the newest rows that matter. */
function limitsOf({ columns, tables }: SnmpPart, values: Values): WalkLimits {
  const isLong = tables.some(({ table }) => table.toCalls !== undefined || table.newest !== undefined);
  const after = tables.flatMap(({ table, names, firstColumn, newest }) => {
    const row = numberAt(newest, values) - (table.newest?.count ?? 0);
    return row > 0 ? columns.slice(firstColumn, firstColumn + names.length).map((column) => [column, String(row)] as const) : [];
  });
  return { ...(isLong ? longTable : shortTable), after: new Map(after) };
}

/** 0 where the codec does not tell it. */
const numberAt = (at: Place | null, values: Values): number => (at === null ? 0 : Number(values[at.get]?.[at.place] ?? 0));

type Values = readonly (readonly (SnmpValue | null)[])[];

const answered: ChannelResult = { outcome: "answered" };
const anotherDevice: ChannelResult = { outcome: "garbled", note: "another_device" };

const isAnythingThere = (values: Values): boolean => values.some((part) => part.some((value) => value !== null));

/** A codec that does not say what it is passes; a device that says it is something else does not, and nothing of it is read. */
function anotherDeviceOf({ identity }: SnmpPart, values: Values, { memory }: PollTurn): ChannelResult | null {
  if (identity === null) return null;
  const sysObjectId = toldAt(identity.objectId, values);
  const sysDescr = identity.describes === null ? null : toldAt(identity.describes, values);
  const notACodec = memory.notACodec({ sysObjectId, sysDescr });
  if (notACodec !== null) return { ...anotherDevice, notACodec };
  const isOurs = sysObjectId === null || identity.objectIds?.some((beginning) => isUnder(sysObjectId, beginning)) !== false;
  return isOurs ? null : anotherDevice;
}

function toldAt({ get, place }: Place, values: Values): string | null {
  const told = values[get]?.[place] ?? null;
  return told === null ? null : String(told);
}

/** Some codecs have no node of their family's, and no uptime: an SX20 is known to tell its name only. */
async function proveItself(channel: SnmpAsker): Promise<ChannelResult> {
  const answer = await channel.get(systemOids);
  if (answer.outcome !== "answered") return { ...answer };
  return isAnythingThere([answer.values]) ? answered : { outcome: "garbled", note: "snmp_nothing_there" };
}

function endEarly(part: SnmpPart, values: Values, answer: ChannelResult, turn: PollTurn): ChannelResult {
  readScalars(part, values, turn);
  return isAnythingThere(values) ? { ...answer, outcome: "answered" } : { ...answer };
}

function dropMisplaced(gathering: Gathering, count: number): void {
  for (let index = 0; index < count; index += 1) gathering.dropped.push("snmp");
}

function readScalars(part: SnmpPart, values: Values, turn: PollTurn): void {
  const context = contextNow(turn);
  for (const { scalar, get, place } of part.scalars) {
    const raw = values[get]?.[place] ?? null;
    if (raw !== null) gather(turn.gathering, scalar.oid, scalar, () => scalar.toReading(raw, context));
  }
}

/** A table with what was heard of it. */
interface ToldTable {
  readonly placed: SnmpPart["tables"][number];
  readonly rows: readonly Row[];
}

type Columns = readonly ReadonlyMap<string, SnmpValue>[];

const rowsOf = (part: SnmpPart, columns: Columns): ToldTable[] =>
  part.tables.map((placed) => {
    const { names, firstColumn } = placed;
    return { placed, rows: rowsIn(names, columns.slice(firstColumn, firstColumn + names.length)) };
  });

function rowsIn(names: readonly string[], columns: Columns): Row[] {
  const indexes = [...new Set(columns.flatMap((column) => [...column.keys()]))];
  return indexes.map((index) => ({ index, cells: Object.fromEntries(names.map((name, place) => [name, columns[place]?.get(index)])) }));
}

function readTables(tables: readonly ToldTable[], { gathering }: PollTurn): void {
  for (const {
    placed: { table },
    rows,
  } of tables) {
    if (rows.length > 0) gather(gathering, table.entry, table, () => table.toReading(rows));
  }
}

/** A call is told once: one whose figures are missing because the codec fell silent waits for the next time. */
async function readCalls(channel: SnmpAsker, { placed: { table }, rows }: ToldTable, newest: number, turn: PollTurn): Promise<void> {
  const { toCalls, entry } = table;
  if (toCalls === undefined) return;
  const joined: (readonly Row[])[] = [];
  for (const join of rows.length === 0 ? [] : (table.joins ?? [])) {
    const told = await walkJoined(channel, join, newest, turn);
    if (told === null) return;
    joined.push(told);
  }
  turn.gathering.isHistoryRead = true;
  try {
    for (const call of toCalls(rows, contextNow(turn), joined)) gatherCall(turn.gathering, entry, table, () => call);
  } catch {
    drop(turn.gathering, entry, table);
  }
}

async function walkJoined(channel: SnmpAsker, join: JoinedTable, newest: number, turn: PollTurn): Promise<Row[] | null> {
  const columns = Object.values(join.columns).map((column) => `${join.entry}.${column}`);
  const first = newest - join.newest;
  const after = new Map(first > 0 ? columns.map((column) => [column, String(first)] as const) : []);
  const answer = await channel.walk(columns, { ...longTable, after });
  if (answer.outcome !== "answered") return null;
  dropMisplaced(turn.gathering, answer.dropped);
  return rowsIn(Object.keys(join.columns), answer.values);
}
