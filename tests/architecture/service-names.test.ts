import { describe, expect, it } from "vitest";
import { labelFr } from "../../cli/fr-readings.ts";
import { inQuotes, labelInFrench } from "../../collector/web/reading-value.ts";
import { typographic } from "../../collector/web/typography.ts";
import { projectFiles, textOf } from "./project-files.ts";

/** Services that the codecs of the cases have around them, as `expected.json` names them: "service_state#calendar". */
function servicesOfTheCases(): string[] {
  const answers = projectFiles().filter((file) => /^tests\/agent\/drivers\/.+\/expected\.json$/.test(file));
  const named = answers.flatMap((file) => [...textOf(file).matchAll(/"service_state#([^"]+)"/g)].map(([, service = ""]) => service));
  return [...new Set(named)].toSorted();
}

/** What a label says after the name of the kind. */
function afterKind(label: string, kind: string): string {
  return label.slice(kind.length).replace(/^[\s\u00a0:]+/, "");
}

describe("a service around a codec", () => {
  const services = servicesOfTheCases();

  it("is one that some case tells of", () => {
    expect(services).toEqual(expect.arrayContaining(["calendar", "sip-proxy-1"]));
  });

  it.each(services)("has a French name, the same on the page and in the probe: %s", (service) => {
    const onThePage = afterKind(labelInFrench("service_state", service), labelInFrench("service_state", null));
    const inTheProbe = afterKind(labelFr("service_state", service), labelFr("service_state", undefined));

    expect(onThePage).not.toBe(inQuotes(service));
    expect(onThePage).toBe(typographic(inTheProbe));
  });
});
