import type { CallRecord } from "../../contract/call.ts";
import type { Question, Reading } from "../../contract/observation.ts";

/** A value of an SNMP node: text of an OctetString or an OID, a number for everything that counts. */
export type SnmpValue = number | string;

/** A parsed document, or a part of one. XML: a leaf is text, an attribute `@name`, the text of a leaf with attributes `#text`. */
export type DocumentNode = unknown;

export type DocumentFormat = "xml" | "json";

/** What an address gave. Null: nothing to say. A value that breaks the rule of its kind is dropped and counted by the poll. */
export type Given = Reading | readonly Reading[] | null;

/** What surrounds an answer, so that a driver needs no clock and no settings. */
export interface ReadContext {
  /** The agent's clock when the answer was heard, ms since 1970 UTC. */
  readonly nowMs: number;
  /** IANA name of the site's time zone, for codecs that write local times without one. */
  readonly zone: string;
  /** Types of diagnostic messages that this site does not want to hear of. */
  readonly ignoredDiagnostics: ReadonlySet<string>;
}

/** A call as a driver reads it: who was called is still in clear. The poll puts a hash and a place instead before it leaves. */
export interface ReadCall extends Omit<CallRecord, "farEnd" | "farEndPlace" | "farEndKind" | "isTest" | "retryOf" | "clockOffsetS"> {
  readonly farEndAddress: string | null;
}

interface Address {
  /** Where the meaning of this address comes from: a document, a recording. */
  readonly source: string;
  /** No codec was seen to answer this: it follows a document or somebody's code, and docs/codecs.md says so. */
  readonly isUnverified?: true;
}

/** One SNMP node. */
export interface Scalar extends Address {
  readonly oid: string;
  readonly toReading: (raw: SnmpValue, context: ReadContext) => Given;
  /**
   * The codec's web interface knows better: left out where HTTP is configured, and asked all the same while it refuses us. "ever": not
   * even then, for what changes its source would look like a restart or a clock that was set.
   */
  readonly unlessHttp?: true | "ever";
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
  /** For a codec whose history is an SNMP table. `joined`: the rows of each of `joins`, in their order. */
  readonly toCalls?: (rows: readonly Row[], context: ReadContext, joined: readonly (readonly Row[])[]) => readonly ReadCall[];
  readonly joins?: readonly JoinedTable[];
  readonly unlessHttp?: Scalar["unlessHttp"];
  /**
   * Rows are numbered as they come, by the first part of their index, and stay: those of the last `count` numbers are read. `oid` tells the
   * newest number; a codec that does not is read from its first row.
   */
  readonly newest?: { readonly oid: string; readonly count: number };
}

/** What another table tells of the calls of a table, the first part of its index being that of the call. Read after it. */
export interface JoinedTable extends Address {
  readonly entry: string;
  readonly columns: Readonly<Record<string, number>>;
  /** Of how many of the newest numbers, where the codec tells the newest. */
  readonly newest: number;
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
  readonly toCall: (node: DocumentNode, context: ReadContext) => ReadCall | null;
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
  /** From the root of the codec's web interface, with the query. `{}` stands for one value of `each`. */
  readonly path: string;
  /**
   * Asked once for each value found at `at` of an earlier document of the same question, 4 at most. Values other than letters,
   * digits, dot, underscore and hyphen are left out.
   */
  readonly each?: { readonly of: string; readonly at: string };
  /**
   * A list told in parts: `{}` in `path` or in the posted text stands for the offset, 0, then `size`, 2 × `size`… until a part is
   * shorter than `size`, brings no call that is new to the agent, or `most` parts were read.
   */
  readonly pages?: { readonly size: number; readonly most: number };
  readonly format: DocumentFormat;
  /** An answer that is not ours is garbled, whatever could be read in it. Blocks for it are in `ownership.ts`. */
  readonly ownership: OwnershipRule;
  /** A question that must be posted; without it the document is fetched with GET. */
  readonly post?: { readonly type: string; readonly text: string };
  /**
   * Seconds that a codec may need to answer, where it is more than the twenty that any document is given. A poll of the state may have
   * less; in any other, one document that needs more than the poll has is waited for all the same, once an hour if it does take so long.
   */
  readonly slowestS?: number;
  /** Not every model or release has it: its absence (404) is a missing node, not a fault. */
  readonly mayBeMissing?: true;
  /** Read before documents that were asked earlier: where both tell a kind, this one is believed. */
  readonly isReadFirst?: true;
  readonly fields: readonly Field[];
  readonly calls?: CallList;
}

/** What one question reads. */
export interface Asked extends Reads {
  /** Asked after the rest, only while the codec says that it is in a call. */
  readonly inCall?: Reads;
}

export interface Reads {
  readonly scalars?: readonly Scalar[];
  readonly tables?: readonly Table[];
  /** In this order, one after the other; the poll stops where the codec is silent or refuses us. One that it forbids hides no other. */
  readonly documents?: readonly Document[];
}

/** What a device says of itself before its family is known. */
export interface Evidence {
  readonly sysObjectId: string | null;
  readonly sysDescr: string | null;
  /** identityDeviceModel of POLYCOM-ENDPOINT-MIB. */
  readonly polyModel: string | null;
  /** A node of POLYCOM-VIDEO-MIB, which a VSX or an HDX has and no later codec does. Absent: not asked. */
  readonly polyVideoMib?: string | null;
  /** What the web interface says to somebody who gives no name: its Server header, its realm, the title of its page. */
  readonly web: WebBanner | null;
}

export interface WebBanner {
  readonly server: string | null;
  /** "Digest realm=…", as in WWW-Authenticate. */
  readonly challenge: string | null;
  readonly title: string | null;
  /** Where its root page sends a browser, as in Location. */
  readonly location: string | null;
}

/** How the web interface of a family lets somebody in. */
export type WebAccess =
  /** The name and password on each request, no session that could leak. */
  | { readonly kind: "basic" }
  /** RFC 7616. */
  | { readonly kind: "digest" }
  | SessionAccess
  | TokenAccess;

/** A session opened once, kept between polls, and closed by the agent when it stops or when the codec is left alone. */
export interface SessionAccess extends Address {
  readonly kind: "session";
  /** `{user}` and `{password}` in the text are replaced, written as JSON strings without their quotes. */
  readonly signIn: { readonly path: string; readonly type: string; readonly text: string };
  readonly signOut: { readonly path: string; readonly type: string; readonly text: string };
  /** A cookie that has to come back in a header too. */
  readonly echo?: { readonly cookie: string; readonly header: string };
  /** Where the answer to the sign-in, JSON, holds the value of a cookie that the codec may leave to its own page to keep. */
  readonly cookieAt?: { readonly cookie: string; readonly at: string };
}

/** A token that the answer to the sign-in holds, sent as "Bearer" with each request. It runs out by itself and is then asked for again. */
export interface TokenAccess extends Address {
  readonly kind: "token";
  /** As of a session. */
  readonly signIn: SessionAccess["signIn"];
  /** Where it stands in that answer, which is JSON. */
  readonly tokenAt: string;
}

/** The document by which a family is recognised where only HTTP is configured. */
export type Signature = Pick<Document, "path" | "format" | "ownership">;

/** What is known of the certificate that a codec signs itself. */
export interface OwnCertificate extends Address {
  /** A fingerprint of it is good until the next restart, and then refuses the codec. */
  readonly changesAtRestart: true;
}

/** A codec family, as data: no socket, no clock, no loop. */
export interface Driver extends Readonly<Partial<Record<Question, Asked>>> {
  /** As written in the inventory. */
  readonly family: string;
  /** For people. */
  readonly label: string;
  /** The same as `recognises`, in words for docs/codecs.md: "sysObjectID under …", "sysDescr says SoftW:". */
  readonly recognisedBy?: readonly string[];
  /** One match is enough; none for a family that `signature` alone tells. Drivers are tried in the order of the list in `index.ts`. */
  readonly recognises: readonly ((evidence: Evidence) => boolean)[];
  readonly signature?: Signature;
  /** Default: basic. */
  readonly access?: WebAccess;
  /** Absent: nothing says that it changes. */
  readonly ownCertificate?: OwnCertificate;
  /**
   * Beginnings of sysObjectID that devices of this family have, without final dot. A device that tells another one is another
   * device at the codec's address, and is garbled, not up. Absent: any but those of `not-codecs.ts`.
   */
  readonly objectIds?: readonly string[];
  /** Asked most often: it must prove that the codec answers, on every channel it has. Its first document does so for the others. */
  readonly state: Asked;
}
