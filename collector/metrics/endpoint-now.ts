import { isReadingKind, readingKinds } from "../../contract/reading-kinds.ts";
import type { Directory } from "../directory/directory.ts";
import { type EndpointPresent, readingOf } from "../states/present.ts";
import { tlsRefusalOf } from "../states/tls-refusal.ts";
import type { EndpointNow, FailedParts, StreamNow } from "./source.ts";

/** The present of an endpoint as metrics tell it; null when the inventory does not say where it is. */
export function endpointNow(present: EndpointPresent, directory: Directory): EndpointNow | null {
  const site = directory.site(present.endpoint.site);
  if (site === undefined) return null;
  return {
    endpoint: present.endpoint.id,
    site: site.id,
    territory: site.territory,
    state: present.state,
    cause: present.cause,
    sinceS: present.since === null ? null : present.since / 1000,
    lastObservedAt: present.lastObservedAt,
    lastProofAt: present.lastProofAt,
    uptimeSeconds: numberOf(present, "uptime_seconds") ?? numberOf(present, "snmp_uptime_seconds"),
    activeCalls: numberOf(present, "active_calls"),
    model: textOf(present, "model"),
    firmware: textOf(present, "firmware"),
    channels: present.channels.filter(({ isCurrent }) => isCurrent),
    tls: tlsRefusalOf(present) ?? textOf(present, "tls_state"),
    forbiddenDocuments: numberOf(present, "forbidden_documents"),
    failedParts: failedPartsOf(present),
    clockOffsetSeconds: numberOf(present, "clock_offset_seconds"),
    restarts: present.restarts,
    streams: streamsOf(present),
    connectedCalls: present.connectedCalls,
    availabilityToday: present.today,
    availability30Days: present.last30Days,
  };
}

/** Names a stream may have: a label with other words would be a series nobody expects. */
const streamNames = /^(?:audio|video|presentation)-(?:in|out)$/;

/** What a codec said of its streams is of a call: outside one, a figure is the remains of the last. */
function streamsOf(present: EndpointPresent): StreamNow[] {
  if ((numberOf(present, "active_calls") ?? 0) === 0 && readingOf(present, "system_state") !== "in_call") return [];
  return present.readings.flatMap(({ kind, instance, value }) => {
    const stream = instance ?? "all";
    const isStream = kind.startsWith("stream_") && (instance === null || streamNames.test(stream));
    return isStream && typeof value === "number" ? [{ stream, kind, value }] : [];
  });
}

/** Words of readings that tell that a part, a registration or the temperature is not as it should be. */
const faultyWords: ReadonlySet<number | string> = new Set(["failed", "high", "critical"]);

/** Parts and registrations by the kind of reading, whatever their number. */
function failedPartsOf(present: EndpointPresent): FailedParts[] {
  const told = present.readings.filter(({ kind }) => isOfPart(kind));
  return [...Map.groupBy(told, ({ kind }) => kind)].map(([kind, readings]) => ({
    part: kind.replace(/_state$/, ""),
    failed: readings.filter(({ value }) => faultyWords.has(value)).length,
  }));
}

function isOfPart(kind: string): boolean {
  const shape = isReadingKind(kind) ? readingKinds[kind] : null;
  return shape?.type === "word" && shape.words.some((word) => faultyWords.has(word)) && kind !== "diagnostic_level";
}

function numberOf(present: EndpointPresent, kind: string): number | null {
  const value = readingOf(present, kind);
  return typeof value === "number" ? value : null;
}

function textOf(present: EndpointPresent, kind: string): string | null {
  const value = readingOf(present, kind);
  return value === null ? null : String(value);
}
