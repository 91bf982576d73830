import { frAnnotations } from "./fr-house.ts";
import { colours } from "./palette.ts";
import { type Query, recordedRows } from "./query.ts";
import { chosenTag, type VariableName } from "./variables.ts";

/** What is drawn over a board's lines: when it began, when it ended (`ends_ms`), and what to read of it (`text`). */
export interface Annotation {
  readonly name: string;
  readonly colour: string;
  readonly query: Query;
}

const columns = ["time", "text", "ends_ms"];

function annotation(measurement: keyof typeof frAnnotations, colour: string, condition: string): Annotation {
  const text = `SELECT "text", "ends_ms" FROM "${measurement}" WHERE ${condition}$timeFilter`;
  return { name: frAnnotations[measurement], colour, query: recordedRows(text, columns) };
}

/** Incidents and maintenances of what was chosen, by the narrowest variable the board has. */
export function annotationsFor(variables: readonly { readonly name: VariableName }[]): Annotation[] {
  const has = (wanted: VariableName): boolean => variables.some(({ name }) => name === wanted);
  const scope = (["endpoint", "site", "territory"] as const).find(has);
  const condition = scope === undefined ? "" : `${chosenTag[scope]} AND `;
  return [annotation("incident", colours.bad, condition), annotation("maintenance", colours.elsewhere, condition)];
}
