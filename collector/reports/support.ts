import type { ReportModel } from "./model/model.ts";

/** Why the ledger cannot carry a report, and whose observations are missing. */
export interface Unsupported {
  readonly why: "nothing_observed" | "too_little_observed";
  /** Endpoints of which less than half of the expected time is known; the least known first. */
  readonly endpoints: readonly string[];
}

/** Null: enough was observed. Less than half of the expected time is too little, as for any figure. */
export function unsupported({ network, endpoints }: ReportModel): Unsupported | null {
  const { expected, unknown } = network.service.account;
  const isEnough = expected > 0 && (expected - unknown) * 2 >= expected;
  if (isEnough) return null;
  const known = ({ service: { account } }: ReportModel["endpoints"][number]): number =>
    account.expected === 0 ? 1 : 1 - account.unknown / account.expected;
  const little = endpoints.filter((one) => known(one) < 0.5).toSorted((left, right) => known(left) - known(right));
  return { why: unknown === expected ? "nothing_observed" : "too_little_observed", endpoints: little.map(({ id }) => id) };
}
