import type { MetricsFormat } from "./metrics.ts";

interface Choice {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly quality: number;
}

const openMetricsVersions = ["1.0.0", "0.0.1"];

/** OpenMetrics only when it is asked for by name, in a version we speak, and not less than the text format. */
export function formatFor(accept: string | undefined): MetricsFormat {
  const choices = choicesIn(accept);
  const openMetrics = choices.filter(
    ({ name, parameters }) => name === "application/openmetrics-text" && openMetricsVersions.includes(parameters.get("version") ?? "1.0.0"),
  );
  const wanted = highest(openMetrics);
  return wanted > 0 && wanted >= highest(choices.filter(({ name }) => name === "text/plain")) ? "openmetrics" : "text";
}

export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  const choices = choicesIn(acceptEncoding);
  const gzip = choices.find(({ name }) => name === "gzip" || name === "x-gzip") ?? choices.find(({ name }) => name === "*");
  return gzip !== undefined && gzip.quality > 0;
}

function choicesIn(header = ""): Choice[] {
  return header.split(",").map((part) => {
    const [name = "", ...rest] = part.split(";").map((piece) => piece.trim().toLowerCase());
    const parameters = new Map(
      rest.map((piece): [string, string] => [piece.split("=")[0] ?? "", piece.split("=")[1]?.replaceAll('"', "") ?? ""]),
    );
    const quality = Number(parameters.get("q") ?? "1");
    return { name, parameters, quality: Number.isNaN(quality) ? 0 : quality };
  });
}

function highest(choices: readonly Choice[]): number {
  return Math.max(0, ...choices.map(({ quality }) => quality));
}
