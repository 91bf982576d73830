import { describe, expect, it } from "vitest";
import { firstInstant, gridOf } from "../../../agent/schedule/grid.ts";

const startedAt = 1_000_000;
const ids = (count: number) => Array.from({ length: count }, (_, index) => `codec-${index}`);

function busiestSecond(instants: readonly number[]): number {
  const seconds = Map.groupBy(instants, (at) => Math.floor(at / 1_000));
  return Math.max(...[...seconds.values()].map(({ length }) => length));
}

describe("first polls", () => {
  it("of a site's few codecs are all made within ten seconds", () => {
    const instants = ids(40).map((id) => firstInstant(id, "state", 60_000, startedAt, 40));

    expect(Math.max(...instants) - startedAt).toBeLessThan(10_000);
  });

  it("of ten thousand codecs are no denser than those that follow, and made within a minute", () => {
    const first = ids(10_000).map((id) => firstInstant(id, "state", 60_000, startedAt, 10_000));
    const next = ids(10_000).map((id) => gridOf(id, "state", 60_000).phaseMs);

    expect(Math.max(...first) - startedAt).toBeLessThan(60_000);
    expect(busiestSecond(first)).toBeLessThan(1.3 * busiestSecond(next));
  });

  it("never wait longer than the question's own pace", () => {
    const instants = ids(20_000).map((id) => firstInstant(id, "state", 5_000, startedAt, 20_000));

    expect(Math.max(...instants) - startedAt).toBeLessThan(5_000);
  });
});
