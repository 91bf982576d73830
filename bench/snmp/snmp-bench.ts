import type { Bench, Say } from "../measure/bench.ts";
import { type Figure, notMeasured, type Spread } from "../measure/figure.ts";
import { type Contender, interleave } from "../measure/interleave.ts";
import type { Usage } from "../measure/process-usage.ts";
import { startWorker, type Worker } from "../measure/worker.ts";
import { type Exporter, startExporter } from "./exporter.ts";
import { benchOids } from "./nodes.ts";
import { targetCount, width } from "./targets.ts";

const repeats = 7;
const polls = { ours: 16_000, exporter: 6_400 } as const;
const unit = "µs CPU/poll";
const labels = {
  wholePath: "agent: poll, readings, outbox on disk as it does it",
  each: "agent: the same, but one disk transaction a poll",
  pollOnly: "agent: poll and readings, no outbox",
  bare: "net-snmp alone, values thrown away",
  exporter: "Debian's snmp_exporter, with its HTTP answer",
} as const;

export const snmpBench: Bench = {
  name: "snmp",
  title: `SNMP v2c, one poll of ${benchOids.length} nodes; ${targetCount} codecs, ${width} polls under way, same responder`,
  measure,
};

async function measure(say: Say): Promise<Figure[]> {
  const responder = await startWorker(new URL("../workers/snmp-responder.ts", import.meta.url));
  const port = String(responder.ready);
  const workers = {
    wholePath: await startWorker(new URL("../workers/agent-poller.ts", import.meta.url), [port, "turn"]),
    each: await startWorker(new URL("../workers/agent-poller.ts", import.meta.url), [port, "each"]),
    pollOnly: await startWorker(new URL("../workers/agent-poller.ts", import.meta.url), [port, "none"]),
    bare: await startWorker(new URL("../workers/bare-poller.ts", import.meta.url), [port]),
  };
  const exporter = await startExporter(Number(port));
  try {
    const { cpu, wall } = await run(workers, exporter, say);
    return figuresOf(cpu, wall);
  } finally {
    await exporter?.stop();
    for (const worker of [...Object.values(workers), responder]) await worker.stop();
  }
}

type Workers = Readonly<Record<Exclude<keyof typeof labels, "exporter">, Worker>>;
type Spreads = ReadonlyMap<string, Spread>;

async function run(workers: Workers, exporter: Exporter | null, say: Say): Promise<{ cpu: Spreads; wall: ReadonlyMap<string, number[]> }> {
  const wall = new Map<string, number[]>();
  const contender = (name: keyof typeof labels, count: number, work: (count: number) => Promise<Usage>): Contender => ({
    label: labels[name],
    measure: async () => {
      const { cpuUs, wallMs } = await work(count);
      wall.set(labels[name], [...(wall.get(labels[name]) ?? []), (wallMs * 1000) / count]);
      return cpuUs / count;
    },
  });
  const ours = (["wholePath", "each", "pollOnly", "bare"] as const).map((name) => contender(name, polls.ours, workers[name].work));
  const others = exporter === null ? [] : [contender("exporter", polls.exporter, exporter.poll)];
  return { cpu: await interleave([...ours, ...others], repeats, say), wall };
}

function figuresOf(cpu: Spreads, wall: ReadonlyMap<string, number[]>): Figure[] {
  return Object.values(labels).map((label): Figure => {
    const spread = cpu.get(label);
    if (spread === undefined) return notMeasured(label, unit, "no prometheus-snmp-exporter on this machine (Debian package of that name)");
    const best = Math.min(...(wall.get(label) ?? []));
    const note = `${Math.round(best)} µs wall at best`;
    if (label === labels.exporter) return { label, unit, spread, note };
    const aim = label === labels.wholePath ? { aim: { atMost: 70 } } : {};
    return { label, unit, spread, against: labels.exporter, note, ...aim };
  });
}
