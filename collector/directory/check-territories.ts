import { nearestWord } from "../../settings/nearest.ts";
import type { KeyPath } from "../../settings/problem.ts";
import type { Report } from "../../settings/read-yaml.ts";
import type { Sifted } from "../../settings/sifted.ts";
import type { MembershipEntry } from "./calendar-entry.ts";
import type { CommuneTable } from "./commune-tables.ts";
import { calendarFr, territoriesFr as fr } from "./fr-calendar.ts";
import type { Inventory, SiteEntry, TerritoryEntry } from "./inventory.ts";
import { beginningOf } from "./local-times.ts";
import { isListed, type Move, movesOf } from "./memberships.ts";

type SiftedTerritory = Sifted<TerritoryEntry>;

/** Who belongs to whom: the lists of islands and pays, communes that move, and each site against the table of communes. */
export function checkBelonging(inventory: Sifted<Inventory>, tables: readonly CommuneTable[], report: Report): void {
  const territories = inventory.territories ?? [];
  checkSirens(territories, report);
  checkLists(inventory, tables, report);
  const moves = checkMoves(inventory.memberships ?? [], territories, report);
  const byId = new Map(territories.map((territory) => [territory?.id, territory]));
  for (const [index, site] of (inventory.sites ?? []).entries()) {
    const territory = byId.get(site?.territory);
    if (site !== undefined && territory !== undefined)
      checkSite(site, territory, { key: ["sites", index], moves, territories, tables, report });
  }
}

/** Two territories of one SIREN would each be half of it. */
function checkSirens(territories: readonly (SiftedTerritory | undefined)[], report: Report): void {
  const first = new Map<string, KeyPath>();
  for (const [index, territory] of territories.entries()) {
    if (territory?.siren === undefined || isListed(territory.kind)) continue;
    const key = ["territories", index, "siren"];
    const before = first.get(territory.siren);
    if (before === undefined) first.set(territory.siren, key);
    else report(key, (lineOf) => fr.sirenTwice(lineOf(before)));
  }
}

function checkLists({ territories = [], sites = [] }: Sifted<Inventory>, tables: readonly CommuneTable[], report: Report): void {
  const siteIds = sites.flatMap((site) => site?.id ?? []);
  const known = new Set([...tables.flatMap(({ communes }) => [...communes.keys()]), ...sites.map((site) => site?.insee)]);
  const parts = new Set(territories.flatMap((territory) => (territory === undefined || isListed(territory.kind) ? [] : [territory.id])));
  const wrong = {
    communes: (insee: string) => (known.has(insee) ? null : fr.unknownCommune(insee)),
    sites: (id: string) => (siteIds.includes(id) ? null : fr.unknownSite(nearestWord(id, siteIds))),
    territories: (id: string) => (parts.has(id) ? null : fr.notAnEpci(id)),
  };
  for (const [index, territory] of territories.entries()) {
    for (const name of ["communes", "sites", "territories"] as const) {
      const list = territory?.[name];
      const key = ["territories", index, name];
      if (list !== undefined && territory?.kind !== undefined && !isListed(territory.kind)) {
        report(key, fr.listNotAllowed(territory.kind));
      } else checkWords(list ?? [], { key, report, problemOf: wrong[name] });
    }
  }
}

interface Words {
  readonly key: KeyPath;
  readonly report: Report;
  readonly problemOf: (word: string) => string | null;
}

function checkWords(words: readonly (string | undefined)[], { key, report, problemOf }: Words): void {
  for (const [place, word] of words.entries()) {
    const problem = word === undefined ? null : problemOf(word);
    if (problem !== null) report([...key, place], problem);
  }
}

/** The moves that can be relied on. */
function checkMoves(
  entries: readonly (Sifted<MembershipEntry> | undefined)[],
  territories: readonly (SiftedTerritory | undefined)[],
  report: Report,
): MembershipEntry[] {
  const sirens = new Set(territories.filter((territory) => !isListed(territory?.kind)).map((territory) => territory?.siren));
  const known = new Map<string, KeyPath>();
  const moves: MembershipEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    const key = ["memberships", index];
    const { insee, siren, from } = entry ?? {};
    if (from !== undefined && beginningOf(from) === null) report([...key, "from"], calendarFr.noSuchDay(from));
    else if (insee !== undefined && siren !== undefined && from !== undefined) moves.push({ insee, siren, from });
    if (siren !== undefined && !sirens.has(siren)) report([...key, "siren"], fr.sirenNotDeclared(siren));
    const before = known.get(`${insee} ${from}`);
    if (before !== undefined) report([...key, "from"], (lineOf) => fr.moveTwice(lineOf(before)));
    known.set(`${insee} ${from}`, [...key, "from"]);
  }
  return moves;
}

interface Context {
  readonly key: KeyPath;
  readonly moves: readonly MembershipEntry[];
  readonly territories: readonly (SiftedTerritory | undefined)[];
  readonly tables: readonly CommuneTable[];
  readonly report: Report;
}

/** A site is declared in the EPCI of its commune, or in one that its commune has belonged to or will. */
function checkSite({ insee }: Sifted<SiteEntry>, territory: SiftedTerritory, { key, moves, territories, tables, report }: Context): void {
  if (insee === undefined || territory.kind === undefined || isListed(territory.kind) || territory.siren === undefined) return;
  const belonged = movesOf(insee, tables, moves);
  const place = [...key, "territory"];
  const commune = tables.findLast((table) => table.communes.has(insee))?.communes.get(insee)?.name ?? insee;
  const isAmong = belonged.some(({ siren }) => siren === territory.siren);
  const last = belonged.at(-1);
  if (last !== undefined && !isAmong) report(place, contradiction(commune, last));
  if (!isAmong || belonged.length < 2) return;
  // The time before and after a move is counted somewhere.
  const declared = new Set(territories.map((each) => each?.siren));
  const absent = belonged.find(({ siren }) => !declared.has(siren));
  if (absent !== undefined) report(place, fr.sirenNotDeclared(absent.siren));
}

function contradiction(commune: string, { siren, kind, name }: Move): string {
  return kind === "HORS_EPCI" ? fr.outsideEpci(commune) : fr.otherEpci(commune, name ?? "son EPCI", siren);
}
