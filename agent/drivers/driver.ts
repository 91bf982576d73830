import type { CallRecord } from "../../contract/call.ts";
import type { Question, Reading } from "../../contract/observation.ts";

/** A value of an SNMP node: text of an OctetString or an OID, a number for everything that counts. */
export type SnmpValue = number | string;

/** A parsed document, or a part of one. XML: a leaf is text, an attribute `@name`, the text of a leaf with attributes `#text`. */
export type DocumentNode = unknown;

export type DocumentFormat = "xml" | "json";

/** What an address gave. Null: nothing to say. A value that breaks the rule of its kind is dropped and counted by the poll. */
export type Given = Reading | readonly Reading[] | null;

/** What surrounds an answer, so that a driver needs no clock and no key. */
export interface ReadContext {
  /** The agent's clock when the poll started, ms since 1970 UTC. */
  readonly nowMs: number;
  /** The keyed hash of a far end, or null when the agent has no key: then far ends are not told. */
  hashFarEnd(address: string): string | null;
}

interface Address {
  /** Where the meaning of this address comes from: a document, a recording. */
  readonly source: string;
}

/** One SNMP node. */
export interface Scalar extends Address {
  readonly oid: string;
  readonly toReading: (raw: SnmpValue) => Given;
  /** The codec's web interface knows better: left out where HTTP is configured, so that a reading never changes its source. */
  readonly unlessHttp?: true;
}

export interface Row {
  readonly index: string;
  /** By the names given in `columns`; a missing cell is undefined. */
  readonly cells: Readonly<Record<string, SnmpValue | undefined>>;
}

/** Columns of one SNMP table, read together. `toReading` is called once, and only when there is a row. */
export interface Table extends Address {
  /** OID of the table's entry, without the column. */
  readonly entry: string;
  readonly columns: Readonly<Record<string, number>>;
  readonly toReading: (rows: readonly Row[]) => Given;
  readonly unlessHttp?: true;
}

/** A place in a document: "Status/Cameras/Camera[]", names separated by slashes, [] for each item of a list. "" is the whole. */
export interface Field extends Address {
  readonly at: string;
  /** Called once with every node found there, and only when there is one. */
  readonly toReading: (nodes: readonly DocumentNode[], context: ReadContext) => Given;
}

export interface CallList extends Address {
  readonly at: string;
  /** Null: this entry is not a call. A record that breaks the contract is dropped and counted by the poll. */
  readonly toCall: (node: DocumentNode, context: ReadContext) => CallRecord | null;
}

/**
 * Whose an answer is. "perhaps" is what any server could say, an empty list for one: it is read once another document has
 * proven to be ours.
 */
export type Ownership = "ours" | "perhaps" | "not_ours";

/** How an answer is told from whatever else a web server says with status 200: an error, a page, another device's document. */
export interface OwnershipRule extends Address {
  readonly of: (tree: DocumentNode) => Ownership;
}

export interface Document {
  /** From the root of the codec's web interface, with the query. */
  readonly path: string;
  readonly format: DocumentFormat;
  /** An answer that is not ours is garbled, whatever could be read in it. Blocks for it are in `ownership.ts`. */
  readonly ownership: OwnershipRule;
  /** A question that must be posted; without it the document is fetched with GET. */
  readonly post?: { readonly type: string; readonly text: string };
  /** The codec needs tens of seconds to write it: more patience. */
  readonly isSlow?: true;
  /** Not every model or release has it: its absence (404) is a missing node, not a fault. */
  readonly mayBeMissing?: true;
  readonly fields: readonly Field[];
  readonly calls?: CallList;
}

/** What one question reads. */
export interface Asked {
  readonly scalars?: readonly Scalar[];
  readonly tables?: readonly Table[];
  /** In this order, one after the other; the poll stops at the first that is refused or silent. */
  readonly documents?: readonly Document[];
}

/** What a device says of itself before its family is known. */
export interface Evidence {
  readonly sysObjectId: string | null;
  readonly sysDescr: string | null;
  /** identityDeviceModel of POLYCOM-ENDPOINT-MIB. */
  readonly polyModel: string | null;
}

/** The document by which a family is recognised where only HTTP is configured. */
export type Signature = Pick<Document, "path" | "format" | "ownership">;

/** A codec family, as data: no socket, no clock, no loop. */
export interface Driver extends Readonly<Partial<Record<Question, Asked>>> {
  /** As written in the inventory. */
  readonly family: string;
  /** For people. */
  readonly label: string;
  /** One match is enough. Drivers are tried in the order of the list in `index.ts`. */
  readonly recognises: readonly ((evidence: Evidence) => boolean)[];
  readonly signature?: Signature;
  /** Asked most often: it must prove that the codec answers, on every channel it has. Its first document does so for the others. */
  readonly state: Asked;
}
