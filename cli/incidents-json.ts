import type { ReportedIncident } from "../collector/accounts/incident-report.ts";
import { isoLocal } from "./fr-moments.ts";

export function incidentJson({ from, to, pagedAt, acknowledged, comments, spokenUntil, ...incident }: ReportedIncident): object {
  return {
    ...incident,
    from: isoLocal(from),
    to: isoLocal(to),
    spokenUntil: isoLocal(spokenUntil),
    pagedAt: pagedAt === null ? null : isoLocal(pagedAt),
    acknowledged: acknowledged === null ? null : { ...acknowledged, at: isoLocal(acknowledged.at) },
    comments: comments.map((comment) => ({ ...comment, at: isoLocal(comment.at) })),
  };
}
