import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";
import type { Source } from "../query.ts";

/** As grafana/provisioning/datasources names them. */
export const datasources: Readonly<Record<Source, Required<Pick<DataSourceRef, "type" | "uid">>>> = {
  prometheus: { type: "prometheus", uid: "vigie-prometheus" },
  influx: { type: "influxdb", uid: "vigie-influx" },
};

/** Of a panel that asks several. */
export const mixed = { type: "datasource", uid: "-- Mixed --" } as const;
