import { type Spread, spreadOf } from "./figure.ts";

export interface Contender {
  readonly label: string;
  /** One repeat: what one unit of work cost. */
  readonly measure: () => Promise<number>;
}

/** A, B, C, A, B, C…: whatever else the machine does weighs on all of them alike. The first round warms up and is not counted. */
export async function interleave(
  contenders: readonly Contender[],
  repeats: number,
  say: (line: string) => void,
): Promise<ReadonlyMap<string, Spread>> {
  const values = new Map<string, number[]>(contenders.map(({ label }) => [label, []]));
  for (let round = 0; round <= repeats; round += 1) {
    say(round === 0 ? "warming up" : `round ${round} of ${repeats}`);
    for (const { label, measure } of contenders) {
      const value = await measure();
      if (round > 0) values.get(label)?.push(value);
    }
  }
  return new Map([...values].map(([label, measured]) => [label, spreadOf(measured)]));
}
