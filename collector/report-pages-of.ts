import { DeskRefused } from "./desk/desk-refused.ts";
import { type Gate, personWith } from "./desk/person-gate.ts";
import type { Declarations } from "./ledger/declarations.ts";
import { keptFile } from "./reports/archive.ts";
import type { ReportPagesOptions } from "./web/report-pages.ts";

interface Shown {
  readonly declarations: Pick<Declarations, "reportIssues" | "reportDeliveries">;
  readonly dataDir: string;
  readonly gate: Gate;
  readonly isDemonstration: boolean;
}

/** The page of issued reports, over the ledger and the files beside it. */
export function reportPagesOf({ declarations, dataDir, gate, isDemonstration }: Shown): ReportPagesOptions {
  return {
    issues: () => declarations.reportIssues(),
    deliveries: () => declarations.reportDeliveries(),
    file: (issue, name) => keptFile(dataDir, issue, name),
    mayRead: async (sha256, source) => {
      try {
        await personWith(gate, sha256, source, "viewer");
        return "yes";
      } catch (error) {
        if (!(error instanceof DeskRefused)) throw error;
        return error.code === "TOO_MANY_TRIES" ? "wait" : "no";
      }
    },
    isDemonstration,
  };
}
