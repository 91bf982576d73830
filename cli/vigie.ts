import { exitCodes } from "../settings/exit-codes.ts";
import { nearestWord } from "../settings/nearest.ts";
import { productVersion } from "../settings/product-version.ts";
import { commonFr, mainHelp } from "./fr.ts";
import type { Io } from "./io.ts";

type Command = (argv: readonly string[], io: Io) => Promise<number>;

/** Each is loaded when it is called for, so that `vigie --help` and a mistyped word answer at once. */
const commands: Readonly<Record<string, Command>> = {
  agent: async (argv, io) => (await import("./agent.ts")).runAgentCommand(argv, io),
  collector: async (argv, io) => (await import("./collector.ts")).runCollectorCommand(argv, io),
  probe: async (argv, io) => (await import("./probe.ts")).runProbe(argv, io),
  calls: async (argv, io) => (await import("./calls.ts")).runCallsCommand(argv, io),
  scan: async (argv, io) => (await import("./scan.ts")).runScan(argv, io),
  inventory: async (argv, io) => (await import("./inventory-check.ts")).runInventoryCommand(argv, io),
  sla: async (argv, io) => (await import("./sla.ts")).runSlaCommand(argv, io),
  demo: async (argv, io) => (await import("./demo.ts")).runDemo([...argv], io),
};

/** The `vigie` command. Returns the exit code. */
export async function runVigie(argv: readonly string[], io: Io): Promise<number> {
  const [word, ...rest] = argv;
  if (word === undefined) {
    io.stderr(mainHelp);
    return exitCodes.usage;
  }
  if (word === "--help" || word === "-h" || word === "help") return runHelp(rest, io);
  if (word === "--version" || word === "-V") {
    io.stdout(`vigie ${productVersion()} (Node ${process.versions.node})\n`);
    return exitCodes.done;
  }
  const command = Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (command !== undefined) return command(rest, io);
  io.stderr(commonFr.unknownCommand(word, nearestWord(word, Object.keys(commands))));
  return exitCodes.usage;
}

/** `vigie help agent` is `vigie agent --help`. */
async function runHelp(words: readonly string[], io: Io): Promise<number> {
  if (words.length > 0) return runVigie([...words, "--help"], io);
  io.stdout(mainHelp);
  return exitCodes.done;
}
