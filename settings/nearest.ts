/** The known word a mistyped one most likely stands for, or null when none is near. */
export function nearestWord(typed: string, known: readonly string[]): string | null {
  const limit = typed.length < 2 ? 0 : Math.max(1, Math.floor(typed.length / 3));
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const word of known) {
    if (Math.abs(word.length - typed.length) > limit) continue;
    const distance = editDistance(typed.toLowerCase(), word.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [word, distance];
  }
  return best ?? wordStartingLike(typed, known);
}

/** `token` for `tokenSha256`: right so far, when only one word goes on from there. */
function wordStartingLike(typed: string, known: readonly string[]): string | null {
  if (typed.length < 3) return null;
  const [only, ...others] = known.filter((word) => word.toLowerCase().startsWith(typed.toLowerCase()));
  return others.length === 0 ? (only ?? null) : null;
}

/** Letters to add, remove, replace or swap with their neighbour (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const cheapest = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (isSame ? 0 : 1),
        isSwap ? at(beforePrevious, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
      current.push(cheapest);
    }
    [beforePrevious, previous] = [previous, current];
  }
  return at(previous, b.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;
