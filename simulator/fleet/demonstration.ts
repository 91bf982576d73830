import type { SimulatedFamily } from "../codec-view.ts";
import type { AuthProtocol } from "../snmp/usm-keys.ts";

/**
 * The fleet of the demonstration. Territories and communes are real (INSEE code and SIREN of 2026: Insee, DGCL, Licence
 * Ouverte); the sites, their rooms, their codecs and all that happens to them are invented.
 */
export interface DemoTerritory {
  readonly id: string;
  readonly name: string;
  readonly kind: "METROPOLE" | "EPCI" | "HORS_EPCI";
  readonly siren: string;
}

export interface DemoSite {
  readonly id: string;
  readonly name: string;
  readonly territory: string;
  readonly insee: string;
  readonly commune: string;
  readonly hostKind: "collectivite" | "pepiniere" | "autre";
  readonly openingHours: string;
  readonly hasTechnician: boolean;
  readonly regionalAidEuros: number;
  /** Days between two cuts of its link, on average. */
  readonly cutEveryDays: number;
  readonly callsPerMonth: number;
  readonly codecs: readonly DemoCodec[];
}

export interface DemoCodec {
  readonly id: string;
  readonly name: string;
  readonly family: SimulatedFamily;
  readonly model: string;
  readonly firmware: string;
  /** "2c", or version 3 with this digest. */
  readonly snmp: "2c" | AuthProtocol;
  /** Days between two outages of its own, on average. */
  readonly failsEveryDays: number;
}

export const demoTerritories: readonly DemoTerritory[] = [
  { id: "brest-metropole", name: "Brest Métropole", kind: "METROPOLE", siren: "242900314" },
  { id: "lannion-tregor", name: "Lannion-Trégor Communauté", kind: "EPCI", siren: "200065928" },
  { id: "kreiz-breizh", name: "Communauté de communes du Kreiz-Breizh", kind: "EPCI", siren: "242200715" },
  { id: "ouessant", name: "Ouessant", kind: "HORS_EPCI", siren: "212901557" },
];

const weekdays = "Mo-Fr 08:30-12:00,13:30-17:30; PH off";

export const demoSites: readonly DemoSite[] = [
  {
    ...place("brest-conseil", "Hôtel communautaire fictif", "brest-metropole", "29019", "Brest"),
    hostKind: "collectivite",
    openingHours: "Mo-Fr 08:00-18:30; PH off",
    hasTechnician: true,
    regionalAidEuros: 42_000,
    cutEveryDays: 75,
    callsPerMonth: 3,
    codecs: [
      codec("brest-conseil-1", "Salle du conseil", "cisco-ce", "Cisco TelePresence SX80", "ce9.15.3.26de5b9", "sha256", 60),
      codec("brest-conseil-2", "Salle des commissions", "cisco-ce", "Cisco TelePresence SX20", "TC7.3.5.a93bdb1", "2c", 45),
      codec("brest-conseil-3", "Bureau de la direction", "poly-videoos", "StudioX30", "3.12.0-366027", "sha", 90),
    ],
  },
  {
    ...place("relecq-mediatheque", "Médiathèque fictive", "brest-metropole", "29235", "Le Relecq-Kerhuon"),
    hostKind: "collectivite",
    openingHours: "Tu-Sa 10:00-12:00,14:00-18:00; PH off",
    hasTechnician: false,
    regionalAidEuros: 18_500,
    cutEveryDays: 50,
    callsPerMonth: 2,
    codecs: [
      codec("relecq-mediatheque-1", "Espace public numérique", "poly-videoos", "StudioX50", "3.10.0-362035", "sha256", 40),
      codec("relecq-mediatheque-2", "Salle d’animation", "generic-mib2", "Terminal VT-240", "2.4.1", "sha", 70),
    ],
  },
  {
    ...place("lannion-pepiniere", "Pépinière d’entreprises fictive", "lannion-tregor", "22113", "Lannion"),
    hostKind: "pepiniere",
    openingHours: "Mo-Fr 08:00-19:00; PH off",
    hasTechnician: true,
    regionalAidEuros: 36_000,
    cutEveryDays: 90,
    callsPerMonth: 3,
    codecs: [
      codec("lannion-pepiniere-1", "Grande salle", "cisco-ce", "Cisco Room Bar", "ce11.19.1.6.76526b1b094", "sha256", 80),
      codec("lannion-pepiniere-2", "Salle de réunion A", "poly-videoos", "G7500", "3.10.0-362035", "2c", 55),
      codec("lannion-pepiniere-3", "Salle de réunion B", "generic-mib2", "Terminal VT-240", "2.4.1", "2c", 65),
    ],
  },
  {
    ...place("treguier-services", "Maison de services fictive", "lannion-tregor", "22362", "Tréguier"),
    hostKind: "collectivite",
    openingHours: weekdays,
    hasTechnician: false,
    regionalAidEuros: 15_200,
    cutEveryDays: 45,
    callsPerMonth: 2,
    codecs: [
      codec("treguier-services-1", "Visio-guichet", "poly-videoos", "StudioX30", "3.12.0-366027", "sha256", 12),
      codec("treguier-services-2", "Salle polyvalente", "cisco-ce", "Cisco TelePresence SX10", "ce9.6.1.4516ae5aaa1", "sha", 50),
      codec("treguier-services-3", "Salle du conseil", "poly-hdx", "HDX 7000", "Release - 3.1.14-56008", "2c", 30),
    ],
  },
  {
    ...place("rostrenen-formation", "Espace de formation fictif", "kreiz-breizh", "22266", "Rostrenen"),
    hostKind: "autre",
    openingHours: weekdays,
    hasTechnician: false,
    regionalAidEuros: 21_000,
    cutEveryDays: 40,
    callsPerMonth: 0,
    codecs: [
      codec("rostrenen-formation-1", "Salle de formation", "poly-videoos", "StudioX50", "3.10.0-362035", "sha256", 60),
      codec("rostrenen-formation-2", "Salle de cours", "generic-mib2", "Terminal VT-240", "2.3.0", "sha256", 35),
    ],
  },
  {
    ...place("ouessant-mairie", "Mairie fictive", "ouessant", "29155", "Ouessant"),
    hostKind: "collectivite",
    openingHours: "Mo-Fr 09:00-12:00,14:00-16:30; PH off",
    hasTechnician: false,
    regionalAidEuros: 24_800,
    cutEveryDays: 14,
    callsPerMonth: 3,
    codecs: [
      codec("ouessant-mairie-1", "Salle du conseil", "cisco-ce", "Cisco TelePresence SX20", "ce9.15.3.26de5b9", "sha256", 45),
      codec("ouessant-mairie-2", "Visio-guichet", "poly-videoos", "StudioX30", "3.12.0-366027", "sha256", 50),
    ],
  },
];

/** Where those who are called are, as each site's phone book tells: communes are real, everybody else is invented. */
export const demoPhoneBook = [
  { alias: "salle-3@exemple.invalid", place: "commune:29019", kind: "room" },
  { alias: "salle-7@exemple.invalid", place: "commune:22113", kind: "room" },
  { alias: "echo@exemple.invalid", place: "region:53", kind: "test" },
  { domain: "exemple.invalid", place: "region:53", kind: "room" },
  { domain: "brest.exemple.invalid", place: "epci:242900314", kind: "room" },
  { domain: "lannion.exemple.invalid", place: "epci:200065928", kind: "room" },
  { domain: "pont.exemple.invalid", place: "region:53", kind: "bridge" },
] as const;

/** Who calls and is called: rooms, a bridge, a test number, and numbers that tell their country alone. */
export const demoFarEnds: readonly string[] = [
  "sip:salle-1@exemple.invalid",
  "sip:salle-3@exemple.invalid",
  "sip:salle-7@exemple.invalid",
  "sip:conseil@brest.exemple.invalid",
  "sip:guichet@lannion.exemple.invalid",
  "sip:reunion-204@pont.exemple.invalid",
  "sip:echo@exemple.invalid",
  "0298001234",
  "0032280012345",
];

/** How a site knows its codecs: by the authority that signed their certificate, by its fingerprint, or not at all. */
export function certificatePolicyOf(site: DemoSite): "verify" | "pin" | "accept" {
  if (site.id === "brest-conseil") return "verify";
  return site.hasTechnician ? "pin" : "accept";
}

export function agentOf(site: DemoSite): string {
  return `ag-${site.id}`;
}

function place(id: string, name: string, territory: string, insee: string, commune: string) {
  return { id, name, territory, insee, commune };
}

// eslint-disable-next-line max-params -- a table, one row a codec: names of the columns would hide it
function codec(
  id: string,
  name: string,
  family: SimulatedFamily,
  model: string,
  firmware: string,
  snmp: DemoCodec["snmp"],
  failsEveryDays: number,
): DemoCodec {
  return { id, name, family, model, firmware, snmp, failsEveryDays };
}
