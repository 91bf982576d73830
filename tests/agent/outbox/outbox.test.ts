import { statSync } from "node:fs";
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

  it("forgets nothing when the agent is stopped and started", () => {
    const room = outboxRoom();
    const before = room.open();
    const id = before.id();
    before.append(observations(1, 5));
    before.close();

    const outbox = room.open();

    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(outbox.id()).toBe(id);
    expect(takeAll(outbox).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    outbox.close();
  });

  it("never gives a number twice, not even after everything was sent and the agent started again", () => {
    const room = outboxRoom();
    const first = room.open();
    first.append(observations(1, 5));
    takeAll(first);
    first.close();
    const second = room.open();
    second.append(observations(6, 7));

    expect(takeAll(second).map(({ sequence }) => sequence)).toEqual([6, 7]);
    second.close();
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
    expect(outbox.newest(1_000)).toMatchObject({ boot: "ffffffff", first: 3, observations: observations(3, 4) });
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
        const waiting = new Map<number, Observation>();
        let appended = 0;
        for (const each of deeds) {
          if (each.does === "append") {
            const batch = observations(appended + 1, appended + each.count);
            outbox.append(batch);
            for (const one of batch) waiting.set((appended += 1), one);
          } else if (each.does === "restart") {
            outbox.close();
            outbox = room.open();
          } else {
            send(outbox, each.does === "send-oldest" ? "oldest" : "newest", each.limit, waiting);
          }
          expect(outbox.stats().count).toBe(waiting.size);
        }
        for (const { sequence, observation: one } of takeAll(outbox, 7)) {
          expect(one).toEqual(waiting.get(sequence));
          waiting.delete(sequence);
        }
        expect(waiting.size).toBe(0);
        outbox.close();
      }),
      { numRuns: 15 },
    );
  });
});

function send(outbox: Outbox, end: "oldest" | "newest", limit: number, waiting: Map<number, Observation>): void {
  const run = outbox[end](limit);
  const numbers = [...waiting.keys()];
  expect(run === null).toBe(numbers.length === 0);
  if (run === null) return;
  const last = run.first + run.observations.length - 1;
  expect(end === "oldest" ? run.first : last).toBe(end === "oldest" ? Math.min(...numbers) : Math.max(...numbers));
  expect(run.isNewest).toBe(last === Math.max(...numbers));
  run.observations.forEach((one, index) => {
    expect(one).toEqual(waiting.get(run.first + index));
    waiting.delete(run.first + index);
  });
  outbox.acknowledge(run);
}
