import { fc } from "@fast-check/vitest";
import { expect, it } from "vitest";
import type { Ledger, StoredCall } from "../../../collector/ledger/port.ts";
import type { CallRecord } from "../../../contract/call.ts";
import { batchOf, callTold, observed, t0 } from "./small-ledger.ts";

/** Polls of the history of "codec-a", one envelope each, `atS` seconds after the start. */
export async function polled(ledger: Ledger, sequence: number, atS: number, calls: readonly CallRecord[]): Promise<void> {
  await ledger.append(batchOf(sequence, [observed(atS, { question: "history", calls })]));
}

/** What a follower ends with that reads the stream to its end and keeps the last word on each call. */
export function followed(ledger: Ledger, after = 0): Promise<readonly StoredCall[]> {
  return ledger.callsAfter(after, 1_000);
}

/** What every ledger promises of calls: one record each, the fullest that was told, whatever the order. */
export function keepsCalls(ledger: () => Ledger): void {
  keepsThemOnce(ledger);
  completesThem(ledger);
  knowsNoOrder(ledger);
}

function keepsThemOnce(ledger: () => Ledger): void {
  it("keeps a call once, however many polls read it", async () => {
    const calls = [callTold("7"), callTold("8", { startedAt: t0 + 5_000 })];
    await polled(ledger(), 1, 0, calls);
    await polled(ledger(), 2, 600, calls);

    expect(await followed(ledger())).toEqual([
      { entry: 1, endpoint: "codec-a", leg: 0, trueStartedAt: t0, isImported: false, ...calls[0] },
      { entry: 2, endpoint: "codec-a", leg: 0, trueStartedAt: t0 + 5_000, isImported: false, ...calls[1] },
    ]);
    expect((await ledger().callCounts()).get("codec-a")).toBe(2);
  });

  it("gives back everything a codec told of a call", async () => {
    const call: CallRecord = {
      ...callTold("7"),
      endedAt: t0 + 600_000,
      isConnected: false,
      rateKbps: 1_920,
      isEncrypted: false,
      cause: "busy",
      retryOf: "6",
      isTest: true,
      quality: "too_short",
      maxJitterMs: 12,
      maxLatencyMs: 80,
      streams: [{ medium: "presentation", direction: "in", lossRatio: 0.5 }],
      farEndPlace: "commune:29155",
      farEndKind: "concierge",
      clockOffsetS: -3_600,
    };
    await polled(ledger(), 1, 0, [call]);

    expect(await followed(ledger())).toEqual([
      { entry: 1, endpoint: "codec-a", leg: 0, trueStartedAt: t0 + 3_600_000, isImported: false, ...call },
    ]);
  });

  it("tells apart calls of one endpoint that started together, those told anew included", async () => {
    await polled(ledger(), 1, 0, [callTold("7"), callTold("8")]);
    await polled(ledger(), 2, 600, [
      callTold("7", { startedAt: t0 + 5_000, durationS: 900 }),
      callTold("9"),
      callTold("8", { durationS: 900 }),
    ]);

    expect((await followed(ledger())).map(({ key, leg }) => [key, leg])).toEqual([
      ["7", 0],
      ["9", 0],
      ["8", 1],
    ]);
  });
}

function completesThem(ledger: () => Ledger): void {
  it("completes a call that was still going on when it was first read, and tells followers so", async () => {
    await polled(ledger(), 1, 0, [callTold("7", { durationS: 120 }), callTold("8")]);
    await polled(ledger(), 2, 600, [callTold("7", { durationS: 600, endedAt: t0 + 600_000 })]);

    expect(await followed(ledger(), 2)).toMatchObject([{ entry: 3, key: "7", durationS: 600, endedAt: t0 + 600_000 }]);
    expect(await followed(ledger())).toHaveLength(2);
    expect((await ledger().lastEntries()).calls).toBe(3);
  });

  it("does not take the beginning of a call for its end when a backlog brings it late", async () => {
    await polled(ledger(), 1, 600, [callTold("7", { durationS: 600 })]);
    await polled(ledger(), 2, 0, [callTold("7", { durationS: 120 })]);

    expect(await followed(ledger())).toMatchObject([{ entry: 1, durationS: 600 }]);
  });

  it("corrects the hour of a call once the codec's clock is known to be wrong, and not again when it is set right", async () => {
    await polled(ledger(), 1, 0, [callTold("7")]);
    await polled(ledger(), 2, 600, [callTold("7", { clockOffsetS: 3_600 })]);
    await polled(ledger(), 3, 86_400, [callTold("7", { clockOffsetS: 0 })]);

    expect(await followed(ledger())).toMatchObject([{ entry: 2, startedAt: t0, trueStartedAt: t0 - 3_600_000, clockOffsetS: 3_600 }]);
  });

  it("knows what a call was a retry of after the codec has forgotten the first attempt", async () => {
    await polled(ledger(), 1, 0, [callTold("7", { retryOf: "6" })]);
    await polled(ledger(), 2, 86_400, [callTold("7")]);

    expect(await followed(ledger())).toMatchObject([{ entry: 1, retryOf: "6" }]);
  });

  it("takes what the phone book of the site says today of the far end of an old call", async () => {
    await polled(ledger(), 1, 0, [callTold("7", { farEndPlace: "unknown" })]);
    await polled(ledger(), 2, 86_400, [callTold("7", { farEndPlace: "commune:29155" })]);

    expect(await followed(ledger())).toMatchObject([{ entry: 2, farEndPlace: "commune:29155" }]);
  });
}

/** One telling of one of three calls: by the poll at `atS`, or by a file. */
const anyTelling = fc.record({
  isFile: fc.boolean(),
  atS: fc.integer({ min: 0, max: 5 }),
  call: fc
    .record(
      {
        key: fc.constantFrom("1", "2", "3"),
        durationS: fc.constantFrom(0, 60, 600),
        endedAt: fc.constantFrom(t0 + 60_000, t0 + 600_000),
        startedAt: fc.constantFrom(t0, t0 + 1_000),
        retryOf: fc.constantFrom("0", "00"),
        clockOffsetS: fc.constantFrom(0, 7, 3_600),
        farEndPlace: fc.constantFrom("unknown", "france"),
        rateKbps: fc.constantFrom(384, 768),
      },
      { requiredKeys: ["key", "durationS", "startedAt"] },
    )
    .map((more) => callTold(more.key, more)),
});
type Telling = typeof anyTelling extends fc.Arbitrary<infer T> ? T : never;

async function tell(ledger: Ledger, tellings: readonly Telling[], endpoint: string, firstSequence: number): Promise<void> {
  for (const [index, { isFile, atS, call }] of tellings.entries()) {
    if (isFile) await ledger.importCalls(endpoint, [call], t0 + atS);
    else await ledger.append(batchOf(firstSequence + index, [observed(atS, { endpoint, question: "history", calls: [call] })]));
  }
}

function knowsNoOrder(ledger: () => Ledger): void {
  it("ends with the same calls whatever the order they are told in and however often, one record each", async () => {
    const twoOrders = fc
      .array(anyTelling, { minLength: 1, maxLength: 8 })
      .chain((tellings) =>
        fc.tuple(fc.constant(tellings), fc.shuffledSubarray([...tellings, ...tellings], { minLength: 2 * tellings.length })),
      );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(twoOrders, async ([inOrder, shuffled]) => {
        run += 1;
        const [one, other] = [`one-${run}`, `other-${run}`];
        const from = (await ledger().lastEntries()).calls;
        const sequence = run * 100;
        await tell(ledger(), inOrder, one, sequence);
        const halfway = await followed(ledger(), from);
        await tell(ledger(), shuffled, other, sequence + 50);
        const all = await followed(ledger(), from);

        expect(recordsOf(all, other)).toEqual(recordsOf(all, one));
        expect(all.filter(({ endpoint }) => endpoint === one)).toEqual(halfway);
        const keys = halfway.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        const places = all.map(({ endpoint, trueStartedAt, leg }) => `${endpoint} ${trueStartedAt} ${leg}`);
        expect(new Set(places).size).toBe(places.length);
      }),
      { numRuns: 80 },
    );
  });

  it("gives a follower that reads now and then every word it needs", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyTelling, { minLength: 1, maxLength: 10 }), fc.integer({ min: 1, max: 4 }), async (tellings, stride) => {
        run += 1;
        const endpoint = `codec-${run}`;
        const from = (await ledger().lastEntries()).calls;
        const seen = new Map<string, StoredCall>();
        let cursor = from;
        for (const [index, telling] of tellings.entries()) {
          await tell(ledger(), [telling], endpoint, run * 100 + index);
          if (index % stride !== 0 && index < tellings.length - 1) continue;
          for (const call of await followed(ledger(), cursor)) {
            seen.set(call.key, call);
            cursor = call.entry;
          }
        }

        expect([...seen.values()].toSorted((left, right) => left.entry - right.entry)).toEqual(await followed(ledger(), from));
      }),
      { numRuns: 60 },
    );
  });
}

/** The records of one endpoint without what the order of their arrival may decide: entry, and which of two simultaneous calls is which leg. */
function recordsOf(calls: readonly StoredCall[], endpoint: string): StoredCall[] {
  return calls
    .filter((call) => call.endpoint === endpoint)
    .map((call) => ({ ...call, entry: 0, endpoint: "", leg: 0 }))
    .toSorted((left, right) => (left.key < right.key ? -1 : 1));
}
