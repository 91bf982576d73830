import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCommuneTables } from "../../collector/directory/commune-tables.ts";
import { makeYear } from "../usage/year-ledger.ts";

/** The last quarter of the year that the ledger knows: it is compared with the one before. */
export const quarter = "2025-T4";

/** A folder in which a collector of that many sites has worked for a year; the path of its settings. */
export async function reportPlace(folder: string, sites: number): Promise<string> {
  mkdirSync(join(folder, "data"), { recursive: true });
  await makeYear(join(folder, "data", "ledger.db"), sites);
  writeFileSync(join(folder, "inventory.yml"), JSON.stringify(inventoryOf(sites)));
  const settings = join(folder, "collector.yml");
  writeFileSync(settings, JSON.stringify({ dataDir: "data", inventoryFile: "inventory.yml" }));
  chmodSync(settings, 0o600);
  return settings;
}

/** Spread over the EPCI of Brittany, a room each. */
function inventoryOf(count: number): object {
  const homes = oneCommuneOfEach();
  const territories = homes.map(({ siren, name, kind }) => ({ id: siren, name, kind, siren }));
  const sites = Array.from({ length: count }, (_, index) => {
    const { siren, insee, commune } = homes[index % homes.length] ?? homes[0] ?? { siren: "", insee: "", commune: "" };
    return {
      id: `site-${index}`,
      name: `Mairie de ${commune} ${Math.floor(index / homes.length) + 1}`,
      territory: siren,
      insee,
      commune,
      hostKind: index % 3 === 0 ? "pepiniere" : "collectivite",
      openingHours: `Mo-Fr 0${7 + (index % 3)}:30-12:00,13:30-18:00; PH off`,
      hasTechnician: false,
      regionalAidEuros: 6_000,
      isFictional: true,
      agent: { id: `agent-${index}`, tokenSha256: String(index).padStart(64, "0") },
      endpoints: [{ id: `endpoint-${index}`, name: "Salle de réunion" }],
    };
  });
  return { contract: [{ target: "99.5 %", gti: "1h", gtr: "4h" }], territories, sites };
}

interface Home {
  readonly siren: string;
  readonly name: string;
  readonly kind: "EPCI" | "METROPOLE";
  readonly insee: string;
  readonly commune: string;
}

function oneCommuneOfEach(): Home[] {
  const homes = new Map<string, Home>();
  for (const [insee, { name: commune, perimeter }] of readCommuneTables().at(-1)?.communes ?? []) {
    const { kind, siren, name } = perimeter;
    if (/^(?:22|29|35|56)/.test(insee) && kind !== "HORS_EPCI" && !homes.has(siren))
      homes.set(siren, { siren, name, kind, insee, commune });
  }
  return [...homes.values()];
}
