import type { Section } from "../forms/document.ts";
import { heading, paragraph, tableOf, tableOr } from "./blocks.ts";
import {
  availabilitySentences,
  breachesCaption,
  breachRow,
  exclusionSentences,
  incidentRow,
  incidentsCaption,
  incidentsSentence,
  incidentWords,
  isBreach,
  isOpen,
  lostCaption,
  lostRow,
  maintenanceSentence,
  missedCaption,
  missedRow,
  missedSentence,
  restoreSentences,
  commitmentWords as words,
} from "./fr-commitments.ts";
import type { Told } from "./told.ts";

/** What was promised, and what came of it. */
export function commitments(told: Told): Section {
  const { model } = told;
  const { quarter, network, endpoints, incidents } = model;
  const lost = network.lost.map(lostRow(network.service.account.expected));
  const missed = endpoints.filter((one) => one.isMet === false || isOpen(one));
  const breaches = incidents.filter(isBreach);
  return {
    title: words.title,
    isOnNewPage: false,
    blocks: [
      heading(words.availability),
      paragraph(availabilitySentences(model).join(" ")),
      tableOr(words.nothingLost, tableOf(lostCaption(quarter), words.lostHead, [3, 4], lost)),
      heading(words.missed),
      paragraph(missedSentence(model)),
      ...present(
        tableOf(
          missedCaption(quarter),
          words.missedHead,
          [1, 2, 3, 4],
          missed.map((one) => missedRow(told, one)),
        ),
      ),
      heading(words.restore),
      paragraph(incidents.length === 0 ? words.noIncident : restoreSentences(model).join(" ")),
      ...present(
        tableOf(
          breachesCaption(quarter),
          words.breachesHead,
          [2, 3, 4, 5],
          breaches.map((one) => breachRow(told, one)),
        ),
      ),
      ...(breaches.length === 0 ? [] : [paragraph(words.penalties)]),
      heading(words.maintenance),
      paragraph(maintenanceSentence(model)),
      heading(words.exclusions),
      { kind: "list", items: exclusionSentences(model) },
    ],
  };
}

/** Where a sentence has said that there is none. */
const present = (table: ReturnType<typeof tableOf>): Section["blocks"] => (table.rows.length === 0 ? [] : [{ kind: "table", table }]);

const mostShown = 10;

/** Those that took most from the hours of service. */
export function markingIncidents(told: Told): Section {
  const { model } = told;
  const worst = model.incidents
    .toSorted((left, right) => right.lostSeconds - left.lostSeconds || left.from - right.from)
    .slice(0, mostShown);
  const rows = worst.toSorted((left, right) => left.from - right.from).map((one) => incidentRow(told, one));
  if (rows.length === 0) return { title: incidentWords.title, isOnNewPage: false, blocks: [paragraph(incidentWords.none)] };
  return {
    title: incidentWords.title,
    isOnNewPage: false,
    blocks: [
      paragraph(incidentsSentence(model, worst.length)),
      { kind: "table", table: tableOf(incidentsCaption(model.quarter, worst.length), incidentWords.head, [3, 4], rows) },
      paragraph(incidentWords.actions),
    ],
  };
}
