import type { BoardUid } from "./board.ts";
import { frLinks } from "./fr-house.ts";
import type { Target } from "./panel.ts";
import type { VariableName } from "./variables.ts";

/** A board with the row's own values chosen, and the range that is looked at. */
function toBoard(title: string, uid: BoardUid, fields: Partial<Record<VariableName, string>>): Target {
  const chosen = Object.entries(fields).map(([name, field]) => `var-${name}=\${__data.fields.${field}}`);
  return { title, url: `/d/${uid}?${[...chosen, "${__url_time_range}"].join("&")}` };
}

export const toSite = toBoard(frLinks.site, "vigie-site", { site: "site" });
export const toEndpoint = toBoard(frLinks.endpoint, "vigie-site", { site: "site", endpoint: "endpoint" });
export const toTerritory = toBoard(frLinks.territory, "vigie-epci", { territory: "territory" });
