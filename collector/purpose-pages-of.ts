import { DeskRefused } from "./desk/desk-refused.ts";
import { type Gate, personWith } from "./desk/person-gate.ts";
import { type PurposeDesk, taggableUses, tagUse } from "./desk/purposes.ts";
import type { PurposePagesOptions, Refused } from "./web/purpose-pages.ts";

/** The page of a site's uses, over the same desk as the API. */
export function purposePagesOf(desk: PurposeDesk, gate: Gate, isDemonstration: boolean): PurposePagesOptions {
  const person = (sha256: string, source: string) => personWith(gate, sha256, source, "site");
  return {
    siteName: (site) => desk.directory.site(site)?.name ?? null,
    uses: (site, sha256, source) => refusing(async () => taggableUses(desk, site, await person(sha256, source))),
    tag: ({ site: _site, ...wish }, sha256, source) =>
      refusing(async () => {
        await tagUse(desk, wish, await person(sha256, source));
        return null;
      }),
    isDemonstration,
    now: gate.now,
  };
}

async function refusing<T>(work: () => Promise<T>): Promise<T | Refused> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DeskRefused)) throw error;
    if (error.code === "TOO_MANY_TRIES") return "wait";
    return error.status === 401 || error.status === 403 ? "refused" : "gone";
  }
}
