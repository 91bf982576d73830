import type { LatestReading } from "../ledger/port.ts";
import { isHeld } from "../states/channels.ts";
import { attentionWords, refusalAdvice, tlsAdvice } from "./fr-endpoint.ts";
import { acceptedAdvice, tlsRefusalWords, tlsRetry } from "./fr-tls.ts";
import { dateTime, duration, number, since } from "./french-format.ts";
import type { EndpointOverview } from "./overview.ts";
import { inQuotes, instanceInFrench, valueInFrench } from "./reading-value.ts";

/** A call dated so many seconds wrong still looks right; more is somebody's business. */
const toleratedOffsetS = 5;
/** Codecs that tell when they refreshed what they say do so every few minutes. */
const toleratedAgeS = 900;

type Say = (reading: LatestReading, endpoint: EndpointOverview) => string | null;

const sayings: Readonly<Record<string, Say>> = {
  tls_state: ({ value }, endpoint) => {
    if (value === "accepted") return acceptedAdviceFor(endpoint);
    return value === "clear" ? tlsAdvice.clear : null;
  },
  forbidden_documents: ({ value }) =>
    value === 1 ? attentionWords.forbiddenDocument : attentionWords.forbiddenDocuments.replace("{count}", () => number(Number(value))),
  clock_offset_seconds: ({ value }) => clockSentence(Number(value)),
  time_service_state: ({ value }) => (value === "failed" ? attentionWords.timeService : null),
  history_state: ({ value }) => (value === "gap" ? attentionWords.historyGap : null),
  data_age_seconds: ({ value }) =>
    Number(value) > toleratedAgeS ? attentionWords.dataAge.replace("{gap}", duration(Number(value))) : null,
  service_state: ({ kind, value, instance }) =>
    value === "failed" ? attentionWords.service.replace("{name}", () => instanceInFrench(kind, instance ?? "")) : null,
  diagnostic_level: ({ kind, value, instance }) =>
    attentionWords.diagnostic.replace("{level}", () => valueInFrench(kind, value)).replace("{name}", () => inQuotes(instance ?? "")),
};

/** What somebody should know of an endpoint that works all the same, in sentences; only what still holds. */
export function attentionSentences(endpoint: EndpointOverview, readings: readonly LatestReading[], nowMs: number): string[] {
  const holding = readings.filter((reading) => isHeld(reading, nowMs) || isOfRefusedWeb(reading, endpoint));
  return [
    ...endpoint.refusals.filter((refusal) => !isOurs(refusal, endpoint)).map((refusal) => refusalSentence(refusal, nowMs)),
    ...ourRefusal(endpoint, nowMs),
    ...Object.entries(sayings).flatMap(([kind, say]) =>
      holding.filter((reading) => reading.kind === kind).flatMap((reading) => say(reading, endpoint) ?? []),
    ),
  ];
}

function acceptedAdviceFor({ renewsCertificate }: EndpointOverview): string {
  if (renewsCertificate === null) return acceptedAdvice.unknown;
  return renewsCertificate ? acceptedAdvice.renewed : acceptedAdvice.stays;
}

const isOurs = ({ channel }: EndpointOverview["refusals"][number], { tlsRefusal }: EndpointOverview): boolean =>
  channel === "http" && tlsRefusal !== null;

/** That we hang up on it, for what its certificate or its TLS is. */
function ourRefusal({ tlsRefusal, refusals }: EndpointOverview, nowMs: number): string[] {
  if (tlsRefusal === null) return [];
  const { cause, action } = tlsRefusalWords[tlsRefusal];
  const refusal = refusals.find(({ channel }) => channel === "http");
  const sentences = [withSince(cause, refusal?.since ?? null, nowMs), action, ...(refusal === undefined ? [] : [tlsRetry])];
  return [sentences.join(" ")];
}

/** That it refuses us makes nobody surer of who it is. */
function isOfRefusedWeb({ kind }: LatestReading, { refusals }: EndpointOverview): boolean {
  return kind === "tls_state" && refusals.some(({ channel }) => channel === "http");
}

function refusalSentence({ channel, since: began }: EndpointOverview["refusals"][number], nowMs: number): string {
  return withSince(refusalAdvice[channel], began, nowMs);
}

function withSince(sentence: string, began: number | null, nowMs: number): string {
  const when = began === null ? "" : ` ${since(began, nowMs)} (${dateTime(began)})`;
  return sentence.replace("{since}", () => when);
}

function clockSentence(offsetS: number): string | null {
  if (Math.abs(offsetS) <= toleratedOffsetS) return null;
  const sentence = offsetS > 0 ? attentionWords.clockAhead : attentionWords.clockBehind;
  return sentence.replace("{gap}", duration(Math.abs(offsetS)));
}
