import { exitCodes } from "../settings/exit-codes.ts";
import { nearestWord } from "../settings/nearest.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import { slaFr, slaHelp } from "./fr-sla.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { usageProblem } from "./settings-command.ts";
import { periodOptions } from "./sla-question.ts";

interface SlaAction {
  readonly options: readonly string[];
  readonly flags: readonly string[];
  /** Loads its own files when it is called for. May throw WordsWrong. */
  readonly run: (found: Arguments, io: Io) => Promise<number>;
  /** A word follows the action: a file, an endpoint. */
  readonly isOfOne?: true;
}

const actions: Readonly<Record<string, SlaAction>> = {
  evaluate: {
    options: [],
    flags: ["json"],
    isOfOne: true,
    run: async (found, io) => (await import("./sla-evaluate.ts")).runSlaEvaluate(found, io),
  },
  figures: {
    options: [...periodOptions, "site", "territory", "endpoint", "revision"],
    flags: ["json", "csv"],
    run: async (found, io) => (await import("./sla-figures.ts")).runSlaFigures(found, io),
  },
  explain: {
    options: [...periodOptions, "revision"],
    flags: ["json", "all"],
    isOfOne: true,
    run: async (found, io) => (await import("./sla-explain.ts")).runSlaExplain(found, io),
  },
  intervals: {
    options: [...periodOptions, "endpoint"],
    flags: ["csv"],
    run: async (found, io) => (await import("./sla-intervals.ts")).runSlaIntervals(found, io),
  },
  close: {
    options: ["quarter", "config"],
    flags: ["json"],
    run: async (found, io) => (await import("./sla-close.ts")).runSlaClose(found, io),
  },
  restate: {
    options: ["quarter", "reason", "config"],
    flags: ["json"],
    run: async (found, io) => (await import("./sla-close.ts")).runSlaRestate(found, io),
  },
  revisions: {
    options: ["quarter", "config"],
    flags: ["json"],
    run: async (found, io) => (await import("./sla-close.ts")).runSlaRevisions(found, io),
  },
  openslo: {
    options: ["out", "config"],
    flags: [],
    run: async (found, io) => (await import("./sla-openslo.ts")).runSlaOpenSlo(found, io),
  },
};

/** `vigie sla evaluate|figures|explain|intervals|close|restate|revisions|openslo`, on the collector's machine, while it runs or not. */
export async function runSlaCommand(argv: readonly string[], io: Io): Promise<number> {
  const [name] = argv.filter((word) => !word.startsWith("-"));
  const action = name !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (argv.includes("--help") || argv.includes("-h")) {
    io.stdout(slaHelp);
    return exitCodes.done;
  }
  if (action === undefined) {
    return usageProblem(slaFr.actionWanted(name, name === undefined ? null : nearestWord(name, Object.keys(actions))), "sla", io);
  }
  const found = readArguments(argv, { options: action.options, flags: action.flags, maxPositionals: action.isOfOne === true ? 2 : 1 });
  if ("problem" in found) return usageProblem(found.problem, "sla", io);
  try {
    return await action.run(found, io);
  } catch (error) {
    if (!(error instanceof WordsWrong)) throw error;
    return usageProblem(error.message, "sla", io);
  }
}
