import { type FarEnds, farEndsOf } from "../far-ends/far-ends.ts";
import type { SecretWord } from "./endpoint-settings.ts";

/** What a poll must know of the site around the codec. */
export interface SiteContext {
  readonly farEnds: FarEnds;
  /** IANA name, for codecs that write local times without a zone. */
  readonly zone: string;
  readonly ignoredDiagnostics: ReadonlySet<string>;
}

export const defaultZone = "Europe/Paris";

/** A site of which nothing special is known. Without a key far ends are not told at all. */
export function plainSite(farEndKey: SecretWord | null): SiteContext {
  return { farEnds: farEndsOf(farEndKey), zone: defaultZone, ignoredDiagnostics: new Set() };
}
