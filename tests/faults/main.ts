import { randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { seededRandom } from "../../simulator/random.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { awayScenario } from "./away-scenario.ts";
import { clockScenario } from "./clock-scenario.ts";
import { collectorDiskScenario, fullDiskScenario } from "./disk-scenarios.ts";
import { killScenario } from "./kill-scenario.ts";
import { damageScenario, everyByteScenario, littleRoomScenario } from "./loss-scenarios.ts";
import { inOwnNamespaces, isInOwnNamespaces, leaveWithStarter } from "./own-namespaces.ts";
import { makePlaces, type Places } from "./places.ts";
import type { Scenario, Scene, Size, Told } from "./scenario.ts";
import { isAsItMustBe, tableOf } from "./table.ts";

const scenarios: readonly Scenario[] = [
  killScenario,
  awayScenario,
  fullDiskScenario,
  collectorDiskScenario,
  clockScenario,
  littleRoomScenario,
  damageScenario,
  everyByteScenario,
];

const quick: Size = { kills: 12, days: 1, awayCodecs: 2, everyByte: false, damages: 2, waitsForSteps: false, isTogether: true };
const long: Size = { kills: 1_000, days: 30, awayCodecs: 10, everyByte: true, damages: 60, waitsForSteps: true, isTogether: false };

const options = {
  seed: { type: "string" },
  kills: { type: "string" },
  days: { type: "string" },
  only: { type: "string" },
  quick: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const help = `npm run soak -- [--seed N] [--kills N] [--days N] [--only NAME,NAME] [--quick]

Runs agent, collector and simulated codecs as real processes, breaks what can break, and compares the ledger with what truly
happened. Each host has a network namespace of its own and a line that fails; where the machine refuses (Linux as root, or with user
namespaces, and iproute2), all share the loopback, and the reason is printed. The same seed draws the same faults; how processes
come to stand at that instant is the machine's chance.

  --seed N   drawn and printed unless told
  --kills N  kill -9 of agent or collector, ${long.kills} unless told (about 2 s each)
  --days N   of polls that wait while the uplink is away, ${long.days} unless told
  --quick    the small form that the tests run: ${quick.kills} kills, ${quick.days} day, all at the same time

${scenarios.map(({ name, title }) => `  ${name.padEnd(15)} ${title}`).join("\n")}

Exit code 0 when everything that was compared is as it must be, 1 when not, 2 for a word it does not know.
`;

async function main(argv: readonly string[]): Promise<number> {
  const values = readArguments(argv);
  if (values === null) return tell(help, 2);
  if (values.help) return tell(help, 0);
  const outcome = isInOwnNamespaces() ? null : await inOwnNamespaces([fileURLToPath(import.meta.url), ...argv]);
  if (typeof outcome === "number") return outcome;
  const form = values.quick ? quick : long;
  const size = { ...form, kills: Number(values.kills ?? form.kills), days: Number(values.days ?? form.days) };
  const seed = Number(values.seed ?? randomInt(1_000_000_000));
  const names = scenarios.map(({ name }) => name);
  const chosen = values.only?.split(",") ?? names;
  if (chosen.some((name) => !names.includes(name)) || ![seed, size.kills, size.days].every(Number.isSafeInteger)) return tell(help, 2);
  const places = await makePlaces(outcome);
  const isGood = await run(
    scenarios.filter(({ name }) => chosen.includes(name)),
    places,
    { seed, size },
  );
  await places.close();
  return isGood ? 0 : 1;
}

function readArguments(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch {
    return null;
  }
}

function tell(text: string, code: number): number {
  (code === 0 ? process.stdout : process.stderr).write(text);
  return code;
}

async function run(chosen: readonly Scenario[], places: Places, { seed, size }: { seed: number; size: Size }): Promise<boolean> {
  const hosts = places.whyShared === null ? "hosts in network namespaces of their own" : `hosts share the loopback: ${places.whyShared}`;
  process.stdout.write(`seed ${seed}; ${hosts}\n`);
  const folder = temporaryFolder("faults");
  const play = async (scenario: Scenario): Promise<boolean> => {
    const startedAt = performance.now();
    const seconds = (): string => ((performance.now() - startedAt) / 1000).toFixed(0);
    const say = (line: string): void => void process.stderr.write(`${scenario.name}: ${line} (${seconds()} s)\n`);
    const scene: Scene = { folder, places, random: seededRandom(seed).branch(scenario.name), size, say };
    const told = await scenario.play(scene).catch(brokeOff);
    process.stdout.write(`\n${tableOf(scenario.title, told, seconds())}`);
    return isAsItMustBe(told);
  };
  const results = await (size.isTogether ? Promise.all(chosen.map(play)) : oneByOne(chosen, play));
  const isGood = results.every(Boolean);
  process.stdout.write(`\nseed ${seed}: ${isGood ? "all is as it must be" : "NOT as it must be"}\n`);
  return isGood;
}

async function oneByOne(chosen: readonly Scenario[], play: (scenario: Scenario) => Promise<boolean>): Promise<boolean[]> {
  const results: boolean[] = [];
  for (const scenario of chosen) results.push(await play(scenario));
  return results;
}

function brokeOff(error: unknown): Told {
  return { happened: `broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, checks: [] };
}

if (isInOwnNamespaces()) leaveWithStarter();
process.exitCode = await main(process.argv.slice(2));
