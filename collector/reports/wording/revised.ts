import type { Section } from "../forms/document.ts";
import { paragraph, tableOf } from "./blocks.ts";
import { revisionCaption, revisionRows, revisionSentences, revisionTitle, revisionWords } from "./fr-revision.ts";
import type { Told } from "./told.ts";

/** What a revision opens with; nothing where it is the first issue. */
export function revised({ report: { revision } }: Told): Section[] {
  if (revision === null || revision.number === 0) return [];
  const rows = revision.changes.flatMap(revisionRows);
  const table = tableOf(revisionCaption(revision), revisionWords.head, [2, 3], rows);
  return [
    {
      title: revisionTitle(revision),
      isOnNewPage: true,
      blocks: [...revisionSentences(revision).map(paragraph), ...(rows.length === 0 ? [] : [{ kind: "table", table } as const])],
    },
  ];
}
