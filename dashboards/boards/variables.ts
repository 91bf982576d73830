import { metricNames } from "../../contract/metric-names.ts";
import { frHostKinds, frTerritoryKinds, type frVariables } from "./fr-house.ts";

export type VariableName = keyof typeof frVariables;

interface Common {
  readonly name: VariableName;
  readonly isMultiple: boolean;
  readonly isHidden?: boolean;
}

/** Choices asked of Prometheus: in its answer the expression finds the words of each (`text`) and what queries get (`value`). */
export interface AskedVariable extends Common {
  readonly query: string;
  readonly regex: string;
  /** What the answer must have. */
  readonly labels: readonly string[];
}

/** Choices that never change, by what queries get. */
export interface ListedVariable extends Common {
  readonly list: Readonly<Record<string, string>>;
}

/** What a reader chooses above a board. */
export type Variable = AskedVariable | ListedVariable;

/** The label of an answer such as `visio_site_info{name="Mairie",site="mairie"} 1`, whatever it holds. */
const part = (label: string, group: string): string => `[{, ]${label}="(?<${group}>(?:[^"\\\\]|\\\\.)*)"`;

function choicesOf(value: string, text: string, selector: string, series: string, labels: readonly string[]) {
  // Labels are told in alphabetical order.
  const [first, second] = [
    { label: text, group: "text" },
    { label: value, group: "value" },
  ].toSorted((one, other) => (one.label < other.label ? -1 : 1));
  const regex =
    first !== undefined && second !== undefined ? `/${part(first.label, first.group)}.*${part(second.label, second.group)}/` : "";
  return { query: `query_result(group by (${labels.join(", ")}) (${series}${selector}))`, regex, labels };
}

export const territoryKind: Variable = { name: "kind", list: frTerritoryKinds, isMultiple: true };
export const hostKind: Variable = { name: "host", list: frHostKinds, isMultiple: true };

/** `selector`: which of them, as labels of `visio_site_info`. */
export function territories(selector = "", isMultiple = true): Variable {
  const labels = ["territory", "territory_name"];
  return { name: "territory", ...choicesOf("territory", "territory_name", selector, metricNames.siteInfo, labels), isMultiple };
}

export function sites(selector = "", isMultiple = true): Variable {
  return { name: "site", ...choicesOf("site", "name", selector, metricNames.siteInfo, ["name", "site"]), isMultiple };
}

export function endpoints(selector = "", isMultiple = true): Variable {
  return {
    name: "endpoint",
    ...choicesOf("endpoint", "name", selector, metricNames.endpointInfo, ["endpoint", "name"]),
    isMultiple,
  };
}

/** In a selector of Prometheus: whatever was chosen of it. */
export const chosen = {
  kind: 'territory_kind=~"${kind:regex}"',
  territory: 'territory=~"${territory:regex}"',
  host: 'host_kind=~"${host:regex}"',
  site: 'site=~"${site:regex}"',
  endpoint: 'endpoint=~"${endpoint:regex}"',
} as const;

/** In a condition of InfluxDB: whatever was chosen of it. Nothing chosen finds nothing. */
export const chosenTag = {
  territory: '"territory" =~ /^${territory:regex}$/',
  site: '"site" =~ /^${site:regex}$/',
  endpoint: '"endpoint" =~ /^${endpoint:regex}$/',
} as const;
