import type { Clock } from "../../../agent/clock.ts";
import type { EndpointSettings } from "../../../agent/poll/endpoint-settings.ts";
import { openTarget, type PollTarget, type TargetOptions } from "../../../agent/poll/poll-target.ts";
import { plainSite } from "../../../agent/poll/site.ts";
import { newTransportCounters } from "../../../agent/transport/counters.ts";
import { secret } from "../recorded-codec.ts";

const paces = { state: 60, status: 300, history: 600, inventory: 86_400 } as const;

/** 23 November 2026, 08:00 UTC, four hours after the boot of the agent's machine, unless moved on. */
export interface TestClock extends Clock {
  advance(ms: number): void;
}

export function testClock(): TestClock {
  let passedMs = 0;
  return {
    nowMs: () => Date.UTC(2026, 10, 23, 8) + passedMs,
    monotonicMs: () => 4 * 3_600_000 + passedMs,
    boot: "0a1b2c3d",
    advance: (ms) => {
      passedMs += ms;
    },
  };
}

/** Who must answer has all the time of a busy machine; a test whose codec is silent asks for less. */
export function targetOf(settings: Partial<EndpointSettings>, more: Partial<TargetOptions> = {}): PollTarget {
  return openTarget(
    { id: "salle-du-conseil", host: "127.0.0.1", family: "auto", timeoutMs: 10_000, retries: 0, ...settings },
    { counters: newTransportCounters(), paces, site: plainSite(secret("clef du site")), ...more },
  );
}
