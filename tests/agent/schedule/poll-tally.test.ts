import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { PollTally } from "../../../agent/schedule/poll-tally.ts";

const minute = 60_000;

describe("the polls an agent tells of", () => {
  it("are counted with their time, those that waited in vain apart", () => {
    const tally = new PollTally();
    tally.note({ snmp: "answered" }, 0, 20.4);
    tally.note({ snmp: "answered", http: "silent" }, 100, 6_100);
    tally.note({ snmp: "refused", icmp: "silent" }, 7_000, 7_010);

    expect(tally.figures(8_000)).toEqual({ count: 3, timeouts: 1, totalMs: 6_030, longestMs: 6_000 });
  });

  it("tell of the longest of the last minutes, and forget it after", () => {
    const tally = new PollTally();
    tally.note({ snmp: "silent" }, minute, minute + 9_000);
    tally.note({ snmp: "answered" }, 3 * minute, 3 * minute + 50);

    expect(tally.figures(5 * minute + 30_000).longestMs).toBe(9_000);
    expect(tally.figures(6 * minute).longestMs).toBe(50);
    expect(tally.figures(60 * minute)).toMatchObject({ longestMs: 0, count: 2, timeouts: 1 });
  });

  test.prop([fc.array(fc.tuple(fc.nat(10 * minute), fc.nat(minute)), { maxLength: 60 })])(
    "never tell of less time than the longest poll took, nor of more than all did",
    (polls) => {
      const tally = new PollTally();
      const inOrder = polls.toSorted(([left], [right]) => left - right);
      for (const [startedAt, tookMs] of inOrder) tally.note({ snmp: "answered" }, startedAt, startedAt + tookMs);
      const { count, totalMs, longestMs } = tally.figures(11 * minute);

      expect(count).toBe(polls.length);
      expect(totalMs).toBe(polls.reduce((sum, [, tookMs]) => sum + tookMs, 0));
      expect(longestMs).toBeLessThanOrEqual(totalMs);
    },
  );
});
