import type { ReportChannel, ReportDelivery, ReportIssue } from "../ledger/report-issues.ts";

/** Where issued reports go. */
export interface ReportTargets {
  /** Addresses; empty: nobody is written to. */
  readonly mailTo: readonly string[];
  /** Null: none is dropped anywhere. */
  readonly folder: string | null;
}

export interface Outstanding {
  readonly channel: ReportChannel;
  readonly target: string;
}

/** To where an issue has not been sent yet. */
export function outstandingOf(
  { quarter, revision }: Pick<ReportIssue, "quarter" | "revision">,
  deliveries: readonly ReportDelivery[],
  { mailTo, folder }: ReportTargets,
): Outstanding[] {
  const wanted: Outstanding[] = [
    ...(folder === null ? [] : [{ channel: "folder" as const, target: folder }]),
    ...mailTo.map((target) => ({ channel: "mail" as const, target })),
  ];
  const own = deliveries.filter((one) => one.quarter === quarter && one.revision === revision);
  return wanted.filter(({ channel, target }) => !own.some((one) => one.channel === channel && one.target === target));
}
