import type { EndpointFigures } from "../../accounts/period-figures.ts";
import { ownerOf } from "../../sla/owner.ts";
import type { LostShare } from "./details.ts";

/** Of one endpoint or of several together; the longest first. */
export function lostShares(lost: EndpointFigures["lost"]): LostShare[] {
  const shares = new Map<string, LostShare>();
  for (const [from, to, state, cause] of lost) {
    if (state === "up") continue;
    const key = `${state} ${cause}`;
    shares.set(key, { state, cause, owner: ownerOf(cause) ?? "none", seconds: (shares.get(key)?.seconds ?? 0) + to - from });
  }
  return [...shares.values()].toSorted((left, right) => right.seconds - left.seconds || (left.cause < right.cause ? -1 : 1));
}
