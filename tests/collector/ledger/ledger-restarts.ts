import { expect, it } from "vitest";
import type { Ledger, Restart, Side } from "../../../collector/ledger/port.ts";
import type { Observation, Reading } from "../../../contract/observation.ts";
import { batchOf, observed, t0 } from "./small-ledger.ts";

function reading(atS: number, ...kinds: Reading["kind"][]): Observation {
  return observed(atS, { readings: kinds.map((kind) => ({ kind, value: atS })) });
}

function restart(atS: number, kind: Restart["kind"] = "codec"): Restart {
  const at = t0 + atS * 1000;
  return { at, kind, lastBeforeAt: at - 60_000, firstAfterAt: at + 1, uptimeBeforeS: 900, uptimeAfterS: 0 };
}

/** What every ledger promises of restarts and of what they are concluded from. */
export function keepsRestarts(ledger: () => Ledger): void {
  it("gives the nearest reading of a kind before and after an instant, however far", async () => {
    await ledger().append(
      batchOf(1, [
        reading(9_000, "snmp_uptime_seconds"),
        reading(0, "uptime_seconds", "snmp_uptime_seconds"),
        reading(100, "snmp_uptime_seconds"),
        reading(500, "active_calls"),
        reading(600, "uptime_seconds"),
        reading(5_000, "total_calls"),
        reading(8_000, "snmp_uptime_seconds"),
        { ...reading(620, "uptime_seconds"), endpoint: "codec-b" },
      ]),
    );

    const nearest = async (kind: Reading["kind"], side: Side) => {
      const found = await ledger().nearestReading("codec-a", kind, side);
      return found === null ? null : (found.observedAt - t0) / 1000;
    };

    expect(await nearest("uptime_seconds", { before: t0 + 600_000 })).toBe(0);
    expect(await nearest("uptime_seconds", { before: t0 + 600_001 })).toBe(600);
    expect(await nearest("uptime_seconds", { after: t0 + 600_000 })).toBeNull();
    expect(await nearest("snmp_uptime_seconds", { before: t0 + 600_000 })).toBe(100);
    expect(await nearest("snmp_uptime_seconds", { after: t0 + 100_000 })).toBe(8_000);
    expect(await nearest("snmp_uptime_seconds", { before: Number.MAX_SAFE_INTEGER })).toBe(9_000);
    expect(await nearest("temperature_celsius", { before: Number.MAX_SAFE_INTEGER })).toBeNull();
  });

  it("puts restarts in the place of those concluded before in the same span, and in no other", async () => {
    const inSpan = { from: t0, to: t0 + 200_000 };
    await ledger().keepConclusions(
      {
        restarts: [
          { endpoint: "codec-a", from: t0, to: t0 + 900_000, restarts: [restart(100), restart(200), restart(201)] },
          { endpoint: "codec-b", ...inSpan, restarts: [restart(100, "snmp_agent")] },
        ],
      },
      { follower: "restarts", entry: 1 },
    );
    await ledger().keepConclusions(
      { restarts: [{ endpoint: "codec-a", ...inSpan, restarts: [restart(150, "codec_or_snmp_agent")] }] },
      {
        follower: "restarts",
        entry: 2,
      },
    );

    expect(await ledger().restartsOf("codec-a", 10)).toEqual([restart(201), restart(150, "codec_or_snmp_agent")]);
    expect(await ledger().restartCounts()).toEqual(
      new Map([
        ["codec-a", { codec: 1, codec_or_snmp_agent: 1 }],
        ["codec-b", { snmp_agent: 1 }],
      ]),
    );
    expect(await ledger().cursorOf("restarts", "observations")).toBe(2);
  });
}
