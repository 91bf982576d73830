import type { DataTransformerConfig } from "@grafana/grafana-foundation-sdk/dashboard";
import type { MapPanel, TablePanel } from "../panel.ts";

const step = (id: string, options: object): DataTransformerConfig => ({ id, options });

/** Only the columns wanted, before tables are joined: no `Time` and no `Value` that two of them have. */
const only = (names: readonly string[]): DataTransformerConfig => step("filterFieldsByName", { include: { names: [...new Set(names)] } });

const joined = (field: string, mode: "inner" | "outer" = "outer"): DataTransformerConfig => step("joinByField", { byField: field, mode });

const inOrder = (fields: readonly string[]): DataTransformerConfig =>
  step("organize", { indexByName: Object.fromEntries(fields.map((field, index) => [field, index])), excludeByName: {}, renameByName: {} });

/** How answers become the table that was asked for, in Grafana's transformations. */
export function tableSteps({ columns, joinBy, isInnerJoin = false, matrix, sort, limit }: TablePanel): DataTransformerConfig[] {
  const fields = columns.map(({ field }) => field);
  return [
    ...(matrix === undefined ? [] : [step("groupingToMatrix", { rowField: matrix.row, columnField: matrix.column, valueField: "Value" })]),
    only([...fields, ...(joinBy === undefined ? [] : [joinBy])]),
    ...(joinBy === undefined ? [] : [joined(joinBy, isInnerJoin ? "inner" : "outer")]),
    inOrder(fields),
    ...(sort === undefined ? [] : [step("sortBy", { sort: [{ field: sort.field, desc: sort.isDescending }] })]),
    ...(limit === undefined ? [] : [step("limit", { limitField: String(limit) })]),
  ];
}

export function mapSteps({ fields, joinBy }: Pick<MapPanel, "fields" | "joinBy">): DataTransformerConfig[] {
  return [only([...fields, joinBy]), joined(joinBy), inOrder(fields)];
}
