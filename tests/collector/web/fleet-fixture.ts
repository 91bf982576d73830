import type { TerritoryKind } from "../../../collector/directory/directory.ts";
import type { Restart, StoredEvent } from "../../../collector/ledger/port.ts";
import type { ChannelPresent } from "../../../collector/states/channels.ts";
import type {
  AgentOverview,
  Availability,
  EndpointDetail,
  EndpointOverview,
  Overview,
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
  return { id: "ouessant", name: "Ouessant", kind: "HORS_EPCI", sites: [site()], ...change };
}

export function overview(change: Partial<Overview> = {}): Overview {
  return {
    generatedAt: fixedNow,
    isDemonstration: true,
    territories: [territory()],
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
    return { id: `territoire-${index}`, name: round === 0 ? name : `${name} ${round + 1}`, kind, sites };
  });
  return { ...overview(), generatedAt: now, territories };
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

/** The same, in the middle of a call, with everything somebody should look at. */
export function troubledDetail(now: number = fixedNow): EndpointDetail {
  const read = { observedAt: now - 22_000, intervalS: 60 };
  const figures = (instance: string, loss: number, jitter: number, rate: number) => [
    { kind: "stream_loss_ratio", instance, value: loss, ...read },
    { kind: "stream_jitter_milliseconds", instance, value: jitter, ...read },
    { kind: "stream_rate_bits_per_second", instance, value: rate, ...read },
  ];
  return {
    ...detail(now),
    readings: [
      ...detail(now).readings,
      ...figures("presentation-in", 0, 4, 768_000),
      ...figures("video-in", 0.0342, 31.4, 1_152_000),
      ...figures("audio-out", 0.00002, 2, 64_000),
      ...figures("audio-in", 0.004, 12, 64_000),
      { kind: "stream_resolution", instance: "video-in", value: "1920x1080", ...read },
      { kind: "stream_frames_per_second", instance: "video-in", value: 29.5, ...read },
      { kind: "stream_latency_milliseconds", instance: "video-in", value: 86, ...read },
      { kind: "tls_state", instance: null, value: "accepted", ...read },
      { kind: "clock_offset_seconds", instance: null, value: 3_723, ...read },
      { kind: "time_service_state", instance: null, value: "failed", ...read },
      { kind: "history_state", instance: null, value: "gap", ...read },
      { kind: "service_state", instance: "directory", value: "failed", ...read },
      { kind: "service_state", instance: "sip-proxy-2", value: "ok", ...read },
      { kind: "touch_panel_state", instance: null, value: "ok", ...read },
      { kind: "diagnostic_level", instance: "HTTPFeedbackFailed", value: "warning", ...read },
      { kind: "diagnostic_level", instance: "CameraSoftwareVersion", value: "error", ...read },
    ],
  };
}

/** One that began `hoursAgo`. */
function restart(hoursAgo: number, kind: Restart["kind"]): Restart {
  const at = fixedNow - hoursAgo * hour;
  return { at, kind, lastBeforeAt: at - 45_000, firstAfterAt: at + 75_000, uptimeBeforeS: 86_400 * 12, uptimeAfterS: 75 };
}

/** A day with an outage, a degradation and a hole, as the ledger tells it. */
export function detail(now: number = fixedNow): EndpointDetail {
  const at = (hours: number) => Math.floor((now - hours * hour) / 1000);
  const part = (fromHours: number, toHours: number, state: EndpointOverview["state"], cause: EndpointOverview["cause"]) => ({
    from: at(fromHours),
    to: at(toHours),
    state,
    cause,
    evidence: { firstObservedAt: at(fromHours) * 1000, lastObservedAt: at(toHours) * 1000 },
  });
  const cutOff = part(7.5, 6, "site", "site_network");
  const cut = gatewayCut(now - 7.6 * hour, now - 5.95 * hour);
  const lastDay = [
    part(24, 15, "up", "answered"),
    part(15, 13.5, "degraded", "registration_failed"),
    part(13.5, 9, "up", "answered"),
    { ...cutOff, evidence: { ...cutOff.evidence, events: [cut.event.id], dissent: "agent-central" } },
    part(6, 3.2, "up", "answered"),
    part(3.2, 0, "down", "silent_confirmed"),
  ];
  const read = now - 22_000;
  return {
    lastDay,
    intervals: [part(80, 15, "up", "answered"), ...lastDay.slice(1)],
    events: [cut],
    restarts: [restart(6, "codec"), restart(40, "snmp_agent"), restart(400, "codec_or_snmp_agent")],
    connectedCalls: 1_234,
    readings: [
      { kind: "uptime_seconds", instance: null, value: 273_840, observedAt: read, intervalS: 300 },
      { kind: "system_state", instance: null, value: "ready", observedAt: read, intervalS: 300 },
      { kind: "sip_registration", instance: null, value: "failed", observedAt: read, intervalS: 300 },
      { kind: "camera_state", instance: "1", value: "ok", observedAt: read, intervalS: 300 },
      { kind: "temperature_celsius", instance: null, value: 47.5, observedAt: read, intervalS: 300 },
      { kind: "network_speed_bits_per_second", instance: "1", value: 1_000_000_000, observedAt: read, intervalS: 300 },
      { kind: "clock_offset_seconds", instance: null, value: -2, observedAt: now - 3 * hour, intervalS: 300 },
      { kind: "total_calls", instance: null, value: 1_234, observedAt: now - 3 * hour, intervalS: 300 },
      { kind: "serial", instance: null, value: "FTT0000TEST", observedAt: now - 9 * hour, intervalS: 300 },
    ],
  };
}

function gatewayCut(from: number, to: number): StoredEvent {
  const instant = (at: number) => ({ at, clockMs: 0, boot: "cafe0123" });
  const event = { id: "a".repeat(16), kind: "silence", witness: "gateway", from: instant(from), to: instant(to) } as const;
  return { entry: 1, agent: "agent-2", receivedAt: to, event, from, to };
}
