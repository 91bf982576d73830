import type { Question } from "../../contract/observation.ts";
import type { Document, Driver, Reads, Scalar, Table } from "../drivers/driver.ts";
import { sysDescrOid, sysObjectIdOid } from "../drivers/mib2.ts";

/** What a poll asks, worked out once per codec and question. */
export interface Questionnaire extends Part {
  /** The document that proves whose the others are where they cannot themselves. Null: this family has none. */
  readonly proof: Document | null;
  /** Asked after the rest while the codec is in a call. Null: nothing. */
  readonly inCall: Part | null;
}

/** Addresses asked together. */
export interface Part extends SnmpPart {
  readonly documents: readonly Document[];
  /** What SNMP is asked instead while the web interface refuses us. */
  readonly standIn: SnmpPart;
}

export interface SnmpPart {
  /** GET requests, each small enough for the smallest codec. The same node is asked once. */
  readonly gets: readonly (readonly string[])[];
  /** Who reads the value at that place of those requests. */
  readonly scalars: readonly ({ readonly scalar: Scalar } & Place)[];
  /** Where the device says what it is. Null: not asked. */
  readonly identity: Identity | null;
  /** Columns of all tables, side by side. */
  readonly columns: readonly string[];
  readonly tables: readonly PlacedTable[];
}

export interface PlacedTable {
  readonly table: Table;
  readonly names: readonly string[];
  readonly firstColumn: number;
  /** Where the codec tells the number of its newest row. Null: all rows are read. */
  readonly newest: Place | null;
}

export interface Identity {
  readonly objectId: Place;
  /** Null: not asked. */
  readonly describes: Place | null;
  /** What it may say. Undefined: whatever is not known to be another device. */
  readonly objectIds: readonly string[] | undefined;
}

export interface Place {
  readonly get: number;
  readonly place: number;
}

export interface Reach {
  readonly snmp: boolean;
  readonly http: boolean;
}

/** Two say what the device is. An answer to as many fits a datagram; a codec that holds fewer is asked in smaller parts. */
const maxVariables = 26;

/** Null: the family has nothing to say about this question through the channels this codec has. */
export function questionnaireOf(driver: Driver, question: Question, reach: Reach): Questionnaire | null {
  const asked = driver[question] ?? {};
  const main = partOf(asked, reach, driver, question);
  if (main.gets.length + main.columns.length + main.documents.length === 0) return null;
  const inCall = asked.inCall === undefined ? null : partOf(asked.inCall, reach, null, question);
  return { ...main, proof: driver.state.documents?.[0] ?? null, inCall };
}

/** A question that is not asked of this family still has to show whether the codec answers. */
export function questionnaireOrProof(driver: Driver, question: Question, reach: Reach): Questionnaire {
  return questionnaireOf(driver, question, reach) ?? questionnaireOf(driver, "state", reach) ?? emptyQuestionnaire;
}

const emptySnmpPart: SnmpPart = { gets: [], scalars: [], identity: null, columns: [], tables: [] };
const emptyPart: Part = { ...emptySnmpPart, documents: [], standIn: emptySnmpPart };
const emptyQuestionnaire: Questionnaire = { ...emptyPart, proof: null, inCall: null };

/** `driver`: whose the device has to be; null where that is asked elsewhere. */
function partOf(asked: Reads, reach: Reach, driver: Driver | null, question: Question): Part {
  const documents = reach.http ? (asked.documents ?? []) : [];
  if (!reach.snmp) return { ...emptyPart, documents };
  const beside = snmpPartOf(asked, reach.http ? "answers" : "not configured", driver, question);
  const standIn = reach.http ? snmpPartOf(asked, "refuses", driver, question) : beside;
  return { ...beside, documents, standIn };
}

/** What is known of the web interface when SNMP is asked. */
type Web = "answers" | "refuses" | "not configured";

function snmpPartOf(asked: Reads, web: Web, driver: Driver | null, question: Question): SnmpPart {
  const scalars = (asked.scalars ?? []).filter((scalar) => isAskedBeside(web, scalar));
  const tables = (asked.tables ?? []).filter((table) => isAskedBeside(web, table));
  // A channel must prove itself once a minute, even if what it says is better said by the other one.
  const proofs = driver !== null && question === "state" && scalars.length === 0 ? (asked.scalars ?? []).slice(0, 1) : [];
  const isAsked = scalars.length + proofs.length + tables.length > 0;
  const identity = driver !== null && isAsked ? identityWanted(driver, question) : null;
  const wanted = [...scalars, ...proofs].map(({ oid }) => oid).concat(tables.flatMap(({ newest }) => newest?.oid ?? []));
  const { gets, placeOf } = getsFor([...(identity?.oids ?? []), ...wanted]);
  return {
    gets,
    scalars: scalars.map((scalar) => ({ scalar, ...placeOf(scalar.oid) })),
    identity: identity === null ? null : identityAt(identity, placeOf),
    ...placeTables(tables, placeOf),
  };
}

interface IdentityWanted {
  readonly objectIds: readonly string[] | undefined;
  readonly oids: readonly string[];
}

/** Once a minute of every family, for an address may be given to another device; each time of a family that knows its own numbers. */
function identityWanted({ objectIds }: Driver, question: Question): IdentityWanted | null {
  if (question === "state") return { objectIds, oids: [sysObjectIdOid, sysDescrOid] };
  return objectIds === undefined ? null : { objectIds, oids: [sysObjectIdOid] };
}

/** Of a web interface that refuses us, SNMP says what it can: not what looks like a restart when it changes its source. */
function isAskedBeside(web: Web, { unlessHttp }: Pick<Scalar | Table, "unlessHttp">): boolean {
  if (unlessHttp === undefined || web === "not configured") return true;
  return web === "refuses" && unlessHttp !== "ever";
}

type PlaceOf = (oid: string) => Place;

function getsFor(wanted: readonly string[]): Pick<SnmpPart, "gets"> & { readonly placeOf: PlaceOf } {
  const oids = [...new Set(wanted)];
  const gets: string[][] = [];
  for (let start = 0; start < oids.length; start += maxVariables) gets.push(oids.slice(start, start + maxVariables));
  const placeOf: PlaceOf = (oid) => {
    const position = oids.indexOf(oid);
    return { get: Math.floor(position / maxVariables), place: position % maxVariables };
  };
  return { gets, placeOf };
}

function identityAt({ objectIds, oids }: IdentityWanted, placeOf: (oid: string) => Place): Identity {
  return { objectIds, objectId: placeOf(sysObjectIdOid), describes: oids.includes(sysDescrOid) ? placeOf(sysDescrOid) : null };
}

function placeTables(tables: readonly Table[], placeOf: PlaceOf): Pick<SnmpPart, "columns" | "tables"> {
  const columns: string[] = [];
  const placed = tables.map((table) => {
    const firstColumn = columns.length;
    columns.push(...Object.values(table.columns).map((column) => `${table.entry}.${column}`));
    const newest = table.newest === undefined ? null : placeOf(table.newest.oid);
    return { table, names: Object.keys(table.columns), firstColumn, newest };
  });
  return { columns, tables: placed };
}
