import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Daemon } from "../../tests/servers/daemon.ts";
import { temporaryFolder } from "../../tests/servers/folders.ts";
import { startVigie } from "../../tests/servers/vigie.ts";
import type { Bench, Say } from "../measure/bench.ts";
import { type Figure, spreadOf } from "../measure/figure.ts";
import { type Memory, memoryOf, usageDuring } from "../measure/process-usage.ts";
import { startWorker } from "../measure/worker.ts";
import { type ListedCodec, type SimulatedFleet, startSimulator } from "../simulator/simulated-fleet.ts";
import { type CentralFolder, writeCentralFolder } from "./central-folder.ts";
import { quantile, type StatePoll, statePolls } from "./start-delays.ts";
import { waitedMs } from "./waiting.ts";

/** Two simulators, because one process with a socket for each codec comes near the usual bound of open files. */
const simulators = 2;
const codecsEach = 5_000;
const codecCount = simulators * codecsEach;
const silentRatio = 0.3;
const stateSeconds = 60;
/** The first round of all questions, and of the inventory, which is asked once a day. */
const warmUpS = 150;
const wellS = 180;
/** A round in which silent codecs are met for the first time, then three that are measured. */
const turningS = 70;
const silentS = 180;
const sampleEveryS = 5;

export const centralBench: Bench = {
  name: "central",
  title: `One \`vigie agent\` polling ${codecCount.toLocaleString("en")} codecs every ${stateSeconds} s into a real collector, then with ${silentRatio * 100} % of them silent`,
  measure,
};

/** What one phase cost the agent, and its polls as the ledger has them. */
interface Phase {
  readonly polls: readonly StatePoll[];
  readonly cpuPercent: number;
  readonly memory: readonly Memory[];
  readonly writtenKb: number;
  /** Of each sample, the part of the time in which others had the processors that it wanted, %. */
  readonly waited: readonly number[];
}

async function measure(say: Say): Promise<Figure[]> {
  say("starting the codecs");
  const script = silencesFile(warmUpS + wellS);
  const fleets: SimulatedFleet[] = [];
  const daemons: Daemon[] = [];
  try {
    for (let index = 0; index < simulators; index += 1) fleets.push(await startSimulator(codecsEach, ["--no-http", "--script", script]));
    // The scripts began with their simulators: the first one is ahead of the others by as much as it waited for them.
    const silencedAt = performance.now() + (warmUpS + wellS) * 1_000;
    const codecs = fleets.flatMap((fleet, index) => fleet.codecs.map((codec) => ({ ...codec, id: `${codec.id}-${index}` })));
    const folder = temporaryFolder("bench-central");
    const files = await writeCentralFolder(folder, codecs);
    const collector = await files.collector.start();
    daemons.push(collector);
    const startedAt = performance.now();
    const agent = await startAgent(folder, files);
    daemons.push(agent);
    const startMs = performance.now() - startedAt;
    return await watch({ say, folder, files, agent, collector, codecs, silencedAt, startMs });
  } finally {
    for (const one of daemons.toReversed()) await one.stop();
    for (const { daemon } of fleets) await daemon.stop();
  }
}

interface Watched {
  readonly say: Say;
  readonly folder: string;
  readonly files: CentralFolder;
  readonly agent: Daemon;
  readonly collector: Daemon;
  readonly codecs: readonly ListedCodec[];
  readonly silencedAt: number;
  readonly startMs: number;
}

async function watch(watched: Watched): Promise<Figure[]> {
  const { say, agent, silencedAt, startMs, files } = watched;
  say(`${warmUpS} s until every codec was met`);
  await sleep(silencedAt - wellS * 1_000 - performance.now());
  say(`${wellS} s with all codecs answering`);
  const well = await phaseOf(wellS - 5, watched);
  await sleep(silencedAt + turningS * 1_000 - performance.now());
  say(`${silentS} s with ${silentRatio * 100} % of them silent`);
  const silent = await phaseOf(silentS, watched);
  const descriptors = readdirSync(`/proc/${agent.pid}/fd`).length;
  await agent.stop();
  // Late in coming is not late in starting: the last envelope is in the ledger when the agent has ended.
  const bare = await startWorker(new URL("../workers/nothing.ts", import.meta.url));
  const nothing = memoryOf(bare.pid);
  await bare.stop();
  // Said beside the figures: an hour of measuring is not thrown away for a line of the log.
  if (/"level":[56]0/.test(agent.log())) {
    say(`the agent complained:\n${agent.log().slice(0, 2_000)}`);
    process.exitCode = 1;
  }
  return figuresOf({ well: withPolls(well, files), silent: withPolls(silent, files), startMs, descriptors, nothing });
}

interface Span extends Omit<Phase, "polls"> {
  readonly fromMs: number;
  readonly toMs: number;
}

async function phaseOf(seconds: number, { agent }: Watched): Promise<Span> {
  const fromMs = Date.now();
  const writtenBefore = writtenBy(agent.pid);
  const memory: Memory[] = [];
  const waited: number[] = [];
  const { cpuUs, wallMs } = await usageDuring(agent.pid, async () => {
    for (let elapsed = 0; elapsed < seconds; elapsed += sampleEveryS) {
      const [waitedBefore, startedAt] = [waitedMs(agent.pid), performance.now()];
      await sleep(sampleEveryS * 1_000);
      waited.push(((waitedMs(agent.pid) - waitedBefore) / (performance.now() - startedAt)) * 100);
      memory.push(memoryOf(agent.pid));
    }
  });
  const writtenKb = (writtenBy(agent.pid) - writtenBefore) / 1_000 / (wallMs / 1_000);
  return { fromMs, toMs: Date.now(), cpuPercent: cpuUs / wallMs / 10, memory, writtenKb, waited };
}

function withPolls(span: Span, { collector }: CentralFolder): Phase {
  return { ...span, polls: statePolls(collector.ledgerFile, stateSeconds, span.fromMs, span.toMs) };
}

interface Measured {
  readonly well: Phase;
  readonly silent: Phase;
  readonly startMs: number;
  readonly descriptors: number;
  readonly nothing: Memory;
}

function figuresOf({ well, silent, startMs, descriptors, nothing }: Measured): Figure[] {
  const isSilent = new Set(silent.polls.filter((poll) => poll.isSilent).map(({ endpoint }) => endpoint));
  const healthy = (phase: Phase) => phase.polls.filter(({ endpoint }) => !isSilent.has(endpoint));
  const minutes = (silent.polls.at(-1)?.observedAt ?? 0) - (silent.polls[0]?.observedAt ?? 0);
  const one = (label: string, unit: string, value: number, more: Partial<Figure> = {}): Figure => ({
    label,
    unit,
    spread: spreadOf([value]),
    ...more,
  });
  const delay = (phase: Phase, part: number) =>
    quantile(
      healthy(phase).map(({ startedAfterMs }) => startedAfterMs),
      part,
    );
  const answer = (phase: Phase, part: number) =>
    quantile(
      healthy(phase).map(({ elapsedMs }) => elapsedMs),
      part,
    );
  const [all, some] = ["all codecs answer", `${silentRatio * 100} % are silent`];
  return [
    one("codecs that were silent", "codecs", isSilent.size),
    one("state polls in the ledger, a minute of the last phase", "polls", (silent.polls.length / minutes) * 60_000),
    ...(
      [
        [all, well],
        [some, silent],
      ] as const
    ).flatMap(([when, phase]) => [
      one(`state polls of healthy codecs more than a second late, ${when}`, "polls", lateIn(healthy(phase)), { aim: { atMost: 0 } }),
      one(`start after its instant, healthy codecs, p50, ${when}`, "ms", delay(phase, 0.5)),
      one(`start after its instant, healthy codecs, p99, ${when}`, "ms", delay(phase, 0.99)),
      one(`start after its instant, healthy codecs, longest, ${when}`, "ms", delay(phase, 1)),
      one(`time to answer, healthy codecs, p99, ${when}`, "ms", answer(phase, 0.99)),
      one(`processor of the agent, ${when}`, "% of a core", phase.cpuPercent),
      { label: `waited for a processor that others had, ${when}`, unit: "% of the time", spread: spreadOf(phase.waited) },
      { label: `memory of the agent, ${when}`, unit: "MB RSS", spread: spreadOf(phase.memory.map(({ rssMb }) => rssMb)) },
      { label: `its own part (anonymous), ${when}`, unit: "MB", spread: spreadOf(phase.memory.map(({ anonymousMb }) => anonymousMb)) },
      one(`written to disk by the agent, ${when}`, "kB/s", phase.writtenKb),
    ]),
    one("files the agent has open", "files", descriptors),
    one("until the agent has started", "ms wall", startMs),
    one("Node alone, doing nothing", "MB RSS", nothing.rssMb),
  ];
}

const lateIn = (polls: readonly StatePoll[]): number => polls.filter(({ startedAfterMs }) => startedAfterMs > 1_000).length;

function startAgent(folder: string, { agentConfig }: CentralFolder): Promise<Daemon> {
  const outbox = join(folder, "agent", "data", "outbox.db");
  return startVigie("agent", agentConfig, { folder, isReady: () => Promise.resolve(statSync(outbox).size > 0) });
}

/** Every tenth codec three times: the silent ones are spread over all families and sites. */
function silencesFile(atS: number): string {
  const file = join(temporaryFolder("bench-central-script"), "script.json");
  const lines = Array.from({ length: codecsEach }, (_, index) => index)
    .filter((index) => (index * 7) % 10 < silentRatio * 10)
    .map((index) => ({ atS, codec: `codec-${String(index + 1).padStart(4, "0")}`, does: "silence" }));
  writeFileSync(file, JSON.stringify(lines));
  return file;
}

/** Bytes the process caused to be written to a disk. */
function writtenBy(pid: number): number {
  return Number(/^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, "utf8"))?.[1]);
}
