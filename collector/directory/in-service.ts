import type { Endpoint } from "./directory.ts";

/** @param at s since 1970 UTC */
export function isInService({ inService }: Endpoint, at: number): boolean {
  return inService === undefined || inService.some(({ from, to }) => from <= at && at < to);
}
