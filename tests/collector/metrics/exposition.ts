export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const linePattern = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const labelPattern = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(?:,|$)/g;

/** Reads the text format as a scraper does; throws on a line it cannot read. */
export function samplesIn(text: string): Sample[] {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, name = "", labels = "", value = ""] = linePattern.exec(line) ?? [];
      if (name === "") throw new Error(`not a sample: ${line}`);
      return { name, labels: labelsIn(labels), value: Number(value) };
    });
}

export function samplesOf(text: string, name: string): Sample[] {
  return samplesIn(text).filter((sample) => sample.name === name);
}

function labelsIn(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(labelPattern)].map(([, name = "", value = ""]) => [
      name,
      value.replaceAll(/\\(.)/g, (_, character: string) => (character === "n" ? "\n" : character)),
    ]),
  );
}
