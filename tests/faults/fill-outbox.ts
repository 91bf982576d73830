import { join } from "node:path";
import { openOutbox } from "../../agent/outbox/open-outbox.ts";
import type { Observation } from "../../contract/observation.ts";
import type { Site } from "./site.ts";

const minuteMs = 60_000;
const atATime = 1_000;

export interface Past {
  readonly codecs: readonly string[];
  readonly from: number;
  readonly polls: number;
}

/** What the agent would have kept of polls each minute, by its own code and with the clocks of that time, before its machine started anew. */
export function fillOutbox({ outboxFolder }: Site, { codecs, from, polls }: Past): void {
  const bootedAt = from - 3_600_000;
  let polledAt = from;
  const clock = { nowMs: () => polledAt, monotonicMs: () => polledAt - bootedAt, boot: "00000b07" };
  const complain = (facts: unknown) => {
    throw new Error(`the outbox complained: ${JSON.stringify(facts)}`);
  };
  const log = { info: () => {}, warn: complain, error: complain };
  const outbox = openOutbox({ file: join(outboxFolder, "outbox.db"), clock, log, maxBytes: 2e9, maxDays: 30 });
  let batch: Observation[] = [];
  for (let poll = 0; poll < polls; poll += 1) {
    polledAt = from + poll * minuteMs;
    batch.push(...codecs.map((codec) => pollOf(codec, polledAt, bootedAt)));
    if (batch.length < atATime && poll < polls - 1) continue;
    outbox.append(batch);
    batch = [];
  }
  outbox.close();
}

function pollOf(endpoint: string, observedAt: number, bootedAt: number): Observation {
  return {
    endpoint,
    question: "state",
    observedAt,
    clockMs: bootedAt,
    elapsedMs: 20,
    intervalS: 60,
    channels: { snmp: "answered" },
    readings: [{ kind: "snmp_uptime_seconds", value: Math.floor((observedAt - bootedAt) / 1000) }],
    calls: [],
  };
}
