import { describe, expect, it } from "vitest";
import { channelsOf } from "../../../collector/states/channels.ts";

const now = Date.UTC(2026, 9, 1);
const standing = (ageS: number, intervalS = 60) =>
  ({ agent: "agent-a", channel: "http", outcome: "refused", observedAt: now - ageS * 1000, intervalS }) as const;
const http = (standings: Parameters<typeof channelsOf>[0], lastObservedAt: number | null) =>
  channelsOf(standings, lastObservedAt, now).find(({ channel }) => channel === "http");

describe("the channels of an endpoint", () => {
  it("are all named, those the agent does not use too", () => {
    expect(channelsOf([], now, now).map(({ channel, state }) => [channel, state])).toEqual([
      ["snmp", "not_configured"],
      ["http", "not_configured"],
      ["tcp", "not_configured"],
      ["icmp", "not_configured"],
    ]);
  });

  it("do what they did when they were last tried", () => {
    expect(http([standing(50)], now)).toEqual({ channel: "http", state: "refused", observedAt: now - 50_000, isCurrent: true });
  });

  it("are no longer configured once the endpoint is polled without them", () => {
    expect(http([standing(600)], now - 10_000)?.state).toBe("not_configured");
  });

  it("keep their last word, as an old one, when nobody polls the endpoint at all", () => {
    expect(http([standing(600)], now - 600_000)).toMatchObject({ state: "refused", isCurrent: false });
  });

  it("are waited for at the pace of the question that tries them", () => {
    expect(http([standing(600, 300)], now)).toMatchObject({ state: "refused", isCurrent: true });
  });
});
