import type { StoredEvent } from "../ledger/port.ts";
import { ownerOf } from "../sla/owner.ts";
import type { StateInterval } from "../sla/state-interval.ts";
import { endpointWords } from "./fr-endpoint.ts";
import { endingSentences, evidenceWords, ownerWords } from "./fr-evidence.ts";
import { causeSentences } from "./fr-states.ts";
import { dateTime, dateTimeRange, number } from "./french-format.ts";
import { typographic } from "./typography.ts";

/** What a state rests on, for the reader who doubts it: the polls, and what the agent told of itself and its site. */
export function evidenceOf({ evidence, cause }: StateInterval, events: readonly StoredEvent[]): string {
  const named = (evidence.events ?? []).flatMap((id) => events.find(({ event }) => event.id === id) ?? []);
  const told = cause === "site_power" ? named.slice(0, 1).map(powerSentence) : named.map(sentenceOf);
  const polls = cause === "no_observation" ? endpointWords.noEvidence : dateTimeRange(evidence.firstObservedAt, evidence.lastObservedAt);
  const dissent = evidence.dissent === undefined ? [] : [evidenceWords.dissent.replace("{agent}", evidence.dissent)];
  return [...(told.length === 0 ? [polls] : told), ...dissent].join(typographic(" ; "));
}

/** Why, and to whom it is laid where it was lost. */
export function causeOf({ cause, state }: StateInterval): string {
  const owner = state === "up" ? null : ownerOf(cause);
  return owner === null || owner === "none" ? causeSentences[cause] : `${causeSentences[cause]} (${ownerWords[owner]})`;
}

function powerSentence(told: StoredEvent): string {
  return filled(evidenceWords.power, told);
}

function sentenceOf(told: StoredEvent): string {
  const { event } = told;
  switch (event.kind) {
    case "silence":
      return filled(evidenceWords[event.witness], told).replace("{name}", event.name ?? "");
    case "started":
      return filled(endingSentences[event.ending ?? "stopped"], told);
    case "loss":
      return filled(evidenceWords.loss, told).replace("{count}", number(event.count));
    case "clock_step":
      return "";
  }
}

function filled(sentence: string, { agent, from, to }: StoredEvent): string {
  const range = to === null ? evidenceWords.goesOn.replace("{since}", dateTime(from)) : dateTimeRange(from, to);
  return sentence.replace("{agent}", agent).replace("{range}", range);
}
