/**
 * What an endpoint is known to be. `maintenance`, closed hours and `not_in_service` are not states: they are taken out of
 * the time that is counted. Words and rules: the glossary.
 */
export const endpointStates = ["up", "degraded", "down", "site", "unknown"] as const;
export type EndpointState = (typeof endpointStates)[number];

/** Why it is concluded; one word for people and machines to look up. */
export const stateCauses = [
  "answered",
  "registration_failed",
  "part_failed",
  "silent_confirmed",
  "silent_unconfirmed",
  "no_observation",
  "refused",
  "garbled",
] as const;
export type StateCause = (typeof stateCauses)[number];

/** `[from, to)` in whole seconds since 1970 UTC, with the observations that prove it: from the first to the last, ms. */
export interface StateInterval {
  readonly from: number;
  readonly to: number;
  readonly state: EndpointState;
  readonly cause: StateCause;
  readonly evidence: { readonly firstObservedAt: number; readonly lastObservedAt: number; readonly observations: number };
}
