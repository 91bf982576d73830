interface Value {
  readonly value: number;
  readonly slope: number;
}

const steps = 400;
const precision = 1e-15;

/** Where an increasing function is 0 between two ends that hold it: Newton's steps where they stay inside, halves elsewhere. */
export function solveIncreasing(at: (place: number) => Value, ends: readonly [low: number, high: number]): number {
  let [low, high] = ends;
  let place = (low + high) / 2;
  for (let step = 0; step < steps && high - low > precision * (1 + Math.abs(place)); step += 1) {
    const { value, slope } = at(place);
    if (value === 0) return place;
    if (value > 0) high = place;
    else low = place;
    const next = place - value / slope;
    const previous = place;
    place = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(place - previous) <= precision * (1 + Math.abs(place))) return place;
  }
  return place;
}
