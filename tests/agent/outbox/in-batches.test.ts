import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { inBatches } from "../../../agent/outbox/in-batches.ts";
import type { Observation } from "../../../contract/observation.ts";
import { observation, observations } from "./outbox-room.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("observations on their way to the disk", () => {
  it("are written at once where codecs answer one by one, as on a site", () => {
    const written: number[] = [];
    const batches = inBatches((batch) => written.push(batch.length));

    for (let answer = 0; answer < 3; answer += 1) {
      batches.keep(observation(answer));
      vi.advanceTimersByTime(1);
      expect(written).toHaveLength(answer + 1);
      vi.advanceTimersByTime(5_000);
    }
  });

  it("wait a tenth of a second for each other where hundreds answer, and none is lost or turned round", () => {
    const written: (readonly Observation[])[] = [];
    const batches = inBatches((batch) => written.push(batch));
    const sent = observations(1, 500);

    for (const each of sent) {
      batches.keep(each);
      vi.advanceTimersByTime(2);
    }
    vi.advanceTimersByTime(100);

    expect(written.flat()).toEqual(sent);
    expect(written.length).toBeLessThanOrEqual(12);
  });

  it("are all written at the end, and none after it", () => {
    const written: number[] = [];
    const batches = inBatches((batch) => written.push(batch.length));

    batches.keep(observation(1));
    batches.end();
    batches.keep(observation(2));
    vi.advanceTimersByTime(1_000);

    expect(written).toEqual([1]);
  });
});
