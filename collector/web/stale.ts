import { pageWords } from "./fr-page.ts";
import { preciseDateTime } from "./french-format.ts";
import type { Overview } from "./overview.ts";

/** An overview older than this is not the present any more, whatever it says. */
const staleAfterMs = 60_000;

export function staleSentence(overview: Overview, nowMs: number): string | null {
  if (nowMs - overview.generatedAt <= staleAfterMs) return null;
  return pageWords.frozenSource.replace("{time}", preciseDateTime(overview.generatedAt));
}
