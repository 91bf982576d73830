import { sirenFr } from "../../settings/fr.ts";
import { nearestWord } from "../../settings/nearest.ts";
import type { KeyPath } from "../../settings/problem.ts";
import type { Report } from "../../settings/read-yaml.ts";
import type { Sifted } from "../../settings/sifted.ts";
import { isSiren } from "../../settings/siren.ts";
import { checkCalendar } from "./check-calendar.ts";
import { checkPolling } from "./check-polling.ts";
import { checkBelonging } from "./check-territories.ts";
import type { CommuneTable } from "./commune-tables.ts";
import { checksFr } from "./fr.ts";
import type { Inventory, SiteEntry, TerritoryEntry } from "./inventory.ts";
import type { AgentEntry } from "./polling-entry.ts";

/** SHA-256 of nothing: what `sha256sum` prints for an empty file. */
const sha256OfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

type SiftedSite = Sifted<SiteEntry>;

/** The rules of the inventory that no schema tells. */
export function checkInventory(inventory: Sifted<Inventory>, tables: readonly CommuneTable[], report: Report): void {
  const territories = inventory.territories ?? [];
  const sites = inventory.sites ?? [];
  checkTerritories(territories, report);
  checkSites(sites, territories, report);
  checkAgents(sites, inventory.agents ?? [], report);
  checkCalendar(inventory, report);
  checkBelonging(inventory, tables, report);
  checkPolling(inventory, report);
}

function checkTerritories(territories: readonly (Sifted<TerritoryEntry> | undefined)[], report: Report): void {
  const claimId = claims(report, checksFr.idTwice);
  for (const [index, territory] of territories.entries()) {
    const key = ["territories", index];
    claimId(territory?.id, [...key, "id"]);
    if (territory !== undefined) checkSiren(territory, key, report);
  }
}

function checkSiren(territory: Sifted<TerritoryEntry>, key: KeyPath, report: Report): void {
  const { kind, siren } = territory;
  const isWritten = "siren" in territory;
  if (kind === "PAYS" && isWritten) report([...key, "siren"], checksFr.sirenOfPays);
  else if (siren !== undefined && !isSiren(siren)) report([...key, "siren"], sirenFr.wrongKey);
  // An island may be a commune, or a part of one: it has a SIREN or not.
  if (!isWritten && kind !== undefined && kind !== "PAYS" && kind !== "ILE") report([...key, "siren"], checksFr.sirenMissing(kind));
}

function checkSites(
  sites: readonly (SiftedSite | undefined)[],
  territories: readonly (Sifted<TerritoryEntry> | undefined)[],
  report: Report,
): void {
  const territoryIds = territories.flatMap((territory) => territory?.id ?? []);
  // A territory whose own id is wrong is told once, there, and not again at each of its sites.
  const areAllKnown = territoryIds.length === territories.length && territories.length > 0;
  const claimSite = claims(report, checksFr.idTwice);
  const claimEndpoint = claims(report, checksFr.idTwice);
  for (const [index, site] of sites.entries()) {
    const key = ["sites", index];
    claimSite(site?.id, [...key, "id"]);
    for (const [place, endpoint] of (site?.endpoints ?? []).entries()) claimEndpoint(endpoint?.id, [...key, "endpoints", place, "id"]);
    if (site === undefined) continue;
    if (areAllKnown) checkTerritory(site.territory, territoryIds, key, report);
  }
}

/** Those of the sites, and those declared beside them. */
function checkAgents(
  sites: readonly (SiftedSite | undefined)[],
  declared: readonly (Sifted<AgentEntry> | undefined)[],
  report: Report,
): void {
  const claimId = claims(report, checksFr.idTwice);
  const claimToken = claims(report, checksFr.tokenTwice);
  const check = (agent: Sifted<Pick<AgentEntry, "id" | "tokenSha256">> | undefined, key: KeyPath): void => {
    const token = agent?.tokenSha256?.toLowerCase();
    claimId(agent?.id, [...key, "id"]);
    claimToken(token, [...key, "tokenSha256"]);
    if (token === sha256OfNothing) report([...key, "tokenSha256"], checksFr.emptyToken);
  };
  for (const [index, site] of sites.entries()) check(site?.agent, ["sites", index, "agent"]);
  for (const [index, agent] of declared.entries()) check(agent, ["agents", index]);
}

function checkTerritory(territory: string | undefined, known: readonly string[], key: KeyPath, report: Report): void {
  if (territory === undefined || known.includes(territory)) return;
  report([...key, "territory"], checksFr.unknownTerritory(nearestWord(territory, known)));
}

/** Reports a word that was already given, naming where. */
function claims(report: Report, message: (line: number) => string): (word: string | undefined, key: KeyPath) => void {
  const firstOf = new Map<string, KeyPath>();
  return (word, key) => {
    if (word === undefined) return;
    const first = firstOf.get(word);
    if (first === undefined) firstOf.set(word, key);
    else report(key, (lineOf) => message(lineOf(first)));
  };
}
