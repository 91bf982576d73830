import { exitCodes } from "../settings/exit-codes.ts";
import { nearestWord } from "../settings/nearest.ts";
import { productVersion } from "../settings/product-version.ts";
import { commonFr } from "./fr.ts";
import type { Io } from "./io.ts";

/** A program of several words: the whole of Vigie, or what the agent's package carries of it. */
export interface Program {
  readonly help: string;
  /** Each loads its own files when it is called for, so that `vigie --help` and a mistyped word answer at once. */
  readonly commands: Readonly<Record<string, (argv: readonly string[], io: Io) => Promise<number>>>;
}

/** Returns the exit code. */
export async function runProgram(program: Program, argv: readonly string[], io: Io): Promise<number> {
  const [word, ...rest] = argv;
  if (word === undefined) {
    io.stderr(program.help);
    return exitCodes.usage;
  }
  if (word === "--help" || word === "-h" || word === "help") return runHelp(program, rest, io);
  if (word === "--version" || word === "-V") {
    io.stdout(`vigie ${productVersion()} (Node ${process.versions.node})\n`);
    return exitCodes.done;
  }
  const command = Object.hasOwn(program.commands, word) ? program.commands[word] : undefined;
  if (command !== undefined) return command(rest, io);
  io.stderr(commonFr.unknownCommand(word, nearestWord(word, Object.keys(program.commands))));
  return exitCodes.usage;
}

/** `vigie help agent` is `vigie agent --help`. */
async function runHelp(program: Program, words: readonly string[], io: Io): Promise<number> {
  if (words.length > 0) return runProgram(program, [...words, "--help"], io);
  io.stdout(program.help);
  return exitCodes.done;
}
