import { SaxesParser } from "saxes";

/** The line, from 1, where a document stops being XML; null where it does not. */
export function faultyLine(text: string): number | null {
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  try {
    parser.write(text.trimStart()).close();
    return null;
  } catch {
    return parser.line + lineEnds(text.slice(0, text.length - text.trimStart().length));
  }
}

function lineEnds(text: string): number {
  return text.split("\n").length - 1;
}
