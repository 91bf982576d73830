import { parseArgs } from "node:util";
import { agentBench } from "./agent/agent-bench.ts";
import { centralBench } from "./central/central-bench.ts";
import { drainBench } from "./drain/drain-bench.ts";
import { ingestBench } from "./ingest/ingest-bench.ts";
import type { Bench } from "./measure/bench.ts";
import type { Section } from "./measure/figure.ts";
import { machineFacts } from "./measure/machine.ts";
import { machineLine, tableOf } from "./measure/table.ts";
import { metricsBench } from "./metrics/metrics-bench.ts";
import { pagesBench } from "./pages/pages-bench.ts";
import { reportBench } from "./report/report-bench.ts";
import { simulatorBench } from "./simulator/simulator-bench.ts";
import { slaBench } from "./sla/sla-bench.ts";
import { snmpBench } from "./snmp/snmp-bench.ts";
import { usageBench } from "./usage/usage-bench.ts";
import { wireBench } from "./wire/wire-bench.ts";
import { xmlBench } from "./xml/xml-bench.ts";

const benches: readonly Bench[] = [
  snmpBench,
  ingestBench,
  drainBench,
  wireBench,
  xmlBench,
  metricsBench,
  simulatorBench,
  agentBench,
  centralBench,
  slaBench,
  usageBench,
  pagesBench,
  reportBench,
];

const help = `npm run bench -- [--only NAME,NAME] [--json]

Measures the product against others on the same work, in one run, on loopback. Linux only: processor time is read from /proc,
because the clock on the wall says little on a machine that does other things.

${benches.map(({ name, title }) => `  ${name.padEnd(10)} ${title}`).join("\n")}
`;

/** Exit code 0 when everything that could be measured was; 1 when a bench broke; 2 for a word it does not know. */
async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: { only: { type: "string" }, json: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
  });
  if (values.help) return print(help);
  if (process.platform !== "linux") return complain("benches need Linux: they read processor time from /proc\n", 1);
  const chosen = values.only?.split(",") ?? benches.map(({ name }) => name);
  const unknown = chosen.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) return complain(`no bench is named ${unknown.join(", ")}\n\n${help}`, 2);
  return run(
    benches.filter(({ name }) => chosen.includes(name)),
    values.json,
  );
}

async function run(chosen: readonly Bench[], isJson: boolean): Promise<number> {
  const machine = machineFacts();
  const sections: Section[] = [];
  let code = 0;
  if (!isJson) print(`${machineLine(machine)}\n\n`);
  for (const bench of chosen) {
    const section = await sectionOf(bench).catch((error: unknown) => {
      code = complain(`${bench.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`, 1);
      return null;
    });
    if (section === null) continue;
    sections.push(section);
    if (!isJson) print(`${tableOf(section)}\n`);
  }
  if (isJson) print(`${JSON.stringify({ machine, sections }, null, 2)}\n`);
  return code;
}

async function sectionOf({ name, title, measure }: Bench): Promise<Section> {
  const figures = await measure((line) => progress(`${name}: ${line}`));
  progress("");
  return { name, title, figures };
}

/** One line that is written over on a terminal, and lines below each other in a file. On stderr, so that --json stays JSON. */
function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
  else if (line !== "") process.stderr.write(`${line}\n`);
}

function print(text: string): 0 {
  process.stdout.write(text);
  return 0;
}

function complain<Code extends number>(text: string, code: Code): Code {
  process.stderr.write(text);
  return code;
}

process.exitCode = await main(process.argv.slice(2));
