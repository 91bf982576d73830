import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import manifest from "../package.json" with { type: "json" };

interface Outcome {
  readonly name: string;
  readonly isGood: boolean;
  readonly seconds: number;
  readonly output: string;
}

const prefix = "check:";
const { values } = parseArgs({ options: { without: { type: "string", multiple: true, default: [] } } });
const parts = Object.entries(manifest.scripts).filter(
  ([name]) => name.startsWith(prefix) && !values.without.includes(name.slice(prefix.length)),
);

/** Every part runs even when another has failed, so that one run tells everything there is to mend. */
const outcomes = await Promise.all(parts.map(([name, commandLine]) => run(name.slice(prefix.length), commandLine)));
for (const { name, output } of outcomes.filter((outcome) => !outcome.isGood)) process.stdout.write(`--- ${name}\n${output}\n`);
for (const { name, isGood, seconds } of outcomes)
  process.stdout.write(`${isGood ? "ok    " : "FAILED"} ${name.padEnd(10)}${seconds.toFixed(1).padStart(6)} s\n`);
for (const counts of outcomes.flatMap(({ output }) => output.match(/^\d+ passed, \d+ failed.*$/gm) ?? []))
  process.stdout.write(`${counts}\n`);
process.exitCode = outcomes.every((outcome) => outcome.isGood) ? 0 : 1;

/** Runs one `check:` script of package.json; npm has put node_modules/.bin first in the PATH. */
function run(name: string, commandLine: string): Promise<Outcome> {
  const startedAt = performance.now();
  const child = spawn(commandLine, { shell: true, stdio: ["ignore", "pipe", "pipe"] });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.once("close", (code) =>
      resolve({
        name,
        isGood: code === 0,
        seconds: (performance.now() - startedAt) / 1000,
        output: Buffer.concat(chunks).toString(),
      }),
    );
  });
}
