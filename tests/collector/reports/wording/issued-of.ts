import { issued } from "../../../../collector/reports/evidence.ts";
import type { IssuedReport, Revision } from "../../../../collector/reports/issued.ts";
import type { ReportModel } from "../../../../collector/reports/model/model.ts";

/** A model as it is issued a week after its quarter. */
export const issuedOf = (model: ReportModel, revision: Revision | null = null): IssuedReport =>
  issued(model, model.period.to + 7 * 86_400, "0.1.0", revision);
