import type { Io } from "../../cli/io.ts";
import { runVigie } from "../../cli/vigie.ts";

export interface Heard {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the command says, run within the test. */
export async function vigie(...argv: readonly string[]): Promise<Heard> {
  const said = { stdout: "", stderr: "" };
  const io: Io = {
    stdout: (text) => {
      said.stdout += text;
    },
    stderr: (text) => {
      said.stderr += text;
    },
  };
  const exitCode = await runVigie(argv, io);
  return { exitCode, ...said };
}
