import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { CodecEvent, type ScriptLine } from "./script.ts";

const Lines = Compile(Type.Array(Type.Object({ atS: Type.Number({ minimum: 0 }), codec: Type.String() })));
const Event = Compile(CodecEvent);

/** The lines of a script that was read from JSON, in the order they happen; null where it is not a list of such lines. */
export function scriptLinesOf(json: unknown): ScriptLine[] | null {
  if (!Lines.Check(json)) return null;
  const lines: ScriptLine[] = [];
  // An event allows nothing that is not its own, so when and where are told apart from what happens.
  for (const { atS, codec, ...event } of json) {
    if (!Event.Check(event)) return null;
    lines.push({ ...event, atS, codec });
  }
  return lines.toSorted((left, right) => left.atS - right.atS);
}
