import type { Dated } from "../sla/dated-hours.ts";
import { always } from "../sla/service-time.ts";
import type { MembershipEntry } from "./calendar-entry.ts";
import type { CommuneTable } from "./commune-tables.ts";
import type { Epci, Membership, TerritoryKind } from "./directory.ts";
import type { Inventory, SiteEntry, TerritoryEntry } from "./inventory.ts";
import { beginningOf } from "./local-times.ts";

/** From an instant on, the commune belongs to who has this SIREN. */
export interface Move {
  readonly from: number;
  readonly siren: string;
  /** What the table says of it; the inventory may declare a territory of that SIREN, which is heard first. */
  readonly kind: TerritoryKind | null;
  readonly name: string | null;
}

/** What islands and pays are made of is told by the inventory. */
export const isListed = (kind: TerritoryKind | undefined): boolean => kind === "ILE" || kind === "PAYS";

/** Where a commune has belonged, in order; empty for one that neither a table nor the inventory knows. */
export function movesOf(insee: string, tables: readonly CommuneTable[], told: readonly MembershipEntry[]): Move[] {
  const ofTables = tables.flatMap(({ year, communes }, index) => {
    const commune = communes.get(insee);
    const from = index === 0 ? always.from : (beginningOf(`${year}-01-01`) ?? always.from);
    return commune === undefined ? [] : [{ from, ...commune.perimeter }];
  });
  const ofInventory = told
    .filter((entry) => entry.insee === insee)
    .map(({ from, siren }) => ({ from: beginningOf(from) ?? always.from, siren, kind: null, name: null }));
  const moves = [...ofTables, ...ofInventory].toSorted((left, right) => left.from - right.from);
  // What the inventory says of a day counts more than a table of that day; and who stays has not moved.
  const last = moves.filter(({ from }, index) => moves[index + 1]?.from !== from);
  return last.filter(({ siren }, index) => last[index - 1]?.siren !== siren);
}

type Told = Pick<Inventory, "territories" | "memberships">;

/** Where each site belongs, from when on. */
export function siteMemberships({ territories, memberships = [] }: Told, tables: readonly CommuneTable[]) {
  const bySiren = new Map(territories.filter(({ kind }) => !isListed(kind)).map((entry) => [entry.siren, entry]));
  const byId = new Map(territories.map((entry) => [entry.id, entry]));
  const lists = territories.filter(({ kind }) => isListed(kind));
  return (site: SiteEntry): Dated<Membership> => {
    const declared = byId.get(site.territory);
    const membership = (from: number, move: Move | null): Membership => {
      const own = (move === null ? undefined : bySiren.get(move.siren)) ?? declared;
      const administrative = own === undefined || isListed(own.kind) ? [] : [own.id];
      const listed = lists.filter((list) => list === declared || isOn(list, site, administrative));
      return { from, epci: epciOf(move, own), territories: [...administrative, ...listed.map(({ id }) => id)] };
    };
    const moves = movesOf(site.insee, tables, memberships);
    const [first, ...others] = moves[0]?.from === always.from ? moves : [null, ...moves];
    return [membership(always.from, first ?? null), ...others.flatMap((move) => (move === null ? [] : [membership(move.from, move)]))];
  };
}

function isOn(
  { communes = [], sites = [], territories = [] }: TerritoryEntry,
  site: SiteEntry,
  administrative: readonly string[],
): boolean {
  return communes.includes(site.insee) || sites.includes(site.id) || administrative.some((id) => territories.includes(id));
}

/** By the inventory's own name where it has one. */
function epciOf(move: Move | null, territory: TerritoryEntry | undefined): Epci | null {
  const isOwn = territory?.siren !== undefined && (move === null || territory.siren === move.siren);
  const { kind, siren, name } = isOwn ? territory : (move ?? {});
  const isEpci = (kind === "EPCI" || kind === "METROPOLE") && siren !== undefined && typeof name === "string";
  return isEpci ? { siren, name } : null;
}
