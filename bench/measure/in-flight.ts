/** Calls `one` for 0, 1, 2… with `width` of them under way. Gives how many said false. */
export async function inFlight(count: number, width: number, one: (index: number) => Promise<boolean>): Promise<number> {
  let next = 0;
  let failures = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      if (!(await one(index))) failures += 1;
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return failures;
}
