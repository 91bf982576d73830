import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Clock } from "../../../agent/clock.ts";
import type { Poll } from "../../../agent/schedule/round.ts";
import { createSchedule, type Schedule } from "../../../agent/schedule/schedule.ts";
import type { Channel, Observation, Outcome, Question } from "../../../contract/observation.ts";
import { heardLog, observation } from "../outbox/outbox-room.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const clock: Clock = {
  boot: "0a1b2c3d",
  nowMs: () => Date.now(),
  monotonicMs: () => Math.floor(performance.now()),
};

interface Polled {
  readonly endpoint: string;
  readonly question: Question;
  readonly atMs: number;
  readonly intervalS: number;
  readonly resting: readonly Channel[];
}

interface Watched {
  readonly schedule: Schedule;
  readonly polled: Polled[];
  readonly kept: Observation[];
  readonly log: ReturnType<typeof heardLog>;
  readonly of: (endpoint: string, question: Question) => Polled[];
}

interface WatchOptions {
  readonly endpoints?: readonly string[];
  readonly answer?: (polled: Polled) => Partial<Record<Channel, Outcome>>;
  readonly notes?: (polled: Polled) => Partial<Record<Channel, string>>;
  readonly takesMs?: (polled: Polled) => number;
  readonly poll?: Poll;
  readonly questions?: readonly Question[];
}

let running: Schedule | null = null;

function watch({ endpoints = ["a"], answer, notes, takesMs, poll, questions }: WatchOptions = {}): Watched {
  const polled: Polled[] = [];
  const kept: Observation[] = [];
  const log = heardLog();
  const ask: Poll = async (endpoint, question, intervalS, resting) => {
    const one = { endpoint, question, atMs: clock.monotonicMs(), intervalS, resting: [...resting] };
    polled.push(one);
    const took = takesMs?.(one) ?? 40;
    await new Promise((resolve) => setTimeout(resolve, took));
    const channels = answer?.(one) ?? { snmp: "answered" };
    return { observation: observation(1, { endpoint, question, observedAt: one.atMs, channels }), notes: notes?.(one) ?? {} };
  };
  const schedule = createSchedule({
    endpoints: endpoints.map((id) => ({ id, asks: (question) => questions?.includes(question) ?? true })),
    paces: { stateSeconds: 60, statusSeconds: 300, historySeconds: 600, inventoryAt: { hour: 3, minute: 30 } },
    clock,
    log,
    poll: poll ?? ask,
    keep: (one) => kept.push(one),
  });
  running = schedule;
  schedule.start();
  return {
    schedule,
    polled,
    kept,
    log,
    of: (endpoint, question) => polled.filter((one) => one.endpoint === endpoint && one.question === question),
  };
}

function gapsS(polled: readonly Polled[]): number[] {
  return polled.slice(1).map(({ atMs }, index) => Math.round((atMs - (polled[index]?.atMs ?? 0)) / 1000));
}

beforeEach(() => {
  vi.useFakeTimers({
    now: Date.UTC(2026, 10, 23, 8),
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "setImmediate", "clearImmediate", "Date", "performance"],
  });
});
afterEach(async () => {
  const stopped = running?.stop(0);
  await vi.advanceTimersByTimeAsync(1);
  await stopped;
  vi.useRealTimers();
});

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

/** What a codec would see: the questions that were put to a channel of it, and not spared. */
function putTo(channel: Channel, polled: readonly Polled[]): Polled[] {
  return polled.filter(({ resting }) => !resting.includes(channel));
}

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

describe("a codec that knows us, but does not let us ask everything", () => {
  const historyForbidden = ({ question, resting }: Polled): Partial<Record<Channel, Outcome>> => {
    if (resting.includes("http")) return {};
    return { http: question === "history" ? "refused" : "answered" };
  };

  it("is asked that once an hour, and the rest at the normal pace", async () => {
    const { of } = watch({ answer: historyForbidden, notes: () => ({ http: "http_403" }) });
    await vi.advanceTimersByTimeAsync(5 * hour);

    for (const question of ["state", "status"] as const) {
      const settled = of("a", question).slice(2);
      expect(putTo("http", settled)).toEqual(settled);
    }
    expect(putTo("http", of("a", "history"))).toHaveLength(5);
  });

  it("is not taken for one until it has told its state: some say 403 of a wrong password", async () => {
    const { polled } = watch({
      answer: ({ resting }) => (resting.includes("http") ? {} : { http: "refused" }),
      notes: () => ({ http: "http_403" }),
    });
    await vi.advanceTimersByTimeAsync(hour);

    expect(putTo("http", polled).length).toBeLessThanOrEqual(2);
  });
});

describe("a codec that still has a session of ours open", () => {
  it("is left alone for the ten minutes it takes to forget it", async () => {
    const { polled } = watch({
      answer: ({ atMs, resting }) => (resting.includes("http") ? {} : { http: atMs < atStart + minute ? "refused" : "answered" }),
      notes: () => ({ http: "session_already_active" }),
    });
    const atStart = clock.monotonicMs();
    await vi.advanceTimersByTimeAsync(hour);

    const [first, second] = putTo("http", polled);
    const gap = (second?.atMs ?? 0) - (first?.atMs ?? 0);
    expect(gap).toBeGreaterThanOrEqual(10 * minute - 500);
    expect(gap).toBeLessThan(12 * minute);
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
