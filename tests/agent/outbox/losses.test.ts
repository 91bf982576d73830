import { writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Outbox } from "../../../agent/outbox/outbox.ts";
import type { AgentEvent, AgentEventOf } from "../../../contract/agent-event.ts";
import { seededRandom } from "../../../simulator/random.ts";
import { copyOfOutbox, observation, observations, outboxRoom, takeAll } from "./outbox-room.ts";

type Loss = AgentEventOf<"loss">;

const lossesIn = (events: Iterable<AgentEvent>): Loss[] => [...events].flatMap((event) => (event.kind === "loss" ? event : []));
const untoldLosses = (outbox: Outbox): Loss[] => lossesIn(outbox.events.untold(1_000));
const totals = (losses: readonly Loss[]) => ({
  lost: losses.filter(({ reason }) => reason !== "rejected").reduce((sum, { count }) => sum + count, 0),
  rejected: losses.filter(({ reason }) => reason === "rejected").reduce((sum, { count }) => sum + count, 0),
});

/** A collector that keeps each event once, by its fullest telling. */
function collectorOfEvents() {
  const kept = new Map<string, AgentEvent>();
  return {
    kept,
    isTold: (outbox: Outbox) => {
      const events = outbox.events.untold(100);
      for (const event of events) kept.set(event.id, event);
      outbox.events.told(events);
    },
  };
}

describe("a loss is told", () => {
  it("with its reason, how many, and between which instants, when the outbox is full", () => {
    const outbox = outboxRoom().open({ maxBytes: 256 * 1024 });
    for (let number = 1; number <= 3_000; number += 20) outbox.append(observations(number, number + 19));

    const { lostCount } = outbox.stats();
    expect(lostCount).toBeGreaterThan(0);
    expect(untoldLosses(outbox)).toMatchObject([
      {
        reason: "bytes",
        count: lostCount,
        oldest: { at: observation(1).observedAt, boot: "0a1b2c3d" },
        newest: { at: observation(lostCount).observedAt },
      },
    ]);
    outbox.close();
  });

  it("once the clock says something possible, where it could not be written down before", () => {
    const room = outboxRoom();
    const outbox = room.open();
    outbox.append(observations(1, 5));
    const eightyYears = 80 * 365 * 86_400_000;
    room.clock.step(eightyYears);
    const run = outbox.oldest(2);
    if (run !== null) outbox.acknowledge(run, [{ sequence: run.first, code: "ENVELOPE_INVALID", message: "" }]);

    expect(untoldLosses(outbox)).toEqual([]);
    room.clock.step(-eightyYears);
    expect(totals(untoldLosses(outbox))).toEqual({ lost: 0, rejected: 1 });
    outbox.close();
  });

  it("when observations became too old", () => {
    const room = outboxRoom();
    const outbox = room.open({ maxDays: 2 });
    outbox.append(observations(1, 5));
    room.clock.pass(2 * 86_400_000 + 3 * 60_000);
    outbox.beat();

    expect(untoldLosses(outbox)).toMatchObject([
      { reason: "age", count: 2, oldest: { at: observation(1).observedAt }, newest: { at: observation(2).observedAt } },
    ]);
    outbox.close();
  });

  it("when memory cannot hold what the disk refuses", () => {
    const opened: DatabaseSync[] = [];
    const outbox = outboxRoom().open({
      openDatabase: (file) => {
        opened.push(new DatabaseSync(file));
        return opened.at(-1) as DatabaseSync;
      },
    });
    opened.at(-1)?.exec("PRAGMA query_only = 1");
    for (let number = 1; number <= 12_000; number += 500) outbox.append(observations(number, number + 499));

    const { lostCount, keptIn } = outbox.stats();
    expect(keptIn).toBe("memory");
    expect(untoldLosses(outbox)).toMatchObject([{ reason: "memory", count: lostCount }]);
    outbox.close();
  });

  it("when the collector will never take an observation", () => {
    const outbox = outboxRoom().open();
    outbox.append(observations(1, 5));
    const run = outbox.oldest(10);
    if (run !== null) outbox.acknowledge(run, [{ sequence: 3, code: "OBSERVED_TOO_OLD", message: "" }]);

    expect(untoldLosses(outbox)).toMatchObject([
      { reason: "rejected", count: 1, oldest: { at: observation(3).observedAt }, newest: { at: observation(3).observedAt } },
    ]);
    outbox.close();
  });

  it("between its neighbours, when a part of the file was destroyed", () => {
    const room = outboxRoom();
    const outbox = room.open();
    outbox.append(observations(1, 400));
    const copy = copyOfOutbox(room, { closed: true });
    outbox.close();
    copy.db.fill(0xff, Math.floor(copy.db.length / 2), Math.floor(copy.db.length / 2) + 6_000);
    const damaged = outboxRoom();
    writeFileSync(damaged.file, copy.db);

    const mended = damaged.open();
    const found = takeAll(mended).map(({ observation: one }) => one.observedAt);
    const losses = untoldLosses(mended);

    expect(totals(losses).lost).toBe(400 - found.length);
    expect(losses.length).toBeGreaterThan(0);
    for (const { reason, count, oldest, newest } of losses) {
      expect(reason).toBe("damaged");
      const between = observations(1, 400).filter(
        ({ observedAt }) => observedAt > (oldest?.at ?? 0) && observedAt < (newest?.at ?? Infinity),
      );
      expect(between).toHaveLength(count);
      expect(found).not.toEqual(expect.arrayContaining(between.map(({ observedAt }) => observedAt)));
    }
    mended.close();
  });

  it("once, whatever the collector has of it already: it is the same event, grown", () => {
    const room = outboxRoom();
    const outbox = room.open({ maxDays: 2 });
    outbox.append(observations(1, 5));
    room.clock.pass(2 * 86_400_000 + 2 * 60_000);
    outbox.beat();
    const [first] = untoldLosses(outbox);
    room.clock.pass(60_000);
    outbox.beat();
    if (first !== undefined) outbox.events.told([first]);

    expect(untoldLosses(outbox)).toMatchObject([{ id: first?.id, count: (first?.count ?? 0) + 1 }]);
    outbox.close();
  });
});

describe("whatever is lost, and however often the agent is killed or its file damaged", () => {
  const deed = fc.oneof(
    fc.record({ does: fc.constant("append" as const), count: fc.integer({ min: 1, max: 60 }) }),
    fc.record({ does: fc.constant("send" as const), limit: fc.integer({ min: 1, max: 40 }), rejects: fc.integer({ min: 0, max: 3 }) }),
    fc.record({ does: fc.constant("pass" as const), minutes: fc.integer({ min: 1, max: 3_000 }) }),
    fc.constant({ does: "tell" as const }),
    fc.constant({ does: "restart" as const }),
    fc.constant({ does: "kill" as const }),
    fc.record({ does: fc.constant("damage" as const), seed: fc.integer({ min: 1, max: 1_000_000 }) }),
  );

  it("the losses told are the losses counted, and what was appended is sent, rejected, waiting or lost", () => {
    fc.assert(
      fc.property(fc.array(deed, { minLength: 5, maxLength: 40 }), (deeds) => {
        let room = outboxRoom();
        const bounds = { maxDays: 2, maxBytes: 120 * 1024 };
        let outbox = room.open(bounds);
        const collector = collectorOfEvents();
        let appended = 0;
        let sent = 0;
        let isCertain = true;
        for (const each of deeds) {
          if (each.does === "append") {
            // At the agent's own pace, so that what became too old is truly older than two days.
            const at = room.clock.nowMs();
            const batch = observations(appended + 1, appended + each.count).map((one) => ({ ...one, observedAt: at }));
            outbox.append(batch);
            appended += each.count;
          } else if (each.does === "send") {
            const run = outbox.oldest(each.limit);
            const rejects = Math.min(each.rejects, run?.observations.length ?? 0);
            const rejections = Array.from({ length: rejects }, (_, index) => ({
              sequence: (run?.first ?? 0) + index,
              code: "OBSERVED_TOO_OLD",
              message: "",
            }));
            if (run !== null) outbox.acknowledge(run, rejections);
            sent += (run?.observations.length ?? 0) - rejects;
          } else if (each.does === "pass") room.clock.pass(each.minutes * 60_000);
          else if (each.does === "tell") collector.isTold(outbox);
          else if (each.does === "restart") {
            outbox.close();
            outbox = room.open(bounds);
          } else {
            const copy = copyOfOutbox(room, { closed: false });
            outbox.close();
            const { clock } = room;
            room = { ...outboxRoom(), clock };
            if (each.does === "damage") isCertain = flipOne(copy, each.seed) && isCertain;
            writeFileSync(room.file, copy.db);
            writeFileSync(`${room.file}-wal`, copy.log);
            outbox = room.open({ ...bounds, clock });
          }
          const { lostCount, rejectedCount, count } = outbox.stats();
          const told = totals(
            lossesIn(new Map([...collector.kept, ...outbox.events.untold(1_000).map((event) => [event.id, event] as const)]).values()),
          );
          expect(told).toEqual({ lost: lostCount, rejected: rejectedCount });
          if (isCertain) expect(sent + rejectedCount + lostCount + count).toBe(appended);
        }
        outbox.close();
      }),
      { numRuns: 40 },
    );
  });
});

/** One byte somewhere: at least one copy of the newest counters survives. False where the log was hit: what a log lost at its end, nobody can count. */
function flipOne({ db, log }: { db: Buffer; log: Buffer }, seed: number): boolean {
  const random = seededRandom(seed);
  const hit = random.between(0, 1) === 0 || log.length === 0 ? db : log;
  const place = random.between(100, hit.length - 1);
  hit[place] = (hit[place] ?? 0) ^ (1 << random.between(0, 7));
  return hit !== log;
}
