import { createHash } from "node:crypto";
import { createDirectory } from "../../collector/directory/create-directory.ts";
import type { Directory } from "../../collector/directory/directory.ts";
import { noContract } from "../../collector/sla/contract.ts";
import type { SiteCalendar } from "../../collector/sla/dated-hours.ts";
import { roundTheClock } from "../../collector/sla/opening-hours.ts";
import type { Observation, Reading } from "../../contract/observation.ts";
import { seededRandom } from "../../simulator/random.ts";

export const endpointsPerSite = 10;
const token = "bench-token-";
const minuteMs = 60_000;
const calendar: SiteCalendar = { hours: [{ from: 0, hours: roundTheClock }], closures: [] };

export function agentId(site: number): string {
  return `agent-${site}`;
}

export function tokenOf(site: number): string {
  return `${token}${site}`;
}

/** As many sites as needed, ten codecs and one agent on each. */
export function benchDirectory(siteCount: number): Directory {
  const sites = Array.from({ length: siteCount }, (_, index) => index);
  return createDirectory({
    territories: [{ id: "territory", name: "Territoire", kind: "EPCI", siren: null }],
    sites: sites.map((index) => ({
      id: `site-${index}`,
      name: `Site ${index}`,
      territory: "territory",
      insee: "29019",
      commune: "Brest",
      hostKind: "collectivite",
      calendar,
      contracts: [noContract],
      memberships: [{ from: 0, epci: null, territories: ["territory"] }],
      hasTechnician: false,
      regionalAidEuros: 0,
      isFictional: true,
    })),
    endpoints: sites.flatMap((index) => endpointIds(index).map((id) => ({ id, name: id, site: `site-${index}` }))),
    agents: sites.map((index) => ({
      id: agentId(index),
      vantage: "site" as const,
      site: `site-${index}`,
      sites: [`site-${index}`],
      tokenSha256: createHash("sha256").update(tokenOf(index)).digest("hex"),
    })),
  });
}

export function endpointIds(site: number): string[] {
  return Array.from({ length: endpointsPerSite }, (_, index) => `codec-${site}-${index}`);
}

/** The polls of one site, minute after minute: mostly well, sometimes in a call, now and then silent. Nine readings an answer. */
export function* observationsOf(site: number, fromMs: number): Generator<Observation, never> {
  const random = seededRandom(site + 1);
  const clockMs = fromMs - 86_400_000;
  for (let minute = 0; ; minute += 1) {
    for (const [index, endpoint] of endpointIds(site).entries()) {
      const isSilent = random.next() < 0.005;
      yield {
        endpoint,
        question: "state",
        observedAt: fromMs + minute * minuteMs + index * 6_000 + random.between(0, 40),
        clockMs,
        elapsedMs: isSilent ? 6_000 : random.between(12, 90),
        intervalS: 60,
        channels: { snmp: isSilent ? "silent" : "answered" },
        readings: isSilent ? [] : readings(86_400 + minute * 60 + index, random.next()),
        calls: [],
      };
    }
  }
}

function readings(uptimeS: number, chance: number): Reading[] {
  return [
    { kind: "uptime_seconds", value: uptimeS },
    { kind: "system_state", value: chance < 0.1 ? "in_call" : "ready" },
    { kind: "active_calls", value: chance < 0.1 ? 1 : 0 },
    { kind: "sip_registration", value: chance > 0.995 ? "failed" : "registered" },
    { kind: "h323_registration", value: "off" },
    { kind: "hardware_state", value: "ok" },
    { kind: "camera_state", value: "ok", instance: "1" },
    { kind: "microphone_state", value: "ok" },
    { kind: "temperature_celsius", value: 40 + Math.round(chance * 80) / 10 },
  ];
}

export function take<T>(source: Iterator<T>, count: number): T[] {
  return Array.from({ length: count }, () => source.next()).flatMap((step) => (step.done === true ? [] : [step.value]));
}
