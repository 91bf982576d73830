import { type Static, Type } from "typebox";
import { ReportModel } from "./model/model.ts";
import { RevisionChange } from "./model/revision.ts";
import { Count, closed, nullable } from "./model/shapes.ts";

const Sha256 = Type.String({ pattern: "^[0-9a-f]{64}$" });

/** Which issue of the report of a quarter it is. */
const Revision = closed({
  /** 0: as first issued. */
  number: Count,
  /** s since 1970 UTC */
  issuedAt: Count,
  /** Why it was revised, as somebody wrote it; null: first issue. */
  reason: nullable(Type.String()),
  /** Of the model of the issue before. */
  previousSha256: nullable(Sha256),
  /** What that one said otherwise; a revision may change what no headline tells. */
  changes: Type.Array(RevisionChange),
});
export type Revision = Static<typeof Revision>;

/** A model with what goes with it. That is not part of what is compared: the same ledger asked later gives the same model. */
export const IssuedReport = closed({
  evidence: closed({
    /** The states are concluded from what had arrived by then, s since 1970 UTC; null: the ledger does not know any more. */
    dataHorizon: nullable(Count),
    /** Of the program. */
    version: Type.String(),
    /** Of the canonical JSON of the model. */
    sha256: Sha256,
  }),
  /** Null: a draft, which is issued to nobody. */
  revision: nullable(Revision),
  model: ReportModel,
});
export type IssuedReport = Static<typeof IssuedReport>;

/** For programs of others that read `rapport.json`. */
export const reportSchema = { $schema: "https://json-schema.org/draft/2020-12/schema", title: "rapport.json", ...IssuedReport };
