import { metricNames } from "../../contract/metric-names.ts";

/** Words that stand for what only Prometheus knows; plain characters, because an SMS has no others. */
const named = (series: string, label: string, id: string): string =>
  `{{ with printf "${series}{${id}='%s'}" $labels.${id} | query }}{{ . | first | label "${label}" }}{{ else }}{{ $labels.${id} }}{{ end }}`;

export const room = named(metricNames.endpointInfo, "name", "endpoint");
export const site = `${named(metricNames.siteInfo, "name", "site")} ({{ with printf "${metricNames.siteInfo}{site='%s'}" $labels.site | query }}{{ . | first | label "commune" }}{{ end }})`;
export const territory = named(metricNames.siteInfo, "territory_name", "territory");
export const agent = "{{ $labels.agent }}";
/** For conditions whose value is a time that has passed, s. */
export const lasting = "depuis {{ $value | humanizeDuration }}";
export const count = "{{ $value | humanize }}";
