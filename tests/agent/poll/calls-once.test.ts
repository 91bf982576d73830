import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { driverOf } from "../../../agent/drivers/index.ts";
import type { EndpointSettings } from "../../../agent/poll/endpoint-settings.ts";
import { pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import type { PollTarget } from "../../../agent/poll/poll-target.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import type { Observation } from "../../../contract/observation.ts";
import { batchOf } from "../../collector/ledger/small-ledger.ts";
import { type Forgetting, HistoryModel } from "./history-models.ts";
import { type TestClock, targetOf, testClock } from "./polled-codec.ts";
import { startSpokenCodec } from "./spoken-codec.ts";
import { startSpokenCts } from "./spoken-cts.ts";

const minuteMs = 60_000;
const codecs = [
  { family: "cisco-ce", capacity: 150, forgetting: "oldest" },
  { family: "cisco-ce", capacity: 1_000, forgetting: "oldest" },
  // Its newest thousand are all that is asked for.
  { family: "poly-videoos", capacity: 1_000, forgetting: "oldest" },
  { family: "poly-videoos", capacity: 60, forgetting: "oldest" },
  { family: "poly-hdx", capacity: 150, forgetting: "all" },
  { family: "poly-hdx", capacity: 150, forgetting: "oldest" },
  // Its table begins again with each start of the codec.
  { family: "cisco-cts", capacity: 500, forgetting: "oldest" },
] as const satisfies readonly { family: string; capacity: number; forgetting: Forgetting }[];

/** What happens to a room, its codec and its agent, in any order. */
const happenings = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ does: fc.constant("calls" as const), count: fc.integer({ min: 1, max: 4 }) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant("calls" as const), count: fc.integer({ min: 50, max: 320 }) }) },
    { weight: 6, arbitrary: fc.constant({ does: "poll" as const }) },
    { weight: 1, arbitrary: fc.constant({ does: "poll of which a part is missing" as const }) },
    { weight: 1, arbitrary: fc.constant({ does: "poll that the agent does not survive" as const }) },
    { weight: 1, arbitrary: fc.constant({ does: "poll told twice" as const }) },
    { weight: 1, arbitrary: fc.constant({ does: "codec reboots" as const }) },
    { weight: 1, arbitrary: fc.constant({ does: "agent restarts" as const }) },
    { weight: 1, arbitrary: fc.constant({ does: "a day passes" as const }) },
  ),
  { maxLength: 24 },
);
type Happening = (typeof happenings extends fc.Arbitrary<infer All> ? All : never)[number];

/** A codec on loopback, and how to reach it. */
interface Codec {
  readonly settings: Partial<EndpointSettings>;
  close(): Promise<void>;
}

async function startCodec(family: string, model: HistoryModel): Promise<Codec> {
  if (family === "cisco-cts") return startSpokenCts(model);
  const codec = await startSpokenCodec(model.say);
  return { settings: { http: codec.http }, close: () => codec.close() };
}

/** One room with everything between a call and the ledger, and what a spy in the room would know. */
class Room {
  readonly ledger = openSqliteLedger({ file: ":memory:" });
  readonly model: HistoryModel;
  readonly clock: TestClock = testClock();
  readonly everyStart: number[] = [];
  /** Calls that were there to be read when the whole list was, by an agent that lived to tell. */
  readonly readable = new Set<number>();
  readonly mistakes: string[] = [];
  readonly #family: string;
  readonly #codec: Codec;
  #target: PollTarget;
  #sequence = 1;
  #lastRead: readonly number[] = [];
  #sinceLastRead: number[] = [];

  constructor({ family }: (typeof codecs)[number], codec: Codec, model: HistoryModel) {
    this.#family = family;
    this.model = model;
    this.#codec = codec;
    this.#target = this.#newAgent();
  }

  async happen(happening: Happening): Promise<void> {
    switch (happening.does) {
      case "calls":
        for (let count = 0; count < happening.count; count += 1) this.#call();
        return;
      case "poll":
        await this.#keep(await this.#poll());
        return;
      case "poll of which a part is missing":
        this.model.partFault = 503;
        await this.#keep(await this.#poll());
        this.model.partFault = null;
        return;
      case "poll that the agent does not survive":
        await this.#poll();
        await this.#restart();
        return;
      case "poll told twice": {
        const observation = await this.#poll();
        await this.#keep(observation);
        await this.#keep(observation);
        return;
      }
      case "codec reboots":
        return this.model.reboot();
      case "agent restarts":
        return this.#restart();
      case "a day passes":
        this.clock.advance(25 * 60 * minuteMs);
    }
  }

  async startsInLedger(): Promise<number[]> {
    const stored = await (await this.ledger).callsAfter(0, 10_000);
    return stored.map(({ startedAt }) => startedAt);
  }

  async close(): Promise<void> {
    await this.#target.close();
    await (await this.ledger).close();
  }

  #call(): void {
    const call = { startedAt: this.clock.nowMs(), durationS: 45 };
    this.clock.advance(minuteMs);
    this.model.call(call);
    this.everyStart.push(call.startedAt);
    this.#sinceLastRead.push(call.startedAt);
  }

  async #poll(): Promise<Observation> {
    const before = this.model.faultsSaid;
    const { observation, droppedFields } = await pollEndpoint(this.#target, "history", this.clock);
    const { http, snmp } = observation.channels;
    if ((http ?? snmp) !== "answered" || droppedFields > 0) this.mistakes.push(JSON.stringify(observation));
    if (this.model.faultsSaid === before) this.#check(observation);
    return observation;
  }

  /** A whole list was read: does it say truly whether it joins up with the one before? */
  #check(observation: Observation): void {
    const told = observation.readings.find(({ kind }) => kind === "history_state")?.value ?? null;
    const now = this.model.starts;
    const isLost = this.#sinceLastRead.some((start) => !now.includes(start));
    const joinsUp = now.some((start) => this.#lastRead.includes(start));
    const joined = joinsUp ? "continuous" : "gap";
    const expected = this.#lastRead.length === 0 || now.length === 0 ? null : joined;
    if (told !== expected) this.mistakes.push(`told ${told}, was ${expected}`);
    if (isLost && told === "continuous") this.mistakes.push("a lost call was not told");
    if (now.length > 0) this.#lastRead = now;
    this.#sinceLastRead = [];
  }

  async #keep(observation: Observation): Promise<void> {
    if (this.model.partFault === null) for (const start of this.model.starts) this.readable.add(start);
    await (await this.ledger).append(batchOf(this.#sequence, [observation]));
    this.#sequence += 1;
    this.clock.advance(10 * minuteMs);
  }

  async #restart(): Promise<void> {
    await this.#target.close();
    this.#target = this.#newAgent();
    this.#lastRead = [];
  }

  #newAgent(): PollTarget {
    const driver = driverOf(this.#family);
    if (driver === null) throw new Error(`no family ${this.#family}`);
    return targetOf({ ...this.#codec.settings, family: driver.family, timeoutMs: 10_000 });
  }
}

describe.each(codecs)("the calls of a $family that keeps $capacity of them and then forgets the $forgetting", (kind) => {
  test.prop([happenings], { numRuns: 12 })("are in the ledger once each, whatever happens, but for those told as lost", async (story) => {
    const model = new HistoryModel(kind.family, kind.capacity, kind.forgetting);
    const codec = await startCodec(kind.family, model);
    const room = new Room(kind, codec, model);
    try {
      for (const happening of story) await room.happen(happening);
      await room.happen({ does: "poll" });
      const kept = await room.startsInLedger();

      expect(room.mistakes).toEqual([]);
      expect(new Set(kept).size, "no call twice").toBe(kept.length);
      expect(new Set([...room.everyStart, ...kept]).size, "no call that never was").toBe(room.everyStart.length);
      expect(
        [...room.readable].filter((start) => !kept.includes(start)),
        "no call that could be read is missing",
      ).toEqual([]);
    } finally {
      await room.close();
      await codec.close();
    }
  });
});
