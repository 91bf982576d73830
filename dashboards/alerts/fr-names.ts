import { type MetricName, metricNames } from "../../contract/metric-names.ts";

/** The series of an id, also while the collector starts anew. */
const asked = (series: MetricName, id: string): string => `printf "last_over_time(${series}{${id}='%s'}[10m])" $labels.${id} | query`;

/** Words that stand for what only Prometheus knows; plain characters, because an SMS has no others. */
const named = (series: MetricName, label: string, id: string): string =>
  `{{ with ${asked(series, id)} }}{{ . | first | label "${label}" }}{{ else }}{{ $labels.${id} }}{{ end }}`;

export const room = named(metricNames.endpointInfo, "name", "endpoint");
export const site = `${named(metricNames.siteInfo, "name", "site")}{{ with ${asked(metricNames.siteInfo, "site")} }} ({{ . | first | label "commune" }}){{ end }}`;
export const territory = named(metricNames.siteInfo, "territory_name", "territory");
export const agent = "{{ $labels.agent }}";
/** For conditions whose value is a time that has passed, s. */
export const lasting = "depuis {{ $value | humanizeDuration }}";
export const count = "{{ $value | humanize }}";
