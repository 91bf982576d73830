/** Counts drawn by Poisson's law, the same ones for the same seed: a linear congruence is random enough to count with. */
export function poissonDraws(seed: number): (mean: number) => number {
  let state = BigInt(seed);
  const share = (): number => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
    return Number(state >> 11n) / 2 ** 53;
  };
  return (mean) => {
    // The time until each next use is exponential.
    let count = -1;
    for (let time = 0; time <= mean; count += 1) time -= Math.log(1 - share());
    return count;
  };
}
