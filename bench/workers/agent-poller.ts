import { join } from "node:path";
import { pino } from "pino";
import { systemClock } from "../../agent/clock.ts";
import { inBatches } from "../../agent/outbox/in-batches.ts";
import { openOutbox } from "../../agent/outbox/open-outbox.ts";
import type { Outbox } from "../../agent/outbox/outbox.ts";
import { pollEndpoint } from "../../agent/poll/poll-endpoint.ts";
import { openTarget, type PollTarget } from "../../agent/poll/poll-target.ts";
import { plainSite } from "../../agent/poll/site.ts";
import { newTransportCounters } from "../../agent/transport/counters.ts";
import { type Observation, outcomeOf } from "../../contract/observation.ts";
import { temporaryFolder } from "../../tests/servers/folders.ts";
import { inFlight } from "../measure/in-flight.ts";
import { serveWork } from "../measure/serve-work.ts";
import { benchDriver, benchOids, community } from "../snmp/nodes.ts";
import { targetAddress, targetCount, width } from "../snmp/targets.ts";

// Our agent's own path from the question to the outbox. Arguments: port of the responder; "turn" as the agent does it, what arrives
// in one turn of the event loop in one transaction; "each": a transaction for each observation; "none": no outbox.

const port = Number(process.argv[2]);
const way = process.argv[3];
const clock = systemClock();
const targets = Array.from({ length: targetCount }, (_, index) => targetAt(targetAddress(index), index));
const folder = temporaryFolder("bench-outbox");
let outboxCount = 0;

serveWork(null, async (polls) => {
  const outbox = way === "none" ? null : freshOutbox();
  const keeping = outbox === null ? null : keeper(outbox);
  const failures = await inFlight(polls, width, async (index) => {
    const target = targets[index % targets.length];
    if (target === undefined) return false;
    const { observation } = await pollEndpoint(target, "state", clock);
    keeping?.keep(observation);
    return outcomeOf(observation) === "answered" && observation.readings.length === benchOids.length;
  });
  keeping?.end();
  outbox?.close();
  return failures;
});

function targetAt(host: string, index: number): PollTarget {
  const settings = { id: `codec-${index}`, host, family: "auto", timeoutMs: 3_000, retries: 1 };
  const snmp = { version: "2c", port, community: { reveal: () => community } } as const;
  const paces = { state: 60, status: 300, history: 600, inventory: 86_400 };
  const target = openTarget({ ...settings, snmp }, { counters: newTransportCounters(), paces, site: plainSite(null) });
  target.remember(benchDriver);
  return target;
}

/** A new file each time, so that no repeat pays for what an earlier one left. */
function freshOutbox(): Outbox {
  outboxCount += 1;
  const file = join(folder, `outbox-${outboxCount}.db`);
  return openOutbox({ file, clock, log: pino({ level: "error" }), maxBytes: 2 * 1024 ** 3, maxDays: 30 });
}

/** How an observation gets to the outbox. Gives back how to put away what is left. */
function keeper(outbox: Outbox): { keep: (observation: Observation) => void; end: () => void } {
  if (way === "each") return { keep: (observation) => outbox.append([observation]), end: () => {} };
  return inBatches((observations) => outbox.append(observations));
}
