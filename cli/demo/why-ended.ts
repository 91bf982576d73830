import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { demoFr } from "../fr-demo.ts";
import type { Ending, Program } from "./program.ts";

const LogLine = Compile(
  Type.Object({ level: Type.Number(), msg: Type.String(), err: Type.Optional(Type.Object({ message: Type.String() })) }),
);
const errorLevel = 50;

export function howEnded({ code, signal }: Ending): string {
  return signal === null ? demoFr.endedWithCode(code) : demoFr.endedBySignal(signal);
}

/** Its last complaint, or else its last line: what a person would look for in its log. */
export function lastWordsOf(program: Program, ending: Ending): string {
  const lines = program.log.lastLines();
  const isComplaint = (line: string): boolean =>
    (parsed(line)?.level ?? (/^\s*[A-Za-z]*Error\b/.test(line) ? errorLevel : 0)) >= errorLevel;
  // Who is ended by a signal did not choose its last line.
  const complaint = lines.findLast(isComplaint) ?? (ending.signal === null ? lines.at(-1) : undefined);
  if (complaint === undefined) return "";
  const entry = parsed(complaint);
  const words = entry === null ? complaint : [entry.msg, entry.err?.message].filter((part) => part !== undefined).join(" – ");
  return demoFr.lastWords(words.slice(0, 300));
}

function parsed(line: string): { level: number; msg: string; err?: { message: string } } | null {
  try {
    const entry: unknown = JSON.parse(line);
    return LogLine.Check(entry) ? entry : null;
  } catch {
    return null;
  }
}
