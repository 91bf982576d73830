import type { TerritoryKind } from "../../../collector/directory/directory.ts";
import type { ChannelPresent } from "../../../collector/states/channels.ts";
import type {
  AgentOverview,
  Availability,
  EndpointOverview,
  Overview,
  PooledService,
  SiteOverview,
  TerritoryOverview,
} from "../../../collector/web/overview.ts";

/** Monday 23 November 2026, 14:05:10 in Paris. */
export const fixedNow = Date.UTC(2026, 10, 23, 13, 5, 10);

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const places: readonly (readonly [string, TerritoryKind, readonly string[]])[] = [
  ["Brest Métropole", "METROPOLE", ["Brest", "Plougastel-Daoulas", "Guipavas", "Plouzané", "Bohars"]],
  ["Morlaix Communauté", "EPCI", ["Morlaix", "Carantec", "Plouigneau", "Taulé"]],
  ["Ouessant", "HORS_EPCI", ["Ouessant"]],
  ["Lannion-Trégor Communauté", "EPCI", ["Lannion", "Perros-Guirec", "Tréguier", "Plestin-les-Grèves"]],
  ["Belle-Île-en-Mer", "ILE", ["Le Palais", "Bangor"]],
  ["Roi Morvan Communauté", "EPCI", ["Gourin", "Le Faouët", "Guémené-sur-Scorff"]],
];
const hosts = ["Mairie", "Pépinière", "Médiathèque", "Maison des services"] as const;
const devices = [
  ["Poly Studio X50", "4.3.2-389001"],
  ["Cisco Room Kit", "RoomOS 11.20.1.7"],
  ["Cisco SX20", "TC7.3.21"],
] as const;

function full(ratio: number): Availability {
  return { ratio, coverage: 1, lowBound: ratio, highBound: ratio };
}

export function channel(name: ChannelPresent["channel"], state: ChannelPresent["state"]): ChannelPresent {
  return { channel: name, state, observedAt: state === "not_configured" ? null : fixedNow - 22_000, isCurrent: true };
}

/** As the overview would tell of these channels: those that speak have refused for twelve minutes. */
function refusalsOf(channels: readonly ChannelPresent[] = []): EndpointOverview["refusals"] {
  return channels
    .filter(({ channel: name, state, isCurrent }) => state === "refused" && isCurrent && (name === "snmp" || name === "http"))
    .map(({ channel: name }) => ({ channel: name, since: fixedNow - 12 * minute }));
}

export function endpoint(change: Partial<EndpointOverview> = {}): EndpointOverview {
  return {
    id: "salle",
    name: "Salle du conseil",
    model: "Poly Studio X50",
    firmware: "4.3.2-389001",
    state: "up",
    cause: "answered",
    since: fixedNow - 3 * day - 4 * hour,
    lastProofAt: fixedNow - 22_000,
    lastObservedAt: fixedNow - 22_000,
    isInCall: false,
    channels: [
      channel("snmp", "answered"),
      channel("http", "answered"),
      channel("tcp", "not_configured"),
      channel("icmp", "not_configured"),
    ],
    refusals: refusalsOf(change.channels),
    tls: "verified",
    tlsRefusal: null,
    renewsCertificate: null,
    availabilityToday: full(1),
    availability30Days: full(0.998_996),
    availabilityQuarter: { ...full(0.998_996), targetBasisPoints: 9_900, isMet: true },
    ...change,
  };
}

export function agent(change: Partial<AgentOverview> = {}): AgentOverview {
  return {
    id: "agent-mairie",
    condition: "current",
    lastContactAt: fixedNow - 12_000,
    lagS: 8,
    clockOffsetMs: -34,
    outboxCount: 0,
    lostCount: 0,
    plan: null,
    version: "0.1.0",
    refusedRelease: null,
    accessEnded: null,
    ...change,
  };
}

export function site(change: Partial<SiteOverview> = {}): SiteOverview {
  return {
    id: "mairie",
    name: "Mairie",
    commune: "Ouessant",
    hostKind: "collectivite",
    hasTechnician: false,
    openingHours: "Mo-Fr 08:30-12:00,13:30-17:00; PH off",
    isFictional: true,
    agent: agent(),
    endpoints: [endpoint()],
    ...change,
  };
}

export function territory(change: Partial<TerritoryOverview> = {}): TerritoryOverview {
  return { id: "ouessant", name: "Ouessant", kind: "HORS_EPCI", sites: [site()], service: null, ...change };
}

export function overview(change: Partial<Overview> = {}): Overview {
  return {
    generatedAt: fixedNow,
    isDemonstration: true,
    territories: [territory()],
    service: null,
    influx: { isConfigured: true, lagEntries: 12, lastSuccessAt: fixedNow - 5_000, setAside: 0, lastError: null },
    refusedInventory: null,
    otherAgents: [],
    ...change,
  };
}

/** A fleet as large as asked, two endpoints a site, with troubles spread in it that are the same each time. */
export function fleet(siteCount: number, now: number = fixedNow): Overview {
  const territoryCount = Math.min(64, Math.max(places.length, Math.ceil(siteCount / 16)));
  const sitesOf = Array.from({ length: territoryCount }, (): SiteOverview[] => []);
  for (let index = 0; index < siteCount; index += 1) sitesOf[index % territoryCount]?.push(fleetSite(index, index % territoryCount, now));
  const territories = sitesOf.map((sites, index) => {
    const [name, kind] = placeOf(index);
    const round = Math.floor(index / places.length);
    return { id: `territoire-${index}`, name: round === 0 ? name : `${name} ${round + 1}`, kind, sites, service: pooled(sites.length * 2) };
  });
  return { ...overview(), generatedAt: now, territories, service: { ...pooled(siteCount * 2), quarter: "2026-T4" } };
}

function pooled(endpoints: number): PooledService {
  const met = Math.floor(endpoints * 0.9);
  const known = { ratio: 0.9931, coverage: 0.9412, lowBound: 0.9347, highBound: 0.9935 };
  return { ...known, endpoints: { all: endpoints, met, missed: endpoints - met }, incidents: endpoints };
}

function placeOf(index: number): (typeof places)[number] {
  return places[index % places.length] ?? ["Ouessant", "HORS_EPCI", ["Ouessant"]];
}

function fleetSite(index: number, territoryIndex: number, now: number): SiteOverview {
  const communes = placeOf(territoryIndex)[2];
  const round = Math.floor(index / 64);
  const commune = communes[(round + index) % communes.length] ?? "Ouessant";
  const host = hosts[(index * 7 + round) % hosts.length] ?? "Mairie";
  const isSilent = index % 29 === 11;
  return {
    id: `site-${index}`,
    name: `${host} ${/^[AEIOUÉÎ]/.test(commune) ? "d’" : "de "}${commune}`,
    commune,
    hostKind: host === "Pépinière" ? "pepiniere" : "collectivite",
    hasTechnician: index % 3 === 0,
    openingHours: "Mo-Fr 08:30-12:00,13:30-17:00; PH off",
    isFictional: true,
    agent: isSilent
      ? agent({ id: `agent-${index}`, condition: "silent", lastContactAt: now - 47 * minute, lagS: 2_830 })
      : agent({
          id: `agent-${index}`,
          lastContactAt: now - 12_000,
          ...(index % 31 === 4 ? { condition: "late", lagS: 412, outboxCount: 38 } : {}),
        }),
    endpoints: [0, 1].map((rank) => fleetEndpoint(index, rank, isSilent, now)),
  };
}

function fleetEndpoint(index: number, rank: number, isSilent: boolean, now: number): EndpointOverview {
  const [model, firmware] = devices[(index + rank) % devices.length] ?? devices[0];
  return endpoint({
    id: `codec-${index}-${rank}`,
    name: rank === 0 ? "Salle du conseil" : "Salle de réunion",
    model,
    firmware,
    since: now - ((index * 37 + rank * 11) % 500) * hour - 12 * minute,
    lastProofAt: now - 22_000,
    lastObservedAt: now - 22_000,
    isInCall: (index + rank) % 13 === 5,
    ...(index % 17 === 5
      ? {
          tls: "accepted",
          channels: [channel("snmp", "answered"), channel("http", "refused"), channel("tcp", "answered"), channel("icmp", "silent")],
        }
      : {}),
    ...(isSilent
      ? {
          state: "unknown",
          cause: "no_observation",
          since: now - 44 * minute,
          lastProofAt: now - 47 * minute,
          lastObservedAt: now - 47 * minute,
        }
      : {}),
    ...troubleOf(index, rank, now),
    availability30Days: {
      ratio: 0.9897 + (index % 100) / 10_000,
      coverage: index % 9 === 2 ? 0.912 : 0.9991,
      lowBound: 0.901,
      highBound: 0.99,
    },
  });
}

function troubleOf(index: number, rank: number, now: number): Partial<EndpointOverview> {
  if (index % 23 === 2 && rank === 1)
    return {
      state: "down",
      cause: "silent_confirmed",
      since: now - 3 * hour - 12 * minute,
      lastProofAt: now - 3 * hour - 13 * minute,
      availabilityToday: full(0.7743),
    };
  if (index % 37 === 5)
    return {
      state: "site",
      cause: "silent_confirmed",
      since: now - 26 * minute,
      lastProofAt: now - 27 * minute,
      availabilityToday: full(0.969),
    };
  if (index % 19 === 6 && rank === 0) return { state: "degraded", cause: "registration_failed", since: now - 2 * day - 4 * hour };
  return {};
}
