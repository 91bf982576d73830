import snmp from "net-snmp";
import type { SnmpValue } from "../drivers/driver.ts";
import { type Exchange, type SnmpAnswer, valueOf } from "./snmp-exchange.ts";

/** For each column asked, in the same order: what the codec holds, by row index ("1", "2.7"…). */
export type ColumnRows = readonly ReadonlyMap<string, SnmpValue>[];

type AskNext = (oids: readonly string[], repetitions: number) => Promise<Exchange<readonly (snmp.Varbind | snmp.Varbind[])[]>>;

interface Column {
  readonly base: string;
  readonly rows: Map<string, SnmpValue>;
  last: string;
  isDone: boolean;
}

/** From where a table is read, and how far. A codec that goes on for ever is left after these. */
export interface WalkLimits {
  /** By column, the row index after which it is read. Elsewhere from the first. */
  readonly after?: ReadonlyMap<string, string>;
  readonly rows: number;
  readonly rounds: number;
  readonly variablesPerReply: number;
}

/** Tables of a codec have a handful of rows. */
export const shortTable: WalkLimits = { rows: 64, rounds: 24, variablesPerReply: 24 };
/** A list of calls has its newest at its end: it is of no use but whole. CISCO-TELEPRESENCE-CALL-MIB holds 500. */
export const longTable: WalkLimits = { rows: 512, rounds: 180, variablesPerReply: 48 };

export type WalkAnswer = SnmpAnswer<ColumnRows> & {
  /** The codec had more to say, or broke off with an error. */
  readonly isCut?: true;
};

/** Walks columns side by side. A codec that answers with nodes that do not follow loses that column, and it is counted. */
export async function walkColumns(bases: readonly string[], askNext: AskNext, limits: WalkLimits = shortTable): Promise<WalkAnswer> {
  const columns = bases.map((base): Column => ({ base, rows: new Map(), last: startOf(base, limits), isDone: false }));
  let dropped = 0;
  for (let round = 0; round < limits.rounds; round += 1) {
    const open = columns.filter((column) => !column.isDone && column.rows.size < limits.rows);
    if (open.length === 0) break;
    const repetitions = Math.max(1, Math.floor(limits.variablesPerReply / open.length));
    const exchange = await askNext(
      open.map((column) => column.last),
      repetitions,
    );
    if (exchange.kind === "none") return exchange;
    // An error status in a walk: what was read so far is kept.
    if (exchange.kind === "failed") break;
    dropped += takeRound(open, exchange.values, limits.rows);
  }
  const isCut = columns.some((column) => !column.isDone);
  return { outcome: "answered", values: columns.map((column) => column.rows), dropped, ...(isCut && { isCut }) };
}

function startOf(base: string, { after }: WalkLimits): string {
  const row = after?.get(base);
  return row === undefined ? base : `${base}.${row}`;
}

function takeRound(open: readonly Column[], replies: readonly (snmp.Varbind | snmp.Varbind[])[], most: number): number {
  let dropped = 0;
  open.forEach((column, index) => {
    const followers = [replies[index] ?? []].flat();
    if (followers.length === 0) column.isDone = true;
    for (const varbind of followers) {
      if (column.isDone || column.rows.size >= most) break;
      dropped += takeRow(column, varbind);
    }
  });
  return dropped;
}

function takeRow(column: Column, varbind: snmp.Varbind): 0 | 1 {
  const { oid } = varbind;
  if (varbind.type === snmp.ObjectType.EndOfMibView || !oid.startsWith(`${column.base}.`)) {
    column.isDone = true;
    return 0;
  }
  if (compareOids(oid, column.last) <= 0) {
    column.isDone = true;
    return 1;
  }
  const value = valueOf(varbind);
  if (value !== null) column.rows.set(oid.slice(column.base.length + 1), value);
  column.last = oid;
  return 0;
}

function compareOids(left: string, right: string): number {
  const a = left.split(".");
  const b = right.split(".");
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const step = Number(a[index]) - Number(b[index]);
    if (step !== 0) return step;
  }
  return a.length - b.length;
}
