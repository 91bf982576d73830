import { readFileSync, statSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Outbox } from "../../../agent/outbox/outbox.ts";
import { wireLimits } from "../../../contract/envelope.ts";
import type { Observation } from "../../../contract/observation.ts";
import { movedClock, observation, observations, outboxRoom, takeAll } from "./outbox-room.ts";

describe("the outbox", () => {
  it("gives back what was put in, in order, numbered from one", () => {
    const outbox = outboxRoom().open();
    outbox.append(observations(1, 3));
    outbox.append([observation(4)]);

    const run = outbox.oldest(1_000);

    expect(run).toMatchObject({ outbox: outbox.id(), boot: "0a1b2c3d", first: 1, isNewest: true });
    expect(run?.observations).toEqual(observations(1, 4));
    outbox.close();
  });

  it("forgets nothing when the agent is stopped and started, and what waits keeps its numbers", () => {
    const room = outboxRoom();
    const before = room.open();
    const id = before.id();
    before.append(observations(1, 5));
    before.close();

    const outbox = room.open();

    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(takeAll(outbox).map((one) => [one.outbox, one.sequence])).toEqual([1, 2, 3, 4, 5].map((each) => [id, each]));
    outbox.close();
  });

  it("never gives a number twice, not even where a copy of its folder is put back after a stop", () => {
    const room = outboxRoom();
    const first = room.open();
    first.append(observations(1, 5));
    first.close();
    const copy = readFileSync(room.file);
    const second = room.open();
    second.append(observations(6, 9));
    const given = takeAll(second);
    second.close();

    writeFileSync(room.file, copy);
    const third = room.open();
    third.append(observations(10, 12));

    const known = new Map(given.map((one) => [`${one.outbox} ${one.sequence}`, one.observation]));
    const found = takeAll(third);
    expect(found).toHaveLength(8);
    for (const one of found) expect(known.get(`${one.outbox} ${one.sequence}`) ?? one.observation).toEqual(one.observation);
    third.close();
  });

  it("gives the newest as well as the oldest", () => {
    const outbox = outboxRoom().open();
    outbox.append(observations(1, 10));

    expect(outbox.newest(3)).toMatchObject({ first: 8, isNewest: true, observations: observations(8, 10) });
    expect(outbox.oldest(3)).toMatchObject({ first: 1, isNewest: false, observations: observations(1, 3) });
    outbox.close();
  });

  it("puts into one envelope only numbers that follow each other", () => {
    const outbox = outboxRoom().open();
    outbox.append(observations(1, 10));
    const middle = outbox.newest(4);
    if (middle !== null) outbox.acknowledge(middle);
    outbox.append(observations(11, 12));

    expect(outbox.oldest(1_000)).toMatchObject({ first: 1, observations: observations(1, 6), isNewest: false });
    expect(outbox.newest(1_000)).toMatchObject({ first: 11, observations: observations(11, 12) });
    outbox.close();
  });

  it("does not mix observations of two boots of the machine in one envelope", () => {
    const room = outboxRoom();
    const before = room.open();
    before.append(observations(1, 2));
    before.close();
    const outbox = room.open({ clock: movedClock("ffffffff") });
    outbox.append(observations(3, 4));

    expect(outbox.oldest(1_000)).toMatchObject({ boot: "0a1b2c3d", first: 1, observations: observations(1, 2) });
    expect(outbox.newest(1_000)).toMatchObject({ boot: "ffffffff", first: 1, observations: observations(3, 4) });
    outbox.close();
  });

  it("does not put more calls into one envelope than the wire carries", () => {
    const call = {
      key: "1",
      startedAt: 1,
      durationS: 1,
      isConnected: true,
      direction: "in",
      protocol: "sip",
      quality: "not_told",
    } as const;
    const outbox = outboxRoom().open();
    outbox.append(observations(1, 5).map((each) => ({ ...each, calls: Array.from({ length: 900 }, () => call) })));

    const run = outbox.oldest(1_000);

    expect(run?.observations).toHaveLength(2);
    expect(run?.observations.flatMap(({ calls }) => calls).length).toBeLessThanOrEqual(wireLimits.callsPerEnvelope);
    outbox.close();
  });

  it("sets aside for a person what the collector rejected, and counts it", () => {
    const room = outboxRoom();
    const outbox = room.open();
    outbox.append(observations(1, 3));
    const run = outbox.oldest(10);
    if (run !== null) outbox.acknowledge(run, [{ sequence: 2, code: "OBSERVED_TOO_OLD", message: "before what is kept" }]);

    expect(outbox.stats()).toMatchObject({ count: 0, rejectedCount: 1, lostCount: 0 });
    outbox.close();
    const db = new DatabaseSync(room.file, { readOnly: true });
    const aside = db.prepare("SELECT sequence, code, message, observation FROM set_aside").all();
    db.close();
    expect(aside).toEqual([
      { sequence: 2, code: "OBSERVED_TOO_OLD", message: "before what is kept", observation: JSON.stringify(observation(2)) },
    ]);
  });

  it("keeps the last two hundred of what was set aside, and the count of all", () => {
    const room = outboxRoom();
    const outbox = room.open();
    outbox.append(observations(1, 250));
    const run = outbox.oldest(1_000);
    const rejections = observations(1, 250).map((_, index) => ({ sequence: index + 1, code: "OBSERVED_TOO_OLD", message: "" }));
    if (run !== null) outbox.acknowledge(run, rejections);

    expect(outbox.stats().rejectedCount).toBe(250);
    outbox.close();
    const db = new DatabaseSync(room.file, { readOnly: true });
    expect(db.prepare("SELECT min(sequence) AS first, count(*) AS count FROM set_aside").get()).toEqual({ first: 51, count: 200 });
    db.close();
  });

  it("tells how much waits and since when", () => {
    const outbox = outboxRoom().open();
    expect(outbox.stats()).toMatchObject({ count: 0, oldestObservedAt: null });

    outbox.append(observations(1, 3));

    expect(outbox.stats()).toMatchObject({ count: 3, oldestObservedAt: observation(1).observedAt });
    outbox.close();
  });
});

describe("a full outbox", () => {
  it("drops its oldest observations, counts them as lost, and remembers the count", () => {
    const room = outboxRoom();
    const small = { maxBytes: 256 * 1024 };
    const outbox = room.open(small);
    for (let number = 1; number <= 3_000; number += 20) outbox.append(observations(number, number + 19));

    const { count, lostCount, bytes } = outbox.stats();
    const oldest = outbox.oldest(1)?.first ?? 0;
    outbox.close();

    expect(lostCount).toBeGreaterThan(0);
    expect(count + lostCount).toBe(3_000);
    expect(oldest).toBe(lostCount + 1);
    expect(bytes).toBeLessThanOrEqual(small.maxBytes + 16 * 4096);
    expect(statSync(room.file).size, "the file itself stays about that small").toBeLessThan(2 * small.maxBytes);
    const again = room.open(small);
    expect(again.stats()).toMatchObject({ count, lostCount });
    again.close();
  });

  it("drops what is older than its days", () => {
    const room = outboxRoom();
    const outbox = room.open({ maxDays: 2 });
    outbox.append(observations(1, 5));
    room.clock.pass(2 * 86_400_000 + 3 * 60_000);
    outbox.append(observations(3_000, 3_020));

    expect(outbox.stats()).toMatchObject({ lostCount: 2, count: 24, oldestObservedAt: observation(3).observedAt });
    outbox.close();
  });

  it("is not emptied by somebody who sets the clock of the machine a year ahead", () => {
    const room = outboxRoom();
    const outbox = room.open({ maxDays: 2 });
    outbox.append(observations(1, 5));
    room.clock.step(365 * 86_400_000);
    outbox.append(observations(6, 30));

    expect(outbox.stats()).toMatchObject({ lostCount: 0, count: 30 });
    outbox.close();
  });

  it("is not emptied by a machine that starts again with its clock a year ahead, and drops what an answer proves to be old", () => {
    const room = outboxRoom();
    const before = room.open({ maxDays: 2 });
    before.heard({ receivedAt: room.clock.nowMs(), sentMs: room.clock.monotonicMs(), answeredMs: room.clock.monotonicMs() });
    before.append(observations(1, 5));
    before.close();
    const yearMs = 365 * 86_400_000;
    const clock = movedClock("ffffffff");
    clock.step(yearMs);

    const outbox = room.open({ maxDays: 2, clock });
    outbox.append(observations(6, 30).map((each) => ({ ...each, observedAt: each.observedAt + yearMs, clockMs: each.clockMs + yearMs })));
    expect(outbox.stats()).toMatchObject({ lostCount: 0, count: 30 });

    const nextWeek = room.clock.nowMs() + 7 * 86_400_000;
    outbox.heard({ receivedAt: nextWeek, sentMs: clock.monotonicMs(), answeredMs: clock.monotonicMs() });
    outbox.beat();
    expect(outbox.stats()).toMatchObject({ lostCount: 5, count: 25 });
    outbox.close();
  });

  it("gives the space of a long outage back to the disk", () => {
    const room = outboxRoom();
    const outbox = room.open();
    for (let number = 1; number <= 12_000; number += 1_000) outbox.append(observations(number, number + 999));
    const large = outbox.stats().bytes;
    takeAll(outbox);
    outbox.close();

    expect(large).toBeGreaterThan(5e6);
    expect(statSync(room.file).size).toBeLessThan(large / 2);
  });
});

describe("whatever is done with it", () => {
  const limit = fc.integer({ min: 1, max: 12 });
  const deed = fc.oneof(
    fc.record({ does: fc.constant("append" as const), count: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ does: fc.constant("send-oldest" as const), limit }),
    fc.record({ does: fc.constant("send-newest" as const), limit }),
    fc.constant({ does: "restart" as const }),
  );

  it("the outbox holds exactly what was appended and not yet sent, and no number means two observations", () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
        const room = outboxRoom();
        let outbox = room.open();
        const waiting: Observation[] = [];
        const meaning = new Map<string, Observation>();
        let appended = 0;
        for (const each of deeds) {
          if (each.does === "append") {
            const batch = observations(appended + 1, appended + each.count);
            outbox.append(batch);
            waiting.push(...batch);
            appended += each.count;
          } else if (each.does === "restart") {
            outbox.close();
            outbox = room.open();
          } else {
            send(outbox, each.does === "send-oldest" ? "oldest" : "newest", each.limit, { waiting, meaning });
          }
          expect(outbox.stats().count).toBe(waiting.length);
        }
        while (waiting.length > 0) send(outbox, "oldest", 7, { waiting, meaning });
        expect(outbox.oldest(1)).toBeNull();
        expect(meaning.size).toBe(appended);
        outbox.close();
      }),
      { numRuns: 15 },
    );
  });
});

/** What should wait, in order, and what each number that was seen stands for. */
interface Book {
  readonly waiting: Observation[];
  readonly meaning: Map<string, Observation>;
}

function send(outbox: Outbox, end: "oldest" | "newest", limit: number, { waiting, meaning }: Book): void {
  const run = outbox[end](limit);
  expect(run === null).toBe(waiting.length === 0);
  if (run === null) return;
  const { length } = run.observations;
  const at = end === "oldest" ? 0 : waiting.length - length;
  expect(run.isNewest).toBe(at + length === waiting.length);
  expect(run.observations).toEqual(waiting.splice(at, length));
  run.observations.forEach((one, index) => {
    const number = `${run.outbox} ${run.first + index}`;
    expect(meaning.get(number)).toBeUndefined();
    meaning.set(number, one);
  });
  outbox.acknowledge(run);
}
