import { defaultZone } from "../clock.ts";
import { type FarEnds, farEndsOf } from "../far-ends/far-ends.ts";
import { defaultIgnoredDiagnostics } from "../ignored-diagnostics.ts";
import type { SecretWord } from "./endpoint-settings.ts";

/** What a poll must know of the site around the codec. */
export interface SiteContext {
  readonly farEnds: FarEnds;
  /** IANA name, for codecs that write local times without a zone. */
  readonly zone: string;
  readonly ignoredDiagnostics: ReadonlySet<string>;
}

/** A site of which nothing special is known: where far ends are is not told, nor who they are without a key. */
export function plainSite(farEndKey: SecretWord | null): SiteContext {
  return { farEnds: farEndsOf(farEndKey), zone: defaultZone, ignoredDiagnostics: new Set(defaultIgnoredDiagnostics) };
}
