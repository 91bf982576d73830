import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import type { Scenario, Size } from "./scenario.ts";

const quick: Size = {
  kills: 12,
  longestLifeMs: 5_000,
  days: 1,
  awayCodecs: 2,
  bytes: null,
  damages: 2,
  waitsForSteps: false,
  isTogether: true,
};
const long: Size = {
  kills: 1_000,
  longestLifeMs: 14_000,
  days: 30,
  awayCodecs: 10,
  bytes: { from: 0, to: Number.MAX_SAFE_INTEGER },
  damages: 60,
  waitsForSteps: true,
  isTogether: false,
};

const options = {
  seed: { type: "string" },
  kills: { type: "string" },
  days: { type: "string" },
  bytes: { type: "string" },
  only: { type: "string" },
  quick: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** What is told to whoever asks, and to whoever uses a word that is not known. */
export function helpFor(scenarios: readonly Scenario[]): string {
  return `npm run soak -- [--seed N] [--kills N] [--days N] [--bytes FROM-TO] [--only NAME,NAME] [--quick]

Runs agent, collector and simulated codecs as real processes, breaks what can break, and compares the ledger with what truly
happened. Each host has a network namespace of its own and a line that fails; where the machine refuses (Linux as root, or with user
namespaces, and iproute2), all share the loopback, and the reason is printed. The same seed draws the same faults; how processes
come to stand at that instant is the machine's chance.

  --seed N         drawn and printed unless told
  --kills N        kill -9 of agent or collector, ${long.kills} unless told (about 2 s each)
  --days N         of polls that wait while the uplink is away, ${long.days} unless told
  --bytes FROM-TO  which bytes to flip one at a time, all of them unless told (some forty a second)
  --quick          the small form that the tests run: ${quick.kills} kills, ${quick.days} day, all at the same time

${scenarios.map(({ name, title }) => `  ${name.padEnd(15)} ${title}`).join("\n")}

Exit code 0 when everything that was compared is as it must be, 1 when not, 2 for a word it does not know.
`;
}

/** What the command line asks for. */
export interface Wanted {
  readonly seed: number;
  readonly size: Size;
  readonly chosen: readonly Scenario[];
}

/** "help" where that is asked for, null where a word is not known. */
export function readArguments(argv: readonly string[], scenarios: readonly Scenario[]): Wanted | "help" | null {
  const values = parsed(argv);
  if (values === null) return null;
  if (values.help) return "help";
  const form = values.quick ? quick : long;
  const { seed = randomInt(1_000_000_000), kills = form.kills, days = form.days } = values;
  const size = {
    ...form,
    kills: Number(kills),
    days: Number(days),
    bytes: values.bytes === undefined ? form.bytes : rangeOf(values.bytes),
  };
  const names = values.only?.split(",") ?? scenarios.map(({ name }) => name);
  const chosen = scenarios.filter(({ name }) => names.includes(name));
  const numbers = [Number(seed), size.kills, size.days, ...Object.values(size.bytes ?? {})];
  return chosen.length === names.length && numbers.every(Number.isSafeInteger) ? { seed: Number(seed), size, chosen } : null;
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch {
    return null;
  }
}

function rangeOf(text: string): { from: number; to: number } {
  const [from = Number.NaN, to = Number.NaN] = text.split("-").map(Number);
  return { from, to };
}
