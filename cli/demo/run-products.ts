import { exitCodes } from "../../settings/exit-codes.ts";
import { agentOf, demoSites } from "../../simulator/fleet/demonstration.ts";
import { demoFr } from "../fr-demo.ts";
import type { DataFolder } from "./data-folder.ts";
import { type LiveFleet, startLiveFleet } from "./live-fleet.ts";
import { placeOf, playLiveScript } from "./live-script.ts";
import { type FillProgress, loadFillProgress } from "./past/fill-progress.ts";
import { planPast, type SitePast } from "./past/plan-past.ts";
import { type Program, startProgram } from "./program.ts";
import type { Screen } from "./screen.ts";
import { writeAgentSettings, writeCollectorSettings, writeInventory } from "./settings-files.ts";
import { startFilling } from "./start-filling.ts";
import { waitReady } from "./wait-ready.ts";
import { whenParentLeaves } from "./when-parent-leaves.ts";
import { howEnded, lastWordsOf } from "./why-ended.ts";

export interface DemoRun {
  readonly data: DataFolder;
  readonly port: number;
  readonly screen: Screen;
}

const readyPatienceMs = 60_000;
const stopPatienceMs = 8_000;
const saveEveryMs = 10_000;

/** Starts everything, stays until Ctrl-C or the collector's end, stops everything. Gives the exit code. */
export async function runProducts(run: DemoRun): Promise<number> {
  const stopped = new AbortController();
  const stop = (): void => stopped.abort();
  process.on("SIGINT", stop).on("SIGTERM", stop).on("SIGHUP", stop);
  const watch = whenParentLeaves(stop);
  const agents = demoSites.map(agentOf);
  const progress = loadFillProgress(run.data.file("fill.json"), agents, Date.now());
  const pasts = planPast(demoSites, progress, progress.seed);
  const live = await startLiveFleet(run.data, pasts);
  try {
    return await withCollector(run, live, pasts, progress, stopped);
  } finally {
    live.save();
    await live.fleet.close();
    clearInterval(watch);
    process.off("SIGINT", stop).off("SIGTERM", stop).off("SIGHUP", stop);
  }
}

async function withCollector(
  run: DemoRun,
  live: LiveFleet,
  pasts: readonly SitePast[],
  progress: FillProgress,
  stopped: AbortController,
): Promise<number> {
  const { data, port, screen } = run;
  const url = `http://127.0.0.1:${port}`;
  writeInventory(data, progress.fromMs);
  const settings = writeCollectorSettings(data, port);
  const collector = startProgram("collector", ["collector", "--config", settings], data.file("logs", "collector.log"));
  const isReady = await waitReady(url, () => stopped.signal.aborted || collector.ending() !== null, readyPatienceMs);
  if (!isReady && !stopped.signal.aborted && collector.ending() === null) screen.complain(demoFr.collectorNotReady(collector.log.file));
  const agents = isReady ? startAgents(run, live, url) : [];
  try {
    if (isReady) {
      screen.say(demoFr.addresses(url, data.path));
      await untilTheEnd(run, { live, pasts, progress, url, collector, stopped });
    }
    const ending = collector.ending();
    if (ending === null) return stopped.signal.aborted ? exitCodes.done : exitCodes.failure;
    screen.complain(demoFr.collectorEnded(howEnded(ending), lastWordsOf(collector, ending), collector.log.file));
    return exitCodes.failure;
  } finally {
    screen.progress("", 1);
    screen.say(demoFr.stopping);
    await Promise.all(agents.map((agent) => agent.stop(stopPatienceMs)));
    await collector.stop(stopPatienceMs);
    screen.say(demoFr.stopped);
  }
}

function startAgents({ data, screen }: DemoRun, { fleet }: LiveFleet, url: string): Program[] {
  return demoSites.map((site) => {
    const agent = agentOf(site);
    const settings = writeAgentSettings(data, site, url, fleet);
    const program = startProgram(agent, ["agent", "--config", settings], data.file("logs", `${agent}.log`));
    void program.ended.then((ending) => {
      if (!ending.isWanted) screen.complain(demoFr.agentEnded(agent, howEnded(ending), lastWordsOf(program, ending), program.log.file));
    });
    return program;
  });
}

interface Running {
  readonly live: LiveFleet;
  readonly pasts: readonly SitePast[];
  readonly progress: FillProgress;
  readonly url: string;
  readonly collector: Program;
  readonly stopped: AbortController;
}

/** Calls and faults happen, the past is filled, until somebody or something ends it. */
async function untilTheEnd({ data, screen }: DemoRun, { live, pasts, progress, url, collector, stopped }: Running): Promise<void> {
  const clock = new Intl.DateTimeFormat("fr-FR", { timeStyle: "medium", timeZone: "Europe/Paris" });
  const script = playLiveScript(live.fleet, (line) => screen.say(demoFr.event(clock.format(Date.now()), placeOf(line.codec), line)));
  const saving = setInterval(() => live.save(), saveEveryMs);
  const filling = startFilling({ data, screen, pasts, progress, url, signal: stopped.signal });
  try {
    await Promise.race([abortOf(stopped.signal), collector.ended]);
  } finally {
    stopped.abort();
    script.stop();
    clearInterval(saving);
    await filling;
  }
}

function abortOf(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
