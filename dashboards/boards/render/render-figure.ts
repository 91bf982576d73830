import { type DynamicConfigValue, MappingType, ThresholdsMode, type ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import { plain, type Step, type ValueWords } from "../palette.ts";
import type { Column, Figure, PanelWords } from "../panel.ts";
import { typeset } from "../typeset.ts";

function thresholdsOf(steps: readonly Step[] = plain) {
  return { mode: ThresholdsMode.Absolute, steps: steps.map(({ from, colour }) => ({ value: from, color: colour })) };
}

export function mappingsOf(values: readonly ValueWords[]): ValueMapping[] {
  if (values.length === 0) return [];
  const options = Object.fromEntries(
    values.map(({ value, text, colour }, index) => [value, { text: typeset(text), color: colour, index }]),
  );
  return [{ type: MappingType.ValueToText, options }];
}

/** What sets one column of a table apart. */
export function columnOverride(column: Column, { columns: titles = {} }: PanelWords): DynamicConfigValue[] {
  const { field, width, cell = "text", steps } = column;
  return [
    { id: "displayName", value: typeset(titles[field] ?? field) },
    ...figureProperties(column),
    ...(steps === undefined ? [] : [{ id: "thresholds", value: thresholdsOf(steps) }]),
    ...(width === undefined ? [] : [{ id: "custom.width", value: width }]),
    { id: "custom.cellOptions", value: cellOptions[cell] },
  ];
}

const cellOptions = {
  text: { type: "auto" },
  colour: { type: "color-text" },
  gauge: { type: "gauge", mode: "basic", valueDisplayMode: "text" },
} as const;

function figureProperties({ unit, decimals, min, max, values, target }: Partial<Figure>): DynamicConfigValue[] {
  const properties = { unit, decimals, min, max };
  return [
    ...Object.entries(properties).flatMap(([id, value]) => (value === undefined ? [] : [{ id, value }])),
    ...(values === undefined ? [] : [{ id: "mappings", value: mappingsOf(values) }]),
    ...(target === undefined ? [] : [{ id: "links", value: [{ title: typeset(target.title), url: target.url }] }]),
  ];
}
