import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Channel, Outcome } from "../../../contract/observation.ts";
import { clock, gapsS, hour, minute, type Polled, putTo, startClock, stopClock, watch } from "./watched-schedule.ts";

beforeEach(startClock);
afterEach(stopClock);

describe("a codec that refuses our credentials", () => {
  const refusing = ({ resting }: Polled) => (resting.includes("http") ? {} : { http: "refused" as const });

  it("is left alone for an hour by all questions, and then asked one", async () => {
    const { polled } = watch({ answer: refusing, notes: () => ({ http: "http_401" }) });
    await vi.advanceTimersByTimeAsync(10 * hour);

    const asked = putTo("http", polled);
    expect(asked).toHaveLength(10);
    for (const gap of gapsS(asked)) {
      expect(gap).toBeGreaterThanOrEqual(3_600);
      expect(gap).toBeLessThanOrEqual(3_660);
    }
  });

  it("is told as refusing all that time, at the normal pace", async () => {
    const { of, kept } = watch({ answer: () => ({ http: "refused" }), questions: ["state"] });
    await vi.advanceTimersByTimeAsync(3 * hour);

    expect(new Set(gapsS(of("a", "state")).slice(1))).toEqual(new Set([60]));
    expect(new Set(kept.slice(1).map(({ intervalS }) => intervalS))).toEqual(new Set([60]));
  });

  it("is asked everything again after its first answer", async () => {
    const { polled, of } = watch({
      answer: ({ atMs, resting }) => (resting.includes("http") ? {} : { http: atMs < atStart + 90 * minute ? "refused" : "answered" }),
    });
    const atStart = clock.monotonicMs();
    await vi.advanceTimersByTimeAsync(4 * hour);

    const secondHour = polled.filter(({ atMs }) => atMs > atStart + 2 * hour + 10 * minute);
    expect(putTo("http", secondHour)).toEqual(secondHour);
    expect(gapsS(of("a", "state")).slice(-60)).toEqual(Array.from({ length: 60 }, () => 60));
  });

  it("is asked at once by an agent that was restarted, as one does who has corrected the password", async () => {
    const { schedule } = watch({ answer: refusing });
    await vi.advanceTimersByTimeAsync(2 * minute);
    await schedule.stop(0);
    const { polled } = watch({ answer: () => ({ http: "answered" }) });
    await vi.advanceTimersByTimeAsync(2 * minute);

    expect(putTo("http", polled)).toEqual(polled);
  });

  it("is asked for its inventory when it has rested, not the day after", async () => {
    const { of } = watch({
      answer: ({ atMs, resting }) => (resting.includes("http") ? {} : { http: atMs < atStart + 30 * minute ? "refused" : "answered" }),
    });
    const atStart = clock.monotonicMs();
    await vi.advanceTimersByTimeAsync(2 * hour);

    expect(putTo("http", of("a", "inventory")).filter(({ atMs }) => atMs > atStart + 30 * minute)).toHaveLength(1);
  });

  it("on one channel is still asked on the other, at the normal pace", async () => {
    const { of } = watch({
      answer: ({ resting }) => (resting.includes("http") ? { snmp: "answered" } : { snmp: "answered", http: "refused" }),
      questions: ["state"],
    });
    await vi.advanceTimersByTimeAsync(6 * hour);

    const asked = of("a", "state");
    expect(new Set(gapsS(asked).slice(1))).toEqual(new Set([60]));
    expect(putTo("snmp", asked)).toEqual(asked);
    expect(putTo("http", asked)).toHaveLength(6);
  });

  it("by SNMP, where no account can be locked, is asked half as often each time, down to once an hour", async () => {
    const { of } = watch({ answer: ({ resting }) => (resting.includes("snmp") ? {} : { snmp: "refused" }), questions: ["state"] });
    await vi.advanceTimersByTimeAsync(8 * hour);

    const gaps = gapsS(putTo("snmp", of("a", "state")));
    expect(gaps.slice(1, 5)).toEqual([240, 480, 960, 1_920]);
    expect(new Set(gaps.slice(5))).toEqual(new Set([3_600]));
  });
});

describe("a codec whose SNMP knows us, but does not let us ask everything", () => {
  const historyForbidden = ({ question, resting }: Polled): Partial<Record<Channel, Outcome>> => {
    if (resting.includes("snmp")) return {};
    return { snmp: question === "history" ? "refused" : "answered" };
  };

  it("is asked that once an hour, and the rest at the normal pace", async () => {
    const { of } = watch({ answer: historyForbidden, notes: () => ({ snmp: "snmp_no_access" }) });
    await vi.advanceTimersByTimeAsync(5 * hour);

    for (const question of ["state", "status"] as const) {
      const settled = of("a", question).slice(2);
      expect(putTo("snmp", settled)).toEqual(settled);
    }
    expect(putTo("snmp", of("a", "history"))).toHaveLength(5);
  });

  it("is not taken for one until it has told its state: it may know nobody", async () => {
    const { polled } = watch({
      answer: ({ resting }) => (resting.includes("snmp") ? {} : { snmp: "refused" }),
      notes: () => ({ snmp: "snmp_no_access" }),
    });
    await vi.advanceTimersByTimeAsync(2 * minute);

    expect(putTo("snmp", polled).length).toBeLessThanOrEqual(2);
  });
});

/** How long nobody knocked after the first refusal. */
async function restAfter(note: string): Promise<number> {
  const { polled } = watch({
    answer: ({ atMs, resting }) => (resting.includes("http") ? {} : { http: atMs < atStart + minute ? "refused" : "answered" }),
    notes: () => ({ http: note }),
  });
  const atStart = clock.monotonicMs();
  await vi.advanceTimersByTimeAsync(2 * hour);
  const [first, second] = putTo("http", polled);
  return (second?.atMs ?? 0) - (first?.atMs ?? 0);
}

describe("what a codec is left alone for", () => {
  it.each(["http_401", "http_403", "http_412", "session_already_active", "sign_in_refused", "no_session"])(
    "an hour after %s",
    async (note) => {
      const rest = await restAfter(note);

      expect(rest).toBeGreaterThanOrEqual(hour - 500);
      expect(rest).toBeLessThan(hour + 2 * minute);
    },
  );

  it.each(["certificate_changed", "certificate_renewed", "certificate_not_trusted", "tls_too_old"])(
    "ten minutes after %s: it was we who refused, and no password was sent",
    async (note) => {
      const rest = await restAfter(note);

      expect(rest).toBeGreaterThanOrEqual(10 * minute - 500);
      expect(rest).toBeLessThan(12 * minute);
    },
  );
});
