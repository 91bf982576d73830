import { MapLayerOptionsBuilder } from "@grafana/grafana-foundation-sdk/common";
import { FieldColorBuilder, FieldColorModeId, ThresholdsConfigBuilder, ThresholdsMode } from "@grafana/grafana-foundation-sdk/dashboard";
import {
  ControlsOptionsBuilder,
  MapViewConfigBuilder,
  PanelBuilder,
  TooltipMode,
  TooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/geomap";
import { colours, plain } from "../palette.ts";
import type { MapPanel } from "../panel.ts";
import { typeset } from "../typeset.ts";
import { mapSteps } from "./render-table.ts";

/** Where Grafana serves grafana/geo from: nothing is asked of the internet. */
const shapes = "public/maps/vigie/epci.geojson";

/** Brittany with its islands, from Ouessant to Vitré. */
const brittany = new MapViewConfigBuilder().id("coords").lat(48.15).lon(-3.05).zoom(7.4).allLayers(true);

/** Outlines without a background from the internet; over them the territories that have a figure, each in the colour of its step. */
export function renderMap({ unit, decimals, min, max, steps = plain, idField, colourField, ...panel }: MapPanel): PanelBuilder {
  const outlines = new MapLayerOptionsBuilder()
    .type("geojson")
    .name("contours")
    .config({ src: shapes, rules: [], style: { color: { fixed: colours.unknown }, opacity: 0.15, lineWidth: 1 } })
    .tooltip(false);
  const coloured = new MapLayerOptionsBuilder()
    .type("dynamic-geojson")
    .name("territoires")
    .config({
      src: shapes,
      idField,
      dataStyle: { color: { field: colourField }, opacity: 0.8 },
      style: { color: { fixed: colours.unknown }, opacity: 0.1 },
    })
    .tooltip(true);
  const builder = new PanelBuilder()
    .view(brittany)
    .controls(new ControlsOptionsBuilder().showZoom(true).mouseWheelZoom(false).showAttribution(true).showScale(false))
    .basemap(outlines)
    .layers([coloured])
    .tooltip(new TooltipOptionsBuilder().mode(TooltipMode.Details))
    .transformations(mapSteps(panel))
    .overrides(
      Object.entries(panel.words.columns ?? {}).map(([field, title]) => ({
        matcher: { id: "byName", options: field },
        properties: [{ id: "displayName", value: typeset(title) }],
      })),
    )
    .unit(unit)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .thresholds(
      new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps.map(({ from, colour }) => ({ value: from, color: colour }))),
    );
  if (decimals !== undefined) builder.decimals(decimals);
  if (min !== undefined) builder.min(min);
  return max === undefined ? builder : builder.max(max);
}
