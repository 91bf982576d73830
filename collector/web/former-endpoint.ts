import type { Explanation } from "../accounts/explain.ts";
import { serviceWords } from "./fr-service.ts";
import { dayInFull } from "./french-dates.ts";
import { machineTime, preciseDateTime } from "./french-format.ts";
import type { ServiceView } from "./service-view.ts";

/** The page of an endpoint that is in the inventory and not in service: what it was remains to be read. */
export interface FormerEndpointView {
  readonly name: string;
  readonly site: string;
  readonly generatedAt: { readonly text: string; readonly machine: string };
  readonly sentence: string;
  readonly service: ServiceView;
}

export function formerEndpointView({ endpoint, site }: Explanation, service: ServiceView, generatedAt: number): FormerEndpointView {
  return {
    name: endpoint.name,
    site: site.name,
    generatedAt: { text: preciseDateTime(generatedAt), machine: machineTime(generatedAt) },
    sentence: sentenceOf(endpoint.inService ?? [], generatedAt / 1000),
    service,
  };
}

/** « Plus en service depuis le 3 juillet 2026. » */
function sentenceOf(inService: NonNullable<Explanation["endpoint"]["inService"]>, now: number): string {
  const last = inService.findLast(({ to }) => to <= now);
  if (last !== undefined) return serviceWords.removed.replace("{day}", dayInFull(last.to * 1000, true));
  const next = inService.find(({ from }) => from > now);
  return next === undefined ? serviceWords.neverInService : serviceWords.toCome.replace("{day}", dayInFull(next.from * 1000, true));
}
