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

/** Tables of a codec have a handful of rows; a codec that goes on for ever is left after these. */
const maxRows = 64;
const maxRounds = 24;
const variablesPerReply = 24;

/** Walks columns side by side. A codec that answers with nodes that do not follow loses that column, and it is counted. */
export async function walkColumns(bases: readonly string[], askNext: AskNext): Promise<SnmpAnswer<ColumnRows>> {
  const columns = bases.map((base): Column => ({ base, rows: new Map(), last: base, isDone: false }));
  let dropped = 0;
  for (let round = 0; round < maxRounds; round += 1) {
    const open = columns.filter((column) => !column.isDone);
    if (open.length === 0) break;
    const repetitions = Math.max(1, Math.floor(variablesPerReply / open.length));
    const exchange = await askNext(
      open.map((column) => column.last),
      repetitions,
    );
    if (exchange.kind === "none") return exchange;
    // An error status in a walk: what was read so far is kept.
    if (exchange.kind === "failed") break;
    dropped += takeRound(open, exchange.values);
  }
  return { outcome: "answered", values: columns.map((column) => column.rows), dropped };
}

function takeRound(open: readonly Column[], replies: readonly (snmp.Varbind | snmp.Varbind[])[]): number {
  let dropped = 0;
  open.forEach((column, index) => {
    const followers = [replies[index] ?? []].flat();
    if (followers.length === 0) column.isDone = true;
    for (const varbind of followers) {
      if (column.isDone) break;
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
  column.isDone = column.rows.size >= maxRows;
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
