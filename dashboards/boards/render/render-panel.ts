import { PanelBuilder as BarsBuilder } from "@grafana/grafana-foundation-sdk/bargauge";
import type { Builder, Dataquery } from "@grafana/grafana-foundation-sdk/cog";
import {
  BarGaugeDisplayMode,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  type DataSourceRef,
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  LineInterpolation,
  ReduceDataOptionsBuilder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import {
  DashboardLinkBuilder,
  type DynamicConfigValue,
  FieldColorBuilder,
  FieldColorModeId,
  type GridPos,
  type Panel as PanelJson,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ValueMapping,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as StatesBuilder } from "@grafana/grafana-foundation-sdk/statetimeline";
import { PanelBuilder as TableBuilder } from "@grafana/grafana-foundation-sdk/table";
import { PanelBuilder as TextBuilder, TextMode } from "@grafana/grafana-foundation-sdk/text";
import { PanelBuilder as LinesBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { plain, type ValueWords } from "../palette.ts";
import type { BarsPanel, Figure, LinesPanel, Panel, StatesPanel, StatPanel, TablePanel, TextPanel } from "../panel.ts";
import { typeset } from "../typeset.ts";
import { datasources, mixed } from "./datasources.ts";
import { columnOverride, mappingsOf } from "./render-figure.ts";
import { renderMap } from "./render-map.ts";
import { refIdOf, renderQuery } from "./render-query.ts";
import { tableSteps } from "./render-table.ts";

/** What builders of all kinds of panels have. */
interface AnyBuilder extends Builder<PanelJson> {
  id(id: number): this;
  title(title: string): this;
  description(description: string): this;
  gridPos(gridPos: GridPos): this;
  datasource(datasource: DataSourceRef): this;
  withTarget(target: Builder<Dataquery>): this;
  timeFrom(timeFrom: string): this;
  noValue?(noValue: string): this;
}

interface FigureBuilder extends AnyBuilder {
  unit(unit: string): this;
  decimals(decimals: number): this;
  min(min: number): this;
  max(max: number): this;
  mappings(mappings: ValueMapping[]): this;
  thresholds(thresholds: ThresholdsConfigBuilder): this;
  colorScheme(color: FieldColorBuilder): this;
  dataLinks(links: DashboardLinkBuilder[]): this;
}

export function renderPanel(panel: Panel): Builder<PanelJson> {
  return withCommon(builderOf(panel), panel);
}

function builderOf(panel: Panel): AnyBuilder {
  switch (panel.kind) {
    case "stat":
      return stat(panel);
    case "lines":
      return lines(panel);
    case "bars":
      return bars(panel);
    case "table":
      return table(panel);
    case "states":
      return states(panel);
    case "map":
      return renderMap(panel);
    case "text":
      return text(panel);
  }
}

function withCommon<B extends AnyBuilder>(builder: B, { id, at, words, queries, lookBack }: Panel): B {
  builder
    .id(id)
    .title(typeset(words.title))
    .description(typeset(words.description))
    .gridPos({ ...at });
  builder.noValue?.(typeset(words.noData));
  const sources = [...new Set(queries.map(({ source }) => source))];
  const [source] = sources;
  if (source !== undefined) builder.datasource(sources.length === 1 ? datasources[source] : mixed);
  for (const [index, query] of queries.entries()) builder.withTarget(renderQuery(query, refIdOf(index)));
  if (lookBack !== undefined) builder.timeFrom(lookBack);
  return builder;
}

/** The unit, the colours and the words of a figure. */
function withFigure<B extends FigureBuilder>(builder: B, figure: Figure): B {
  const { unit, decimals, min, max, steps = plain, values, target } = figure;
  const thresholds = steps.map(({ from, colour }) => ({ value: from, color: colour }));
  builder.unit(unit).thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(thresholds));
  if (decimals !== undefined) builder.decimals(decimals);
  if (min !== undefined) builder.min(min);
  if (max !== undefined) builder.max(max);
  if (values !== undefined) builder.mappings(mappingsOf(values));
  if (target !== undefined) builder.dataLinks([new DashboardLinkBuilder(typeset(target.title)).url(target.url)]);
  return builder;
}

const last = new ReduceDataOptionsBuilder().calcs(["lastNotNull"]).values(false);

function stat(panel: StatPanel): AnyBuilder {
  const builder = new StatBuilder()
    .reduceOptions(last)
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Background)
    .textMode(panel.shows === "name-and-figure" ? BigValueTextMode.ValueAndName : BigValueTextMode.Value)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds));
  return withFigure(builder, panel).overrides(namedColumns(panel));
}

function bars(panel: BarsPanel): AnyBuilder {
  const builder = new BarsBuilder()
    .reduceOptions(last)
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Basic)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds));
  return withFigure(builder, panel).overrides(namedColumns(panel));
}

const legend = new VizLegendOptionsBuilder()
  .displayMode(LegendDisplayMode.List)
  .placement(LegendPlacement.Bottom)
  .showLegend(true)
  .calcs([]);

const drawings = {
  line: (builder: LinesBuilder) => builder.drawStyle(GraphDrawStyle.Line).lineWidth(2).fillOpacity(0),
  steps: (builder: LinesBuilder) => builder.drawStyle(GraphDrawStyle.Line).lineInterpolation(LineInterpolation.StepAfter).lineWidth(2),
  bars: (builder: LinesBuilder) => builder.drawStyle(GraphDrawStyle.Bars).fillOpacity(70).barWidthFactor(0.8),
  points: (builder: LinesBuilder) => builder.drawStyle(GraphDrawStyle.Points).pointSize(7).showPoints(VisibilityMode.Always),
} as const;

function lines(panel: LinesPanel): AnyBuilder {
  const builder = new LinesBuilder()
    .legend(legend)
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi))
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassicByName))
    .stacking(new StackingConfigBuilder().mode(panel.isStacked === true ? StackingMode.Normal : StackingMode.None))
    .thresholdsStyle(
      new GraphThresholdsStyleConfigBuilder().mode(
        panel.showsSteps === true ? GraphThresholdsStyleMode.Dashed : GraphThresholdsStyleMode.Off,
      ),
    );
  return withFigure(drawings[panel.draw ?? "line"](builder), panel).overrides(namedColumns(panel));
}

function states(panel: StatesPanel): AnyBuilder {
  const unit = "none";
  return withFigure(new StatesBuilder().mergeValues(true).rowHeight(0.8).legend(legend), { ...panel, unit }).overrides(namedColumns(panel));
}

function table(panel: TablePanel): AnyBuilder {
  const overrides = panel.columns.map((column) => ({
    matcher: { id: "byName", options: column.field },
    properties: columnOverride(column, panel.words),
  }));
  return new TableBuilder().transformations(tableSteps(panel)).overrides(overrides);
}

function text({ text: content }: TextPanel): AnyBuilder {
  return new TextBuilder().mode(TextMode.Markdown).content(typeset(content));
}

/** Words, and colours where they tell something, in the place of the names that queries give. */
function namedColumns({ words: { columns = {} }, names = [] }: Pick<Panel, "words"> & { readonly names?: readonly ValueWords[] }) {
  return [
    ...Object.entries(columns).map(([field, title]) => naming(field, [{ id: "displayName", value: typeset(title) }])),
    ...names.map(({ value, text: title, colour }) =>
      naming(value, [
        { id: "displayName", value: typeset(title) },
        { id: "color", value: { mode: "fixed", fixedColor: colour } },
      ]),
    ),
  ];
}

const naming = (field: string, properties: DynamicConfigValue[]) => ({ matcher: { id: "byName", options: field }, properties });
