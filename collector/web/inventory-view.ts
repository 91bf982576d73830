import { countWords, inventoryWords } from "./fr-overview.ts";
import { age, plural } from "./french-format.ts";
import type { RefusedInventory } from "./overview.ts";
import { typographic } from "./typography.ts";

const problemsShown = 3;

/** Why the newest inventory does not count. */
export interface InventoryView {
  readonly summary: string;
  readonly facts: readonly string[];
}

/** @param refused null: the newest inventory counts */
export function inventoryView(refused: RefusedInventory | null, nowMs: number): InventoryView | null {
  if (refused === null) return null;
  const { since, problems } = refused;
  const others = problems.length - problemsShown;
  return {
    summary: `${inventoryWords.refused} ${age(since, nowMs)}`,
    facts: [
      inventoryWords.formerStays,
      ...problems.slice(0, problemsShown).map(typographic),
      ...(others > 0 ? [plural(others, ...countWords.otherProblem)] : []),
    ],
  };
}
