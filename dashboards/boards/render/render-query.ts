import type { Builder, Dataquery } from "@grafana/grafana-foundation-sdk/cog";
import { DataqueryBuilder, PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import type { Query } from "../query.ts";
import { datasources } from "./datasources.ts";

/** A, B, C…: by which a panel tells its queries apart. */
export const refIdOf = (index: number): string => String.fromCodePoint(65 + index);

export function renderQuery(query: Query, refId: string): Builder<Dataquery> {
  return query.source === "prometheus" ? prometheusQuery(query, refId) : influxQuery(query, refId);
}

function prometheusQuery({ text, form, isInstant, legend }: Query, refId: string): Builder<Dataquery> {
  const query = new DataqueryBuilder()
    .refId(refId)
    .datasource(datasources.prometheus)
    .expr(text)
    .format(form === "table" ? PromQueryFormat.Table : PromQueryFormat.TimeSeries);
  if (legend !== undefined) query.legendFormat(legend);
  return isInstant ? query.instant() : query.range();
}

/** The SDK has no InfluxDB. */
interface InfluxQuery extends Dataquery {
  readonly refId: string;
  readonly datasource: typeof datasources.influx;
  readonly rawQuery: true;
  readonly query: string;
  readonly resultFormat: "table" | "time_series";
  readonly alias?: string;
}

function influxQuery({ text, form, legend }: Query, refId: string): Builder<InfluxQuery> {
  const query: Omit<InfluxQuery, "_implementsDataqueryVariant"> = {
    refId,
    datasource: datasources.influx,
    rawQuery: true,
    query: text,
    resultFormat: form === "table" ? "table" : "time_series",
    ...(legend === undefined ? {} : { alias: legend }),
  };
  // Not a value of the query: generated files are JSON, which leaves functions out.
  return { build: () => ({ ...query, _implementsDataqueryVariant: () => undefined }) };
}
