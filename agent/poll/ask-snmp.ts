import type { Outcome } from "../../contract/observation.ts";
import type { SnmpValue } from "../drivers/driver.ts";
import { systemOids } from "../drivers/mib2.ts";
import type { SnmpChannel } from "../transport/snmp.ts";
import { type Gathering, gather } from "./gathering.ts";
import type { Plan } from "./plan.ts";

/** How a channel behaved, and why, in one fixed word, when it did not answer everything. */
export interface ChannelResult {
  readonly outcome: Outcome;
  readonly note?: string;
}

/** Asks the nodes of a plan, then its tables. What was read before the codec fell silent is kept. */
export async function askSnmp(channel: SnmpChannel, plan: Plan, gathering: Gathering): Promise<ChannelResult> {
  const values: (readonly (SnmpValue | null)[])[] = [];
  for (const oids of plan.gets) {
    const answer = await channel.get(oids);
    if (answer.outcome !== "answered") return endEarly(values, answer, () => readScalars(plan, values, gathering));
    if (answer.dropped > 0) gathering.dropped.push(...Array<string>(answer.dropped).fill("snmp"));
    values.push(answer.values);
  }
  readScalars(plan, values, gathering);
  if (plan.columns.length === 0) return isAnythingThere(values) ? { outcome: "answered" } : proveItself(channel);
  const answer = await channel.walk(plan.columns);
  if (answer.outcome !== "answered") return endEarly(values, answer, () => undefined);
  if (answer.dropped > 0) gathering.dropped.push(...Array<string>(answer.dropped).fill("snmp"));
  readTables(plan, answer.values, gathering);
  const hasRow = answer.values.some((column) => column.size > 0);
  return hasRow || isAnythingThere(values) ? { outcome: "answered" } : proveItself(channel);
}

type Values = readonly (readonly (SnmpValue | null)[])[];

const isAnythingThere = (values: Values): boolean => values.some((part) => part.some((value) => value !== null));

/** Some codecs have no node of their family's, and no uptime: an SX20 is known to tell its name only. */
async function proveItself(channel: SnmpChannel): Promise<ChannelResult> {
  const answer = await channel.get(systemOids);
  if (answer.outcome !== "answered") return { ...answer };
  return isAnythingThere([answer.values]) ? { outcome: "answered" } : { outcome: "garbled", note: "snmp_nothing_there" };
}

function endEarly(values: Values, answer: ChannelResult, keep: () => void): ChannelResult {
  keep();
  return isAnythingThere(values) ? { ...answer, outcome: "answered" } : { ...answer };
}

function readScalars(plan: Plan, values: readonly (readonly (SnmpValue | null)[])[], gathering: Gathering): void {
  for (const { scalar, get, place } of plan.scalars) {
    const raw = values[get]?.[place] ?? null;
    if (raw !== null) gather(gathering, scalar.oid, () => scalar.toReading(raw));
  }
}

function readTables(plan: Plan, columns: readonly ReadonlyMap<string, SnmpValue>[], gathering: Gathering): void {
  for (const { table, names, firstColumn } of plan.tables) {
    const own = columns.slice(firstColumn, firstColumn + names.length);
    const indexes = [...new Set(own.flatMap((column) => [...column.keys()]))];
    const rows = indexes.map((index) => ({ index, cells: Object.fromEntries(names.map((name, place) => [name, own[place]?.get(index)])) }));
    if (rows.length > 0) gather(gathering, table.entry, () => table.toReading(rows));
  }
}
