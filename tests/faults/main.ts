import { fileURLToPath } from "node:url";
import { seededRandom } from "../../simulator/random.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { helpFor, readArguments, type Wanted } from "./arguments.ts";
import { awayScenario } from "./away-scenario.ts";
import { clockScenario } from "./clock-scenario.ts";
import { collectorDiskScenario, fullDiskScenario } from "./disk-scenarios.ts";
import { killScenario } from "./kill-scenario.ts";
import { damageScenario, everyByteScenario, littleRoomScenario } from "./loss-scenarios.ts";
import { machineScenario } from "./machine-scenario.ts";
import { inOwnNamespaces, isInOwnNamespaces, leaveWithStarter } from "./own-namespaces.ts";
import { makePlaces, type Places } from "./places.ts";
import type { Scenario, Scene, Told } from "./scenario.ts";
import { silentBootScenario } from "./silent-boot-scenario.ts";
import { isAsItMustBe, tableOf } from "./table.ts";

const scenarios: readonly Scenario[] = [
  killScenario,
  awayScenario,
  fullDiskScenario,
  collectorDiskScenario,
  clockScenario,
  machineScenario,
  silentBootScenario,
  littleRoomScenario,
  damageScenario,
  everyByteScenario,
];

async function main(argv: readonly string[]): Promise<number> {
  const wanted = readArguments(argv, scenarios);
  if (wanted === null || wanted === "help") return tell(helpFor(scenarios), wanted === null ? 2 : 0);
  const outcome = isInOwnNamespaces() ? null : await inOwnNamespaces([fileURLToPath(import.meta.url), ...argv]);
  if (typeof outcome === "number") return outcome;
  const places = await makePlaces(outcome);
  const isGood = await run(wanted, places);
  await places.close();
  return isGood ? 0 : 1;
}

function tell(text: string, code: number): number {
  (code === 0 ? process.stdout : process.stderr).write(text);
  return code;
}

async function run({ seed, size, chosen }: Wanted, places: Places): Promise<boolean> {
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
// oxlint-disable-next-line unicorn/no-process-exit -- what broke off left programs running, which end with this one
process.exit(await main(process.argv.slice(2)));
