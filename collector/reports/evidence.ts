import { Compile } from "typebox/compile";
import { canonicalJson, sha256Of } from "../accounts/closed-quarter.ts";
import { IssuedReport, type Revision } from "./issued.ts";
import type { ReportModel } from "./model/model.ts";

const issuedReport = Compile(IssuedReport);

/** The model with what proves it. */
export function issued(model: ReportModel, dataHorizon: number | null, version: string, revision: Revision | null): IssuedReport {
  return { evidence: { dataHorizon, version, sha256: digestOf(model) }, revision, model };
}

export const digestOf = (model: ReportModel): string => sha256Of(canonicalJson(model));

/** One spelling: the same report is the same bytes. */
export const issuedText = (report: IssuedReport): string => `${canonicalJson(report)}\n`;

/** Null where the text is no report of this form. */
export function issuedIn(text: string): IssuedReport | null {
  try {
    return issuedReport.Parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Names of what two models say differently, as "endpoints.3.service.incidents", in the order of the first. */
export function differencesBetween(left: unknown, right: unknown, path = ""): string[] {
  if (canonicalJson(left ?? null) === canonicalJson(right ?? null)) return [];
  const [mine, theirs] = [entriesOf(left), entriesOf(right)];
  if (mine === null || theirs === null) return [path];
  const names = new Set([...mine.keys(), ...theirs.keys()]);
  return [...names].flatMap((name) => differencesBetween(mine.get(name), theirs.get(name), path === "" ? name : `${path}.${name}`));
}

const entriesOf = (value: unknown): Map<string, unknown> | null =>
  typeof value === "object" && value !== null ? new Map(Object.entries(value)) : null;
