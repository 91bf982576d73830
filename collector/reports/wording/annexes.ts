import type { Section } from "../forms/document.ts";
import { heading, paragraph, tableOf, tableOr } from "./blocks.ts";
import {
  clocks,
  endpointRow,
  endpointsCaption,
  endpointsNote,
  factorRows,
  factorsCaption,
  formulas,
  journalCaption,
  precedence,
  savingsMethod,
  stateRows,
  useMethod,
  annexWords as words,
} from "./fr-annexes.ts";
import { incidentRow, incidentWords, maintenanceRow, maintenancesCaption, maintenanceWords } from "./fr-commitments.ts";
import { accessibility, glossary, sources, validationWords } from "./fr-reference.ts";
import type { Told } from "./told.ts";

export function annexes(told: Told): Section[] {
  return [method(told), endpointsAnnex(told), incidentsAnnex(told), maintenancesAnnex(told), ...reference];
}

function method({ model }: Told): Section {
  return {
    title: words.method,
    isOnNewPage: false,
    blocks: [
      heading(words.states),
      { kind: "table", table: tableOf(words.statesCaption, words.statesHead, [], stateRows()) },
      paragraph(precedence),
      heading(words.formulas),
      { kind: "list", items: formulas },
      heading(words.clock),
      { kind: "list", items: clocks },
      heading(words.use),
      { kind: "list", items: useMethod(model) },
      heading(words.savings),
      { kind: "list", items: savingsMethod(model) },
      { kind: "table", table: tableOf(factorsCaption, words.factorsHead, [1, 2], factorRows(model)) },
    ],
  };
}

function endpointsAnnex(told: Told): Section {
  const { quarter, endpoints } = told.model;
  const rows = endpoints.map((one) => endpointRow(told, one));
  const table = tableOf(endpointsCaption(quarter), words.endpointsHead, [1, 2, 3, 4, 5, 6], rows);
  return { title: words.endpoints, isOnNewPage: false, blocks: [tableOr(words.noEndpoint, table), paragraph(endpointsNote)] };
}

function incidentsAnnex(told: Told): Section {
  const { quarter, incidents } = told.model;
  const rows = incidents.map((one) => incidentRow(told, one));
  const table = tableOf(journalCaption(quarter, rows.length), incidentWords.head, [3, 4], rows);
  return { title: words.incidents, isOnNewPage: false, blocks: [tableOr(words.noIncident, table)] };
}

function maintenancesAnnex(told: Told): Section {
  const { quarter, maintenances } = told.model;
  const rows = maintenances.map((one) => maintenanceRow(told, one));
  const table = tableOf(maintenancesCaption(quarter), maintenanceWords.head, [4, 5, 6], rows);
  return { title: words.maintenances, isOnNewPage: false, blocks: [tableOr(words.noMaintenance, table)] };
}

const reference: readonly Section[] = [
  {
    title: words.glossary,
    isOnNewPage: false,
    blocks: [{ kind: "table", table: tableOf(words.glossaryCaption, words.glossaryHead, [], glossary) }],
  },
  { title: words.sources, isOnNewPage: false, blocks: [{ kind: "list", items: sources }] },
  { title: words.accessibility, isOnNewPage: false, blocks: accessibility.map(paragraph) },
];

/** Filled in by hand, on paper or in the file. */
export const validation: Section = {
  title: validationWords.title,
  isOnNewPage: true,
  blocks: [
    {
      kind: "signatures",
      table: tableOf(
        validationWords.caption,
        validationWords.head,
        [],
        validationWords.roles.map((role) => [role, "", "", ""]),
      ),
    },
    { kind: "writing", label: validationWords.remarks },
    { kind: "writing", label: validationWords.reservations },
  ],
};
