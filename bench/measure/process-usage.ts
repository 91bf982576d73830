import { readFileSync } from "node:fs";

/** Linux counts processor time of every process in hundredths of a second, whatever the kernel's own clock. */
const usPerTick = 10_000;

export interface Usage {
  readonly cpuUs: number;
  readonly wallMs: number;
}

/** What `work` cost the process `pid`, children it has waited for included: its own and another maker's are measured alike. */
export async function usageDuring(pid: number, work: () => Promise<void>): Promise<Usage> {
  const cpuBefore = cpuUsOf(pid);
  const startedAt = performance.now();
  await work();
  const wallMs = performance.now() - startedAt;
  return { cpuUs: cpuUsOf(pid) - cpuBefore, wallMs };
}

export interface Memory {
  readonly rssMb: number;
  /** The part that belongs to the process alone and has no file behind it. */
  readonly anonymousMb: number;
}

/** MB of a million bytes. */
export function memoryOf(pid: number): Memory {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const mb = (name: string): number => (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(rollup)?.[1]) * 1024) / 1e6;
  return { rssMb: mb("Rss"), anonymousMb: mb("Anonymous") };
}

function cpuUsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // After the name, which stands in brackets and may hold anything: fields 14 to 17 are utime, stime, cutime, cstime.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields.slice(11, 15).reduce((ticks, field) => ticks + Number(field), 0) * usPerTick;
}
