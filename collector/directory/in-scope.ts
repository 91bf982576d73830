import type { Scope } from "../sla/maintenance.ts";
import type { Span } from "../sla/spans.ts";
import type { Directory, Endpoint } from "./directory.ts";
import { timeIn } from "./time-in.ts";

/** When, within a span, an endpoint is in a scope: a site may change its territory. */
export function inScopeOf(directory: Directory, endpoint: Pick<Endpoint, "id" | "site">): (scope: Scope, within: Span) => readonly Span[] {
  const site = directory.site(endpoint.site);
  return (scope, within) => {
    switch (scope.kind) {
      case "network":
        return [within];
      case "endpoint":
        return scope.id === endpoint.id ? [within] : [];
      case "site":
        return scope.id === endpoint.site ? [within] : [];
      case "territory":
        return site === undefined ? [] : timeIn(scope.id, site, within);
    }
  };
}
