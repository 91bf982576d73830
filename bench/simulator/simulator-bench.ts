import { systemClock } from "../../agent/clock.ts";
import { pollEndpoint } from "../../agent/poll/poll-endpoint.ts";
import { openTarget, type PollTarget } from "../../agent/poll/poll-target.ts";
import { plainSite } from "../../agent/poll/site.ts";
import { newTransportCounters } from "../../agent/transport/counters.ts";
import { outcomeOf } from "../../contract/observation.ts";
import { simulatedFamilies } from "../../simulator/codec-view.ts";
import type { Bench, Say } from "../measure/bench.ts";
import { type Figure, spreadOf } from "../measure/figure.ts";
import { inFlight } from "../measure/in-flight.ts";
import { memoryOf, usageDuring } from "../measure/process-usage.ts";
import { type ListedCodec, simulatedWords, startSimulator } from "./simulated-fleet.ts";

const codecCount = 2_000;
const repeats = 5;
/** Polls of each codec in one repeat: processor time is told in hundredths of a second. */
const passes = 5;
const width = 64;
const clock = systemClock();

export const simulatorBench: Bench = {
  name: "simulator",
  title: `Simulator: ${codecCount.toLocaleString("en")} codecs of ${simulatedFamilies.length} families in one process, SNMP v2c, v3 and HTTPS open on each`,
  measure,
};

async function measure(say: Say): Promise<Figure[]> {
  say("starting");
  const { daemon, codecs, startMs } = await startSimulator(codecCount);
  const targets = codecs.map(targetOf);
  const perCore: number[] = [];
  const perSecond: number[] = [];
  try {
    const idle = memoryOf(daemon.pid).rssMb;
    for (let round = 0; round <= repeats; round += 1) {
      say(round === 0 ? "warming up" : `round ${round} of ${repeats}`);
      const { cpuUs, wallMs } = await usageDuring(daemon.pid, () => pollAll(targets));
      if (round === 0) continue;
      perCore.push((passes * codecCount) / (cpuUs / 1e6));
      perSecond.push((passes * codecCount) / (wallMs / 1000));
    }
    return [
      { label: "start until all answer", unit: "ms wall", spread: spreadOf([startMs]) },
      { label: "memory when started", unit: "MB RSS", spread: spreadOf([idle]) },
      { label: "memory after the polls", unit: "MB RSS", spread: spreadOf([memoryOf(daemon.pid).rssMb]) },
      { label: "state polls answered, one core of the simulator", unit: "polls/s/core", spread: spreadOf(perCore) },
      { label: "state polls answered, asked by one agent process", unit: "polls/s wall", spread: spreadOf(perSecond) },
    ];
  } finally {
    for (const target of targets) await target.close();
    await daemon.stop();
  }
}

async function pollAll(targets: readonly PollTarget[]): Promise<void> {
  const failures = await inFlight(passes * targets.length, width, async (index) => {
    const target = targets[index % targets.length];
    return target !== undefined && outcomeOf((await pollEndpoint(target, "state", clock)).observation) === "answered";
  });
  if (failures > 0) throw new Error(`${failures} of ${passes * targets.length} polls were not answered`);
}

function targetOf({ id, family, address, snmpPort }: ListedCodec): PollTarget {
  const snmp = { version: "2c", port: snmpPort ?? 0, community: { reveal: () => simulatedWords.community } } as const;
  const paces = { state: 60, status: 300, history: 600, inventory: 86_400 };
  return openTarget(
    { id, host: address, family, snmp, timeoutMs: 10_000, retries: 1 },
    { counters: newTransportCounters(), paces, site: plainSite(null) },
  );
}
