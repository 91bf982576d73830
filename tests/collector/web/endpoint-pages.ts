import type { LatestReading } from "../../../collector/ledger/port.ts";
import { endpointView, locateEndpoint } from "../../../collector/web/endpoint-view.ts";
import type { EndpointDetail, EndpointOverview } from "../../../collector/web/overview.ts";
import { detail, troubledDetail } from "./detail-fixture.ts";
import { endpoint, fixedNow, overview, site, territory } from "./fleet-fixture.ts";

export function overviewWith(...endpoints: Partial<EndpointOverview>[]) {
  const shown = endpoints.map((change, index) => endpoint({ id: `salle-${index}`, ...change }));
  return overview({ territories: [territory({ sites: [site({ endpoints: shown })] })] });
}

export function pageOf(change: Partial<EndpointOverview>, known: EndpointDetail = troubledDetail()) {
  const current = overviewWith({ ...change, id: "salle" });
  const located = locateEndpoint(current, "salle");
  if (located === null) throw new Error("the fixture has no such endpoint");
  return endpointView(current, located, known, fixedNow);
}

export function plain(text: string | null | undefined): string {
  return (text ?? "").replace(/[\u00a0\u202f]/g, " ").replaceAll("’", "'");
}

export function readingsOf(...readings: (Partial<LatestReading> & Pick<LatestReading, "kind" | "value">)[]): EndpointDetail {
  return { ...detail(), readings: readings.map((one) => ({ instance: null, observedAt: fixedNow - 22_000, intervalS: 60, ...one })) };
}
