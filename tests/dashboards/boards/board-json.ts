/** What tests read of a dashboard's JSON. */
export interface BoardJson {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly links: readonly { readonly url: string; readonly title: string; readonly includeVars: boolean; readonly keepTime: boolean }[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly label: string; readonly query: unknown }[] };
  readonly annotations: { readonly list: readonly { readonly name: string }[] };
  readonly panels: readonly PanelJson[];
}

export interface PanelJson {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly gridPos: Place;
  readonly targets?: readonly { readonly refId: string }[];
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string; readonly noValue?: string } };
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export const panelsOf = ({ panels }: BoardJson): readonly PanelJson[] => panels;

/** Pairs that cover the same cell. */
export function overlapping(places: readonly Place[]): [Place, Place][] {
  return places.flatMap((one, index) =>
    places
      .slice(index + 1)
      .filter((other) => one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h)
      .map((other): [Place, Place] => [one, other]),
  );
}

const grafanas = /^(?:__.*|timeFilter)$/;

/** Variables of ours that queries and titles name, and those that choose others. */
export function variablesIn(json: BoardJson): string[] {
  const named = [...JSON.stringify(json).matchAll(/\$\{?([A-Za-z_]+)/g)].map(([, name = ""]) => name);
  return [...new Set(named)].filter((name) => !grafanas.test(name) && !name.startsWith("tag_") && name !== "col");
}

const shown = new Set(["title", "description", "noValue", "text", "tooltip", "label", "content", "displayName"]);

/** Everything a reader of the board reads. */
export function textsOf(value: unknown, key = ""): string[] {
  if (typeof value === "string") return shown.has(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => textsOf(item, key));
  if (typeof value !== "object" || value === null) return [];
  const property = "id" in value && "value" in value && value.id === "displayName" ? textsOf(value.value, "displayName") : [];
  return [...property, ...Object.entries(value).flatMap(([name, item]) => textsOf(item, name))];
}
