import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Outcome } from "../../../contract/observation.ts";
import { observation } from "../outbox/outbox-room.ts";
import { day, gapsS, hour, minute, startClock, stopClock, type Watched, watch } from "./watched-schedule.ts";

beforeEach(startClock);
afterEach(stopClock);

describe("polls", () => {
  it("start within ten seconds and go on, each question at its own pace", async () => {
    const { of } = watch();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(of("a", "state")).toHaveLength(1);
    expect(of("a", "status")).toHaveLength(1);
    expect(of("a", "history")).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(6 * hour);

    expect(new Set(gapsS(of("a", "state")).slice(1))).toEqual(new Set([60]));
    expect(new Set(gapsS(of("a", "status")).slice(1))).toEqual(new Set([300]));
    expect(new Set(gapsS(of("a", "history")).slice(1))).toEqual(new Set([600]));
  });

  it("of many codecs are spread over the period, and at the same times after a restart of the agent", async () => {
    const endpoints = Array.from({ length: 60 }, (_, index) => `codec-${index}`);
    const first = watch({ endpoints });
    await vi.advanceTimersByTimeAsync(5 * minute);
    const phases = (watched: Watched) => new Map(endpoints.map((id) => [id, (watched.of(id, "state").at(-1)?.atMs ?? 0) % minute]));
    const before = phases(first);
    const stopped = first.schedule.stop(0);
    await vi.advanceTimersByTimeAsync(13_456);
    await stopped;
    const second = watch({ endpoints });
    await vi.advanceTimersByTimeAsync(5 * minute);

    for (const [id, phase] of phases(second)) expect(Math.abs(phase - (before.get(id) ?? -1))).toBeLessThan(200);
    const quarters = new Set([...before.values()].map((phase) => Math.floor(phase / 5_000)));
    expect(quarters.size, "of twelve slices of the minute").toBeGreaterThan(9);
  });

  it("of one codec wait for each other, those of others do not", async () => {
    const under: string[] = [];
    let most = 0;
    const doubled: string[] = [];
    const { polled } = watch({
      endpoints: Array.from({ length: 20 }, (_, index) => `codec-${index}`),
      poll: async (endpoint, question) => {
        if (under.includes(endpoint)) doubled.push(`${endpoint} ${question}`);
        under.push(endpoint);
        most = Math.max(most, under.length);
        await new Promise((resolve) => setTimeout(resolve, 12_000));
        under.splice(under.indexOf(endpoint), 1);
        return { observation: observation(1, { endpoint, question }), notes: {} };
      },
    });
    await vi.advanceTimersByTimeAsync(hour);

    expect(doubled).toEqual([]);
    expect(most).toBeGreaterThan(10);
    expect(polled).toEqual([]);
  });

  it("are not made of a question the codec has nothing to say about", async () => {
    const { polled } = watch({ questions: ["state"] });
    await vi.advanceTimersByTimeAsync(2 * day);

    expect(new Set(polled.map(({ question }) => question))).toEqual(new Set(["state"]));
  });
});

describe("an observation", () => {
  it("says when its question is really asked again, whatever happens", async () => {
    const outcomes: readonly Outcome[] = [
      "answered",
      "refused",
      "silent",
      "refused",
      "refused",
      "garbled",
      "refused",
      "refused",
      "refused",
    ];
    const { kept, of } = watch({
      answer: ({ question, atMs }) => ({
        snmp: outcomes[Math.floor(atMs / 700_000) % outcomes.length] ?? "silent",
        ...(question === "status" ? { http: "answered" } : {}),
      }),
      takesMs: ({ question, atMs }) => (question === "status" ? 20_000 + (atMs % 60_000) : 40),
    });
    await vi.advanceTimersByTimeAsync(10 * hour);

    for (const question of ["state", "status", "history"] as const) {
      const asked = of("a", question);
      const told = kept.filter((one) => one.question === question);
      expect(told.length).toBeGreaterThan(9);
      told.slice(0, -1).forEach(({ observedAt, intervalS }, index) => {
        const next = asked[index + 1]?.atMs ?? Number.NaN;
        // What a poll waits behind another question of the same codec cannot be foretold; it is never asked earlier.
        const waited = (next - observedAt) / 1000 - intervalS;
        expect(waited).toBeGreaterThan(-1);
        expect(waited).toBeLessThan(82);
      });
    }
  });

  it("says so to the second when nothing is in the way", async () => {
    const { kept, of } = watch({ questions: ["state"] });
    await vi.advanceTimersByTimeAsync(hour);

    const asked = of("a", "state");
    const told = kept.slice(0, -1).map(({ intervalS }) => intervalS);
    expect(told).toEqual(gapsS(asked).slice(0, told.length));
  });
});

describe("a late poll", () => {
  it("is made once, counted, and not made up for", async () => {
    let isSlow = true;
    const { schedule, of } = watch({
      takesMs: ({ question }) => (isSlow && question === "status" ? 200_000 : 40),
      questions: ["state", "status"],
    });
    await vi.advanceTimersByTimeAsync(20 * minute);
    isSlow = false;
    expect(schedule.tally().late).toBeGreaterThan(2);
    await vi.advanceTimersByTimeAsync(5 * minute);
    const late = schedule.tally().late;
    await vi.advanceTimersByTimeAsync(hour);

    expect(schedule.tally().late, "once all is well again").toBe(late);
    expect(Math.min(...gapsS(of("a", "state")))).toBeGreaterThanOrEqual(30);
  });

  it("does not happen because somebody sets the clock of the machine", async () => {
    const { schedule, of } = watch({ questions: ["state"] });
    await vi.advanceTimersByTimeAsync(10 * minute);
    vi.setSystemTime(Date.now() + 3 * hour);
    await vi.advanceTimersByTimeAsync(10 * minute);
    vi.setSystemTime(Date.now() - 30 * day);
    await vi.advanceTimersByTimeAsync(10 * minute);

    expect(new Set(gapsS(of("a", "state")).slice(1))).toEqual(new Set([60]));
    expect(schedule.tally().late).toBe(0);
  });
});

describe("a silent codec", () => {
  it("is asked at the normal pace, so that its return can be dated", async () => {
    const { of } = watch({ answer: () => ({ snmp: "silent" }), questions: ["state"] });
    await vi.advanceTimersByTimeAsync(6 * hour);

    expect(new Set(gapsS(of("a", "state")).slice(1))).toEqual(new Set([60]));
  });
});

describe("an error of ours in one poll", () => {
  it("is told and counted, and the polls go on", async () => {
    let count = 0;
    const { schedule, kept, log } = watch({
      questions: ["state"],
      poll: (endpoint, question) => {
        count += 1;
        return count % 2 === 0
          ? Promise.reject(new Error("not foreseen"))
          : Promise.resolve({ observation: observation(count, { endpoint, question }), notes: {} });
      },
    });
    await vi.advanceTimersByTimeAsync(10 * minute);

    expect(count).toBeGreaterThanOrEqual(10);
    expect(kept.length).toBe(Math.ceil(count / 2));
    expect(schedule.tally().failed).toBe(Math.floor(count / 2));
    expect(log.lines[0]).toMatchObject({ level: "error", message: "poll failed on its own" });
  });
});

describe("the daily inventory", () => {
  it("is made once soon after the start, then every day in the ten minutes after its hour", async () => {
    const { of, kept } = watch({ endpoints: ["a", "b", "c"] });
    await vi.advanceTimersByTimeAsync(minute);
    for (const endpoint of ["a", "b", "c"]) expect(of(endpoint, "inventory")).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(5 * day);

    for (const endpoint of ["a", "b", "c"]) {
      const [, ...daily] = of(endpoint, "inventory");
      expect(daily).toHaveLength(5);
      expect(new Set(gapsS(daily))).toEqual(new Set([86_400]));
    }
    const started = performance.timeOrigin;
    const first = kept.find(({ question }) => question === "inventory");
    expect(started).toBeGreaterThan(0);
    expect((first?.intervalS ?? 0) / 3600).toBeGreaterThan(19.4);
    expect((first?.intervalS ?? 0) / 3600).toBeLessThan(19.7);
  });

  it.each([
    ["in autumn, when the night has an hour more", Date.UTC(2026, 9, 24, 12)],
    ["in spring, when the night has an hour less", Date.UTC(2027, 2, 27, 12)],
  ])("is not lost, and neither is a poll, when the clocks of people change %s", async (_, noonBefore) => {
    vi.setSystemTime(noonBefore);
    const { of, schedule } = watch();
    await vi.advanceTimersByTimeAsync(2 * day);

    expect(of("a", "inventory")).toHaveLength(3);
    expect(new Set(gapsS(of("a", "state")).slice(1))).toEqual(new Set([60]));
    expect(of("a", "state").length).toBeGreaterThanOrEqual(2 * 24 * 60 - 1);
    expect(schedule.tally().late).toBe(0);
  });

  it("is made all the same when the hour never seems to come", async () => {
    const { of } = watch();
    await vi.advanceTimersByTimeAsync(minute);
    for (let passed = 0; passed < 30; passed += 1) {
      vi.setSystemTime(Date.UTC(2026, 10, 23, 8));
      await vi.advanceTimersByTimeAsync(hour);
    }

    expect(of("a", "inventory").length).toBeGreaterThanOrEqual(2);
  });
});

describe("stopping", () => {
  it("waits for polls under way and starts no other", async () => {
    const { schedule, polled, kept } = watch({ takesMs: () => 1_500 });
    await vi.advanceTimersByTimeAsync(10 * minute);
    while (polled.length === kept.length) await vi.advanceTimersByTimeAsync(100);
    const count = polled.length;
    const stopped = schedule.stop(5_000);
    await vi.advanceTimersByTimeAsync(hour);
    await stopped;

    expect(kept).toHaveLength(count);
    expect(polled).toHaveLength(count);
  });

  it("does not wait for ever", async () => {
    const { schedule, polled, kept } = watch({ takesMs: () => 10 * day });
    await vi.advanceTimersByTimeAsync(minute);
    const stopped = schedule.stop(2_000);
    await vi.advanceTimersByTimeAsync(2_000);
    await stopped;

    expect(polled).toHaveLength(1);
    expect(kept).toEqual([]);
  });
});
