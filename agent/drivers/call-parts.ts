/** "36/18424" is lost over all. "N/A", or nothing at all sent, is not a ratio: null. */
export function lossRatioOf(text: string | null): number | null {
  const match = /^(\d+)\/(\d+)$/.exec(text ?? "");
  if (match === null) return null;
  const total = Number(match[2]);
  return total === 0 ? null : Number(match[1]) / total;
}
