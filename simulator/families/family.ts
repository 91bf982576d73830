import type { CodecView } from "../codec-view.ts";
import type { MibTree } from "../snmp/mib-tree.ts";

export interface HttpQuestion {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request at the door of a codec. */
export interface Visit {
  readonly method: string;
  readonly path: string;
  /** As on the wire, with the query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly nowMs: number;
  /** Nobody is let in, whatever he says: the right password is not known any more. */
  readonly isBarred: boolean;
}

/** Who may ask; one for each codec, because it remembers who came. */
export interface Door {
  /** What is said at the door; null: come in. */
  answer(visit: Visit): HttpAnswer | null;
  /** Of a codec that starts again. */
  forget(): void;
}

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** How the codecs of one maker describe themselves. Pure, but for the door: a codec at an instant in, an answer out. */
export interface Family {
  readonly snmp: MibTree;
  /** Absent where the family has no web interface worth asking. */
  readonly http?: (question: HttpQuestion, codec: CodecView) => HttpAnswer;
  /** Basic unless told. */
  readonly door?: (credentials: Credentials) => Door;
}
