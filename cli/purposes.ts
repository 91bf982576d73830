import { type PurposeDesk, taggableUses, tagUse } from "../collector/desk/purposes.ts";
import { monthAt } from "../collector/usage/months.ts";
import { countPurposes, type PurposeCounts, purposes, type Tagged, userKinds } from "../collector/usage/purpose.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { nearestWord } from "../settings/nearest.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import { countsFr, purposesFr, purposesHelp, usesFr } from "./fr-purposes.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { printableJson } from "./printable.ts";
import { usageProblem } from "./settings-command.ts";
import { atLedgerNow, periodIn, type SlaOffice } from "./sla-question.ts";
import { publicCount } from "./small-counts.ts";

type Plan = (found: Arguments, io: Io) => (office: SlaOffice) => Promise<number>;

const actions: Readonly<Record<string, Plan>> = { list: planListing, tag: planTagging, count: planCounting };
const options = ["site", "endpoint", "at", "purpose", "users", "quarter", "config"];

/** `vigie purposes list|tag|count`, on the collector's machine, while the collector runs or not. */
export async function runPurposesCommand(argv: readonly string[], io: Io): Promise<number> {
  const found = readArguments(argv, { options, flags: ["nothing", "public", "json"], maxPositionals: 1 });
  if ("problem" in found) return usageProblem(found.problem, "purposes", io);
  if (found.flags.has("help")) {
    io.stdout(purposesHelp);
    return exitCodes.done;
  }
  try {
    const [name] = found.positionals;
    const plan = name !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (plan === undefined) {
      throw new WordsWrong(purposesFr.actionWanted(name, name === undefined ? null : nearestWord(name, Object.keys(actions))));
    }
    const work = plan(found, io);
    return await atLedgerNow(found, io, work);
  } catch (error) {
    if (!(error instanceof WordsWrong)) throw error;
    return usageProblem(error.message, "purposes", io);
  }
}

const deskOf = ({ ledger, ...office }: SlaOffice): PurposeDesk => ({ ...office, calls: ledger });
const anySite = { site: null } as const;

function planListing(found: Arguments, io: Io): (office: SlaOffice) => Promise<number> {
  const site = found.options.get("site");
  if (site === undefined) throw new WordsWrong(purposesFr.siteWanted);
  return async (office) => {
    const uses = await taggableUses(deskOf(office), site, anySite);
    const asJson = uses.map(({ name: _name, ...use }) => ({ ...use, at: new Date(use.at * 1000).toISOString() }));
    io.stdout(found.flags.has("json") ? printableJson(asJson) : usesFr(uses, io.columns));
    return exitCodes.done;
  };
}

function planTagging(found: Arguments, io: Io): (office: SlaOffice) => Promise<number> {
  const [endpoint, at] = [found.options.get("endpoint"), found.options.get("at")];
  if (endpoint === undefined || at === undefined) throw new WordsWrong(purposesFr.useWanted);
  const wish = { endpoint, at, ...chosenIn(found) };
  return async (office) => {
    const { month, purpose, users } = await tagUse(deskOf(office), wish, { ...office.writer, ...anySite });
    io.stdout(found.flags.has("json") ? printableJson({ endpoint, month, purpose, users }) : purposesFr.tagged(endpoint, month));
    return exitCodes.done;
  };
}

function chosenIn({ options: told, flags }: Arguments): Tagged {
  const purpose = oneOf(purposes, told.get("purpose"), purposesFr.purposeUnknown);
  const users = oneOf(userKinds, told.get("users"), purposesFr.usersUnknown);
  const isNothing = purpose === null && users === null;
  if (isNothing !== flags.has("nothing")) throw new WordsWrong(purposesFr.choiceWanted);
  return { purpose, users };
}

function oneOf<Word extends string>(
  words: readonly Word[],
  told: string | undefined,
  unknown: (text: string, words: readonly string[]) => string,
): Word | null {
  if (told === undefined) return null;
  const word = words.find((one) => one === told);
  if (word === undefined) throw new WordsWrong(unknown(told, words));
  return word;
}

function planCounting(found: Arguments, io: Io): (office: SlaOffice) => Promise<number> {
  const period = periodIn(found, Date.now());
  const figure = (uses: number): number | string => (found.flags.has("public") ? publicCount(uses) : uses);
  return async ({ declarations }) => {
    const tags = await declarations.purposeTags({ from: monthAt(period.from).name, to: monthAt(period.to - 1).name });
    const counts = countPurposes(tags);
    const quarter = period.quarter ?? monthAt(period.from).name;
    io.stdout(found.flags.has("json") ? printableJson(countsJson(quarter, counts, figure)) : countsFr(quarter, counts, figure));
    return exitCodes.done;
  };
}

function countsJson(quarter: string, counts: PurposeCounts, figure: (uses: number) => number | string): object {
  const told = (map: ReadonlyMap<string, number>) => Object.fromEntries([...map].map(([key, uses]) => [key, figure(uses)]));
  return { quarter, tagged: figure(counts.tagged), purposes: told(counts.purposes), users: told(counts.users) };
}
