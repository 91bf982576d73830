import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { restartsOf } from "../../../collector/states/restarts.ts";
import type { Observation, Reading } from "../../../contract/observation.ts";
import { observed, t0 } from "../ledger/small-ledger.ts";

const wrapS = 2 ** 32 / 100;
const hour = 3_600;

interface Said {
  readonly codec?: number;
  readonly snmp?: number;
  readonly boots?: number;
}

/** A poll `atS` seconds after the start that read these uptimes. */
function said(atS: number, { codec, snmp, boots }: Said, more: Partial<Observation> = {}): Observation {
  const readings: Reading[] = [];
  if (codec !== undefined) readings.push({ kind: "uptime_seconds", value: codec });
  if (snmp !== undefined) readings.push({ kind: "snmp_uptime_seconds", value: snmp });
  if (boots !== undefined) readings.push({ kind: "snmp_engine_boots", value: boots });
  return observed(atS, { readings, ...more });
}

function kindsAt(observations: readonly Observation[]): [string, number][] {
  return restartsOf(observations).map(({ kind, at }) => [kind, (at - t0) / 1000]);
}

describe("a codec that runs on", () => {
  it("has not restarted", () => {
    expect(kindsAt([said(0, { codec: 100, snmp: 90 }), said(60, { codec: 160, snmp: 150 }), said(120, { codec: 220, snmp: 210 })])).toEqual(
      [],
    );
  });

  it("has not restarted when its clock is set: its uptime takes no notice", () => {
    const clockSet: Reading[] = [
      { kind: "uptime_seconds", value: 160 },
      { kind: "clock_offset_seconds", value: -86_400 },
    ];

    expect(kindsAt([said(0, { codec: 100 }), observed(60, { readings: clockSet }), said(120, { codec: 220 })])).toEqual([]);
  });

  it("has not restarted when a slow poll reads its uptime late, or early", () => {
    const slow = { elapsedMs: 20_000 };

    expect(kindsAt([said(0, { codec: 120 }, slow), said(60, { codec: 162 }), said(120, { codec: 240 }, slow)])).toEqual([]);
  });

  it("has not restarted when its crystal is slow and a month passed without a reading", () => {
    const month = 30 * 86_400;

    expect(kindsAt([said(0, { codec: 10 }), said(month, { codec: month - 150 })])).toEqual([]);
  });

  it("has not restarted when a standby stopped the clock of its uptime", () => {
    expect(kindsAt([said(0, { codec: 86_400 }), said(600, { codec: 86_500 })])).toEqual([]);
  });

  it.each([
    ["just before", wrapS - 60.01, 59.99 - 60],
    ["exactly at", wrapS - 60, 0],
    ["just after", wrapS - 59, 1],
  ])("has not restarted when the 32 bits of sysUpTime are full %s a poll", (_when, before, after) => {
    const snmp = Math.floor((after + wrapS) % wrapS);

    expect(
      kindsAt([said(0, { snmp: Math.floor(before) }), said(60, { snmp }), said(120, { snmp: (snmp + 60) % Math.ceil(wrapS) })]),
    ).toEqual([]);
  });

  it("has not restarted when they were full once or twice while nobody looked", () => {
    expect(kindsAt([said(0, { snmp: 1_000 }), said(Math.round(wrapS) + 500, { snmp: 1_500 })])).toEqual([]);
    expect(kindsAt([said(0, { snmp: 1_000 }), said(Math.round(2 * wrapS) + 500, { snmp: 1_500 })])).toEqual([]);
  });
});

describe("a restart", () => {
  it("is one of the codec when the codec's own uptime begins anew, its SNMP agent with it", () => {
    const polls = [said(0, { codec: 5_000, snmp: 4_990 }), said(180, { codec: 100, snmp: 70 }), said(240, { codec: 160, snmp: 130 })];

    expect(restartsOf(polls)).toEqual([
      { kind: "codec", at: t0 + 80_000, lastBeforeAt: t0, firstAfterAt: t0 + 180_000, uptimeBeforeS: 5_000, uptimeAfterS: 100 },
    ]);
  });

  it("is one of the SNMP agent alone when the codec's own uptime goes on", () => {
    expect(kindsAt([said(0, { codec: 5_000, snmp: 4_990 }), said(60, { codec: 5_060, snmp: 20 })])).toEqual([["snmp_agent", 40]]);
  });

  it("of a codec that is read by SNMP alone is of one or the other, not known which", () => {
    expect(kindsAt([said(0, { snmp: 4_990 }), said(60, { snmp: 20 })])).toEqual([["codec_or_snmp_agent", 40]]);
  });

  it("is named once the codec itself is heard, which takes it longer than its SNMP agent", () => {
    const before = [said(0, { codec: 5_000, snmp: 4_990 }), said(180, { snmp: 20 })];

    expect(kindsAt(before)).toEqual([]);
    expect(kindsAt([...before, said(300, { codec: 180, snmp: 140 })])).toEqual([["codec", 120]]);
    expect(kindsAt([...before, said(300, { codec: 5_300, snmp: 140 })])).toEqual([["snmp_agent", 160]]);
  });

  it("is of one or the other once the codec has not been heard for a quarter of an hour", () => {
    const polls = [said(0, { codec: 5_000, snmp: 4_990 }), said(180, { snmp: 20 }), said(2 * hour, { snmp: 2 * hour - 160 })];

    expect(kindsAt(polls)).toEqual([["codec_or_snmp_agent", 160]]);
  });

  it("just as sysUpTime is full is told by the count of starts", () => {
    const before = { snmp: Math.floor(wrapS) - 60, boots: 3 };

    expect(kindsAt([said(0, before), said(62, { snmp: 1, boots: 4 })])).toEqual([["codec_or_snmp_agent", 61]]);
    expect(kindsAt([said(0, before), said(62, { snmp: 1, boots: 3 })])).toEqual([]);
  });

  it("just after the 32 bits were full is not taken for it", () => {
    expect(kindsAt([said(0, { snmp: Math.floor(wrapS) - 600 }), said(660, { snmp: 20 })])).toEqual([["codec_or_snmp_agent", 640]]);
  });

  it("lies between the two polls that prove it, however badly the codec counts", () => {
    const [restart] = restartsOf([said(0, { codec: 5_000 }), said(60, { codec: 62 })]);

    expect(restart?.at).toBeGreaterThan(t0);
    expect(restart?.at).toBeLessThanOrEqual(t0 + 60_000);
  });
});

/**
 * A codec's true life: when it started, and when its SNMP agent alone did, s. Starting takes longer than the tolerance. A codec that starts
 * at the very minute in which 32 bits would have been full cannot be told from one that ran on: that minute is left out.
 */
const anyLife = fc
  .record({
    starts: fc.uniqueArray(
      fc.integer({ min: 5, max: 4_500 }).map((n) => 20 * n),
      { maxLength: 5 },
    ),
    age: fc.constantFrom(1_000, Math.floor(wrapS) - 20_000, Math.floor(wrapS) - 60, Math.floor(wrapS)),
    agentStarts: fc.uniqueArray(
      fc.integer({ min: 5, max: 4_500 }).map((n) => 20 * n),
      { maxLength: 3 },
    ),
  })
  .filter(({ starts, age }) => starts.every((start) => Math.abs(age + start - wrapS) > 60));

describe("polled each minute", () => {
  test.prop([anyLife])(
    "a codec is never said to restart oftener than it did, nor an SNMP agent that nothing happened to",
    ({ starts, age, agentStarts }) => {
      const codecStarts = [-age, ...starts].toSorted((a, b) => a - b);
      const snmpStarts = [...codecStarts, ...agentStarts].toSorted((a, b) => a - b);
      const polls = Array.from({ length: 1_500 }, (_, index) => index * 60 + 7).map((at) =>
        said(at, {
          codec: at - (codecStarts.findLast((start) => start <= at) ?? 0),
          snmp: Math.floor((at - (snmpStarts.findLast((start) => start <= at) ?? 0)) % wrapS),
        }),
      );
      const seen = restartsOf(polls);

      const inPoll = (start: number) => Math.ceil((start - 7) / 60);
      expect(seen.filter(({ kind }) => kind === "codec")).toHaveLength(
        new Set(starts.filter((start) => start <= 1_499 * 60 + 7).map(inPoll)).size,
      );
      expect(seen.length).toBeLessThanOrEqual(starts.length + agentStarts.length);
      for (const { at } of seen) expect(snmpStarts.some((start) => Math.abs((at - t0) / 1000 - start) <= 6)).toBe(true);
    },
  );
});
