export const targetCount = 100;
/** Polls under way at once. */
export const width = 64;

export function targetAddress(index: number): string {
  return `127.9.${Math.floor(index / 250)}.${(index % 250) + 1}`;
}
