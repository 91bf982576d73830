import { readFileSync } from "node:fs";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { beforeAll, describe, expect, it } from "vitest";
import type { DocumentNode, ReadCall } from "../../../agent/drivers/driver.ts";
import { nodesAt } from "../../../agent/drivers/node-access.ts";
import { hdxCallRecords } from "../../../agent/drivers/poly-hdx-cdr.ts";
import { type LinkedCall, linkAttempts } from "../../../agent/poll/attempts.ts";
import { parseDocument } from "../../../agent/transport/document.ts";
import { describeWithRecordings } from "../../servers/requirements.ts";

const inBrittany = { nowMs: Date.UTC(2026, 2, 2), zone: "Europe/Paris", ignoredDiagnostics: new Set<string>() };

function readCall(node: DocumentNode, zone = inBrittany.zone): ReadCall {
  const call = hdxCallRecords.calls?.toCall(node, { ...inBrittany, zone });
  if (call === undefined || call === null) throw new Error("no call was read");
  return call;
}

/** A record of 42 columns, "---" where nothing is given. */
function record(cells: Readonly<Record<number, string>>): DocumentNode {
  const told: Readonly<Record<number, string>> = {
    8: "660001",
    10: "h323",
    11: "384Kbps",
    13: "In",
    14: "64",
    15: "1",
    28: "16",
    ...cells,
  };
  return { data: Array.from({ length: 42 }, (_, place) => told[place] ?? "---") };
}

const lasted = (start: readonly [string, string], end: readonly [string, string], duration: string): DocumentNode =>
  record({ 1: start[0], 2: start[1], 3: end[0], 4: end[1], 5: duration });

const utc = (text: string): number => Date.parse(`${text}Z`);

describe("a call record of an HDX", () => {
  it.each(["-0:01:00", "1:24", "soon", "---"])("whose duration cannot be read (%s) is dropped, for it may be no failure", (duration) => {
    expect(() => readCall(lasted(["12/Aug/2022", "17:42:06"], ["12/Aug/2022", "17:43:06"], duration))).toThrow("duration");
  });

  it("is dated in the zone of the site", () => {
    const summer = lasted(["12/Aug/2022", "17:42:06"], ["12/Aug/2022", "17:43:06"], "0:01:00");
    const winter = lasted(["18/Nov/2013", "17:26:32"], ["18/Nov/2013", "17:27:32"], "0:01:00");

    expect(readCall(summer).startedAt).toBe(utc("2022-08-12T15:42:06"));
    expect(readCall(winter).startedAt).toBe(utc("2013-11-18T16:26:32"));
    expect(readCall(winter, "Indian/Reunion").startedAt).toBe(utc("2013-11-18T13:26:32"));
  });

  it("keeps its key whatever the zone it is read in, and whatever its row", () => {
    const newest = record({ 0: "1", 1: "12/Aug/2022", 2: "17:42:06", 3: "12/Aug/2022", 4: "17:42:06", 5: "0:00:00", 14: "80" });
    const older = record({ 0: "7", 1: "12/Aug/2022", 2: "17:42:06", 3: "12/Aug/2022", 4: "17:42:06", 5: "0:00:00", 14: "80" });

    expect(readCall(newest).key).toBe("80-1-20220812174206");
    expect(readCall(older, "Indian/Reunion").key).toBe("80-1-20220812174206");
  });

  it("takes the first 2:30 of the night that has two, when nothing tells which", () => {
    const call = readCall(lasted(["26/Oct/2025", "02:30:00"], ["26/Oct/2025", "02:40:00"], "0:10:00"));

    expect(call.startedAt).toBe(utc("2025-10-26T00:30:00"));
    expect(call.endedAt).toBe(utc("2025-10-26T00:40:00"));
  });

  it("takes the second 2:30 when the end and the duration say so", () => {
    const call = readCall(lasted(["26/Oct/2025", "02:30:00"], ["26/Oct/2025", "03:10:00"], "0:40:00"));

    expect(call.startedAt).toBe(utc("2025-10-26T01:30:00"));
    expect(call.endedAt).toBe(utc("2025-10-26T02:10:00"));
  });

  it("ends after it began, though the clock went back meanwhile", () => {
    const call = readCall(lasted(["26/Oct/2025", "02:50:00"], ["26/Oct/2025", "02:10:00"], "0:20:00"));

    expect(call.startedAt).toBe(utc("2025-10-26T00:50:00"));
    expect(call.endedAt).toBe(utc("2025-10-26T01:10:00"));
  });

  it("is not lost when its codec shows an hour that the spring night does not have", () => {
    expect(readCall(lasted(["30/Mar/2025", "02:30:00"], ["30/Mar/2025", "03:31:00"], "0:01:00")).startedAt).toBe(
      utc("2025-03-30T01:30:00"),
    );
  });

  it("tells any call at its true time, and its length, in any zone", () => {
    const zones = ["Europe/Paris", "America/Guadeloupe", "Indian/Reunion", "Pacific/Noumea", "America/Miquelon"];
    const instants = fc.integer({ min: Date.UTC(2005, 0, 1) / 1000, max: Date.UTC(2035, 0, 1) / 1000 });
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 4 * 3600 }), fc.constantFrom(...zones), (startS, durationS, zone) => {
        const call = readCall(lasted(written(startS, zone), written(startS + durationS, zone), hours(durationS)), zone);

        expect(call.durationS).toBe(durationS);
        expect((call.endedAt ?? 0) - call.startedAt).toBe(durationS * 1000);
        // In the hour that comes twice the first is taken when both would do.
        expect([0, 3600_000, 1800_000]).toContain(startS * 1000 - call.startedAt);
      }),
    );
  });

  it("has no quality before the first sample, and none at all where the codec sampled nothing", () => {
    const unsampled = { 34: "0", 35: "0", 36: "0", 37: "0", 38: "0", 39: "0", 40: "0", 41: "0" };
    const at = { 1: "12/Aug/2022", 2: "17:00:00", 3: "12/Aug/2022", 4: "17:01:00" };

    expect(readCall(record({ ...at, ...unsampled, 5: "0:00:59" }))).toMatchObject({ quality: "too_short" });
    expect(readCall(record({ ...at, ...unsampled, 5: "0:01:00" }))).toMatchObject({ quality: "not_told" });
    expect(readCall(record({ ...at, ...unsampled, 5: "0:00:00", 27: '"Failed Attempt"' }))).toMatchObject({ quality: "not_told" });
  });

  it("has the worst latency and jitter of both directions, and no latency that nobody could talk over", () => {
    const measured = { 34: "27.00", 35: "29.00", 36: "45", 37: "61", 38: "0.00", 39: "2.00", 40: "2", 41: "5" };
    const at = { 1: "12/Aug/2022", 2: "17:00:00", 3: "12/Aug/2022", 4: "17:10:00", 5: "0:10:00" };

    expect(readCall(record({ ...at, ...measured }))).toMatchObject({ quality: "measured", maxJitterMs: 5, maxLatencyMs: 61 });
    expect(readCall(record({ ...at, ...measured, 36: "15499", 37: "15499" }))).not.toHaveProperty("maxLatencyMs");
  });

  it("has no loss ratio: a percentage rounded to one decimal is none", () => {
    const call = readCall(
      record({
        1: "12/Aug/2022",
        2: "17:00:00",
        3: "12/Aug/2022",
        4: "17:10:00",
        5: "0:10:00",
        30: "0.1",
        31: "0.3",
        32: "113.0",
        33: "8.0",
      }),
    );

    expect(call).not.toHaveProperty("lossRatio");
    expect(call).not.toHaveProperty("streams");
  });

  it.each([
    ["another month", { 1: "12/Aoû/2022", 2: "17:00:00", 3: "12/Aug/2022", 4: "17:10:00", 5: "0:10:00" }, "without its times"],
    ["no time", { 1: "12/Aug/2022", 3: "12/Aug/2022", 4: "17:10:00", 5: "0:10:00" }, "without its times"],
    ["a day that no calendar has", { 1: "31/Feb/2022", 2: "17:00:00", 3: "12/Aug/2022", 4: "17:10:00", 5: "0:10:00" }, "day"],
  ])("with %s is refused, not guessed", (_, cells, problem) => {
    expect(() => readCall(record(cells))).toThrow(problem);
  });

  it("with fewer columns than it should have is refused", () => {
    expect(() => readCall({ data: ["1", "12/Aug/2022", "17:00:00"] })).toThrow("another length");
  });
});

function written(second: number, zone: string): readonly [string, string] {
  const time = Temporal.Instant.fromEpochMilliseconds(second * 1000).toZonedDateTimeISO(zone);
  const month = time.toLocaleString("en-US", { month: "short" });
  return [`${String(time.day).padStart(2, "0")}/${month}/${time.year}`, time.toPlainTime().toString({ smallestUnit: "second" })];
}

function hours(seconds: number): string {
  const two = (count: number): string => String(Math.floor(count)).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

const file = "http/polycom-hdx9006/GET_a_getcdr_cgi.anon.xml";

describeWithRecordings([file], "nine years of calls of one HDX", (folder) => {
  let calls: readonly LinkedCall[] = [];

  beforeAll(async () => {
    const parsed = await parseDocument("xml", readFileSync(`${folder}/${file}`, "utf8"));
    calls = linkAttempts(nodesAt("tree" in parsed ? parsed.tree : null, "cdr/call[]").map((node) => readCall(node)));
  });

  it("are 73 records, each with its own key: 49 connected calls and 24 attempts of zero length", () => {
    expect(new Set(calls.map(({ key }) => key)).size).toBe(73);
    expect(calls.filter(({ isConnected }) => isConnected)).toHaveLength(49);
    expect(calls.filter(({ isConnected, durationS }) => !isConnected && durationS === 0)).toHaveLength(24);
  });

  it("have 11 records of a codec rolling over, all linked to the other record of their attempt", () => {
    const rolledOver = calls.filter(({ cause }) => cause === "rolled_over");
    const firstKeys = new Set(calls.map(({ retryOf }) => retryOf));

    expect(rolledOver).toHaveLength(11);
    expect(rolledOver.filter(({ key, retryOf }) => retryOf !== undefined || firstKeys.has(key))).toHaveLength(11);
  });

  it("have 9 retries within 30 seconds: 15 attempts came to nothing, not 24", () => {
    const retries = calls.filter(({ retryOf }) => retryOf !== undefined);

    expect(retries).toHaveLength(9);
    expect(calls.filter(({ isConnected, retryOf }) => !isConnected && retryOf === undefined)).toHaveLength(15);
  });

  it("are 31 uses: calls of a minute at least, redials to the same far end within five minutes joined", () => {
    expect(usesOf(calls)).toHaveLength(31);
  });
});

/** Starts of uses. A use goes on when the same far end is called again within five minutes of the end of the call before. */
function usesOf(calls: readonly ReadCall[]): number[] {
  const real = calls.filter(({ isConnected, durationS }) => isConnected && durationS >= 60);
  const oldestFirst = real.toSorted((one, other) => one.startedAt - other.startedAt);
  const lastEnds = new Map<string, number>();
  return oldestFirst.flatMap(({ startedAt, durationS, farEndAddress }) => {
    const far = farEndAddress ?? "";
    const isRedial = startedAt - (lastEnds.get(far) ?? Number.NEGATIVE_INFINITY) <= 5 * 60_000;
    lastEnds.set(far, startedAt + durationS * 1000);
    return isRedial ? [] : [startedAt];
  });
}
