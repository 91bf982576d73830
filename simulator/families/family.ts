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
}

/** How the codecs of one maker describe themselves. Pure: a codec at an instant in, an answer out. */
export interface Family {
  readonly snmp: MibTree;
  /** Absent where the family has no web interface worth asking. */
  readonly http?: (question: HttpQuestion, codec: CodecView) => HttpAnswer;
}
