import type { LatestReading } from "../ledger/port.ts";
import { fillUnknown, mergeEqual, type StateInterval } from "../sla/state-interval.ts";
import { isHeld } from "../states/channels.ts";
import { isRefused } from "./access.ts";
import { severity } from "./attention.ts";
import { type AgentView, agentView } from "./collection-view.ts";
import { type ChannelRow, channelRows, type RestartRow, restartRow } from "./endpoint-access.ts";
import { attentionSentences } from "./endpoint-attention.ts";
import { type CallsView, callsView } from "./endpoint-calls.ts";
import { type ReadingGroup, readingGroups } from "./endpoint-readings.ts";
import { type EndpointRow, endpointRow, type Moment, momentOfAge } from "./endpoint-row.ts";
import { type StreamsView, streamsView } from "./endpoint-streams.ts";
import { causeOf, evidenceOf } from "./evidence.ts";
import { accessWords, endpointWords, intervalCount, refusalWords } from "./fr-endpoint.ts";
import { ratioWords } from "./fr-format.ts";
import { hostKindWords } from "./fr-overview.ts";
import { statePlurals, stateWords } from "./fr-states.ts";
import { dayInFull } from "./french-dates.ts";
import { bounds, dateTime, duration, machineTime, number, openingHours, percentage, plural, preciseDateTime } from "./french-format.ts";
import {
  type Availability,
  type EndpointDetail,
  type EndpointOverview,
  intervalsShown,
  type Overview,
  type SiteOverview,
  type TerritoryOverview,
} from "./overview.ts";
import { siteHref, territoryHref, usesHref } from "./overview-filter.ts";
import { staleSentence } from "./stale.ts";
import { type Timeline, timeline } from "./timeline.ts";

export interface EndpointView {
  readonly generatedAt: { readonly text: string; readonly machine: string };
  readonly staleSentence: string | null;
  readonly row: EndpointRow;
  readonly sentence: string;
  readonly territory: string;
  readonly territoryHref: string;
  readonly siteHref: string;
  readonly usesHref: string;
  readonly site: SiteOverview;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly observed: Moment;
  readonly agent: AgentView | null;
  readonly availability: readonly PeriodView[];
  readonly timeline: Timeline;
  readonly channels: readonly ChannelRow[];
  readonly attention: readonly string[];
  /** null outside a call, or where the codec tells nothing of its streams. */
  readonly streams: StreamsView | null;
  /** null: no call is known. */
  readonly calls: CallsView | null;
  readonly restarts: readonly RestartRow[];
  /** Whether one of them may be of the SNMP agent alone. */
  readonly areRestartsAmbiguous: boolean;
  readonly readings: readonly ReadingGroup[];
  readonly intervals: readonly IntervalRow[];
  readonly intervalsCaption: string;
  /** « 20 états depuis le 12/11/2026 10:05 : 11 disponibles, 9 dégradés », while they are folded. */
  readonly intervalsSummary: string;
  /** A restart makes the codec forget calls that were not read yet. */
  readonly areCallsLostAtRestart: boolean;
}

export interface PeriodView {
  readonly title: string;
  readonly figure: string;
  readonly reservation: string | null;
  readonly coverage: string;
  readonly bounds: string;
}

export interface IntervalRow {
  readonly state: StateInterval["state"];
  readonly stateWord: string;
  readonly cause: string;
  readonly from: { readonly text: string; readonly machine: string };
  readonly lasted: string;
  readonly evidence: string;
}

export interface LocatedEndpoint {
  readonly territory: TerritoryOverview;
  readonly site: SiteOverview;
  readonly endpoint: EndpointOverview;
}

export function locateEndpoint(overview: Overview, id: string): LocatedEndpoint | null {
  for (const territory of overview.territories) {
    for (const site of territory.sites) {
      const endpoint = site.endpoints.find((candidate) => candidate.id === id);
      if (endpoint !== undefined) return { territory, site, endpoint };
    }
  }
  return null;
}

const nothingKnown = {
  readings: [],
  newestCalls: [],
  restarts: [],
  lastDay: [],
  intervals: [],
  events: [],
} as const satisfies Partial<EndpointDetail>;

export function endpointView(overview: Overview, located: LocatedEndpoint, detail: EndpointDetail | null, nowMs: number): EndpointView {
  const { territory, site, endpoint } = located;
  const row = endpointRow(endpoint, nowMs);
  const { readings, restarts, lastDay, newestCalls, ...known } = detail ?? nothingKnown;
  const intervals = newestStates(known.intervals, known.events, nowMs);
  return {
    generatedAt: { text: preciseDateTime(overview.generatedAt), machine: machineTime(overview.generatedAt) },
    staleSentence: staleSentence(overview, nowMs),
    row,
    sentence: leadOf(endpoint, row),
    territory: territory.name,
    territoryHref: territoryHref(territory.id),
    siteHref: siteHref(territory.id, site.id),
    usesHref: usesHref(site.id),
    site,
    facts: factsOf(located, detail),
    observed: momentOfAge(endpoint.lastObservedAt, nowMs),
    agent: site.agent === null ? null : agentView(site.agent, nowMs),
    availability: [
      periodView(endpointWords.today, row.today, endpoint.availabilityToday),
      periodView(endpointWords.month, row.month, endpoint.availability30Days),
    ],
    timeline: timeline(lastDay, nowMs),
    channels: channelRows(endpoint, nowMs),
    attention: attentionSentences(endpoint, readings, nowMs),
    streams: streamsNow(endpoint, readings, nowMs),
    calls: callsView(newestCalls),
    restarts: restarts.map(restartRow),
    areRestartsAmbiguous: restarts.some(({ kind }) => kind === "codec_or_snmp_agent"),
    readings: readingGroups(readings, nowMs),
    intervals,
    intervalsCaption: captionOf(intervals.length),
    intervalsSummary: summaryOf(intervals),
    areCallsLostAtRestart: readings.some(({ kind, value }) => kind === "history_keeping" && value === "lost_at_restart"),
  };
}

/** Of a call that has ended, or of a codec not heard any more, nothing is shown as if it went on. */
function streamsNow({ isInCall }: EndpointOverview, readings: readonly LatestReading[], nowMs: number): StreamsView | null {
  if (isInCall !== true) return null;
  const streams = streamsView(readings.filter((reading) => isHeld(reading, nowMs)));
  return streams.rows.length === 0 ? null : streams;
}

function factsOf({ territory, site, endpoint }: LocatedEndpoint, detail: EndpointDetail | null): EndpointView["facts"] {
  return [
    { label: endpointWords.site, value: `${site.name}, ${site.commune}` },
    { label: endpointWords.territory, value: territory.name },
    { label: endpointWords.host, value: hostKindWords[site.hostKind] },
    { label: endpointWords.hours, value: openingHours(site.openingHours) },
    { label: endpointWords.model, value: endpoint.model ?? endpointWords.notRead },
    { label: endpointWords.firmware, value: endpoint.firmware ?? endpointWords.notRead },
    { label: endpointWords.call, value: callWord(endpoint.isInCall) },
    ...(detail === null ? [] : [{ label: accessWords.calls, value: number(detail.connectedCalls) }, ...proofsByCall(detail)]),
  ];
}

/** A call shows more than a poll: picture and sound went both ways. The day is enough: nobody needs the hour of a meeting. */
function proofsByCall({ lastCalls: { call, test } }: EndpointDetail): EndpointView["facts"] {
  const proof = (label: string, at: number | null) => (at === null ? [] : [{ label, value: dayInFull(at, true) }]);
  return [...proof(endpointWords.proofByCall, call), ...proof(endpointWords.proofByTest, test)];
}

/** « Répond normalement » is not all there is to say of one that refuses us. */
function leadOf(endpoint: EndpointOverview, { cause }: EndpointRow): string {
  if (endpoint.state === "up" && isRefused(endpoint)) return refusalWords.lead;
  return `${cause.charAt(0).toLocaleUpperCase("fr")}${cause.slice(1)}.`;
}

function callWord(isInCall: boolean | null): string {
  if (isInCall === null) return endpointWords.callUnknown;
  return isInCall ? endpointWords.callYes : endpointWords.callNo;
}

function periodView(title: string, figure: EndpointRow["today"], availability: Availability): PeriodView {
  return {
    title,
    figure: figure.text,
    reservation: figure.reservation,
    coverage: availability.coverage === null ? ratioWords.notApplicable : percentage(availability.coverage),
    bounds: boundsOf(availability),
  };
}

function boundsOf(availability: Availability): string {
  if (availability.coverage === null) return ratioWords.notApplicable;
  return bounds(availability) ?? (availability.ratio === null ? ratioWords.notAvailable : endpointWords.exact);
}

/** The newest first. Time nobody observed is a line like any other, up to now. */
function newestStates(intervals: readonly StateInterval[], events: EndpointDetail["events"], nowMs: number): IntervalRow[] {
  const oldest = intervals[0];
  if (oldest === undefined) return [];
  return mergeEqual(fillUnknown(intervals, oldest.from, Math.floor(nowMs / 1000)))
    .slice(-intervalsShown)
    .reverse()
    .map((interval) => ({
      state: interval.state,
      stateWord: stateWords[interval.state],
      cause: causeOf(interval),
      from: { text: dateTime(interval.from * 1000), machine: machineTime(interval.from * 1000) },
      lasted: duration(interval.to - interval.from),
      evidence: evidenceOf(interval, events),
    }));
}

function captionOf(count: number): string {
  return count === 1 ? endpointWords.onlyInterval : endpointWords.newestIntervals.replace("{count}", String(count));
}

function summaryOf(intervals: readonly IntervalRow[]): string {
  const oldest = intervals.at(-1);
  if (oldest === undefined) return "";
  const counts = severity.flatMap((state) => {
    const { one, several } = statePlurals[state];
    const found = intervals.filter((interval) => interval.state === state).length;
    return found === 0 ? [] : [plural(found, one, several)];
  });
  const sinceThen = endpointWords.intervalsSince.replace("{date}", oldest.from.text);
  return `${plural(intervals.length, ...intervalCount)} ${sinceThen} ${counts.join(", ")}`;
}
