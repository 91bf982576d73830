import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { simulatedFamilies } from "../../simulator/codec-view.ts";
import { startDaemon } from "../../tests/servers/daemon.ts";
import { temporaryFolder } from "../../tests/servers/folders.ts";
import type { Bench, Say } from "../measure/bench.ts";
import { type Figure, spreadOf } from "../measure/figure.ts";
import { type Memory, memoryOf, usageDuring } from "../measure/process-usage.ts";
import { startWorker } from "../measure/worker.ts";
import { programFile, startSimulator } from "../simulator/simulated-fleet.ts";
import { paces, writeAgentFolder } from "./agent-folder.ts";

const codecCount = 10;
const runS = 180;
const sampledS = 60;
const sampleEveryS = 3;

export const agentBench: Bench = {
  name: "agent",
  title: `Memory of \`vigie agent\` watching ${codecCount} codecs of ${simulatedFamilies.length} families (SNMP v2c and v3, HTTPS), ${60 / paces.stateSeconds} times the usual pace, in the last of ${runS / 60} minutes`,
  measure,
};

async function measure(say: Say): Promise<Figure[]> {
  const bare = await startWorker(new URL("../workers/nothing.ts", import.meta.url));
  const simulator = await startSimulator(codecCount);
  const collector = await startWorker(new URL("../workers/collector.ts", import.meta.url), ["1", "alone"]);
  const folder = temporaryFolder("bench-agent");
  const config = writeAgentFolder(folder, simulator.codecs, String(collector.ready));
  const agent = await startDaemon({
    name: "agent",
    command: process.execPath,
    args: [programFile("cli/main.js"), "agent", "--config", config],
    folder,
    isReady: () => Promise.resolve(readFileSync(join(folder, "agent.log"), "utf8").includes("agent has started")),
  });
  try {
    say(`${runS} s of polls`);
    await sleep((runS - sampledS) * 1000);
    const samples: Memory[] = [];
    const { cpuUs, wallMs } = await usageDuring(agent.pid, () => sample(agent.pid, samples));
    if (/"level":[456]0/.test(agent.log())) throw new Error(`the agent complained:\n${agent.log().slice(0, 2_000)}`);
    return figuresOf(samples, memoryOf(bare.pid), cpuUs / wallMs / 10);
  } finally {
    await agent.stop();
    await collector.stop();
    await simulator.daemon.stop();
    await bare.stop();
  }
}

async function sample(pid: number, samples: Memory[]): Promise<void> {
  for (let elapsed = 0; elapsed < sampledS; elapsed += sampleEveryS) {
    await sleep(sampleEveryS * 1000);
    samples.push(memoryOf(pid));
  }
}

function figuresOf(samples: readonly Memory[], bare: Memory, cpuPercent: number): Figure[] {
  const node = "Node alone, doing nothing";
  return [
    { label: "agent", unit: "MB RSS", spread: spreadOf(samples.map(({ rssMb }) => rssMb)), against: node, aim: { atMost: 85 } },
    { label: "agent, its own part (anonymous)", unit: "MB", spread: spreadOf(samples.map(({ anonymousMb }) => anonymousMb)) },
    { label: "agent, processor", unit: "% of a core", spread: spreadOf([cpuPercent]) },
    { label: node, unit: "MB RSS", spread: spreadOf([bare.rssMb]) },
    { label: `${node}, its own part`, unit: "MB", spread: spreadOf([bare.anonymousMb]) },
  ];
}
