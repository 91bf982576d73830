import type { Block, ReportDocument, Section } from "../forms/document.ts";
import type { IssuedReport } from "../issued.ts";
import { type EpciPart, epciPart } from "../model/epci-part.ts";
import type { SiteRow } from "../model/model.ts";
import { heading, paragraph, tableOf, tableOr } from "./blocks.ts";
import { incidentRow, incidentsCaption, incidentWords, maintenanceRow, maintenancesCaption, maintenanceWords } from "./fr-commitments.ts";
import { coverFacts, draftMark } from "./fr-cover.ts";
import { proposalPoint } from "./fr-essential.ts";
import {
  besideNetwork,
  extractCaption,
  extractFigures,
  extractRecipient,
  extractSiteRow,
  extractSubtitle,
  extractTitle,
  leftOut,
  extractWords as words,
} from "./fr-extract.ts";
import { type Told, toldOf } from "./told.ts";
import { typeset } from "./typeset.ts";

/** Two pages for the president of an EPCI. Null: the report tells of no EPCI with this SIREN. */
export function extractOf(report: IssuedReport, siren: string): ReportDocument | null {
  const { quarter, period } = report.model;
  const part = epciPart(report.model, siren);
  if (part === null) return null;
  const told = toldOf(report);
  return typeset({
    title: extractTitle(part.territory.name),
    subtitle: extractSubtitle(quarter),
    hasCover: false,
    facts: coverFacts(report, extractRecipient(part.territory.name)),
    draftMark: draftMark(report),
    datedMs: (report.evidence.dataHorizon ?? period.to) * 1000,
    sections: [summary(told, part), details(told, part)],
  });
}

/** As many rows as two pages hold. */
const [mostSites, mostIncidents, mostMaintenances] = [14, 9, 4];

function summary(told: Told, part: EpciPart): Section {
  const { quarter } = told.model;
  // Where not all have room, those first that failed most.
  const worst = part.sites.toSorted((left, right) => failed(right) - failed(left)).slice(0, mostSites);
  const sites = part.sites.filter((site) => worst.includes(site)).map((site) => extractSiteRow(told, site));
  return {
    title: words.summary,
    isOnNewPage: false,
    blocks: [
      { kind: "figures", items: extractFigures(part) },
      paragraph(besideNetwork(told, part)),
      heading(words.sites),
      tableOr(words.noSite, tableOf(extractCaption(quarter), words.head, [1, 2, 3, 4, 5], sites)),
      ...restOf(part.sites.length - sites.length),
      heading(words.proposals),
      part.proposals.length === 0
        ? paragraph(words.noProposal)
        : { kind: "points", items: part.proposals.map((one) => proposalPoint(told, one)) },
    ],
  };
}

function details(told: Told, { incidents, maintenances }: EpciPart): Section {
  const { quarter } = told.model;
  const heaviest = incidents.toSorted((left, right) => right.lostSeconds - left.lostSeconds).slice(0, mostIncidents);
  const worst = heaviest.map((one) => incidentRow(told, one));
  const works = maintenances.map((one) => maintenanceRow(told, one));
  const head = tableOf(maintenancesCaption(quarter), maintenanceWords.head, [4, 5, 6], works.slice(0, mostMaintenances));
  return {
    title: words.incidents,
    isOnNewPage: false,
    blocks: [
      tableOr(words.noIncident, tableOf(incidentsCaption(quarter, worst.length), incidentWords.head, [3, 4], worst)),
      ...restOf(incidents.length - worst.length),
      ...(works.length === 0 ? [] : [heading(words.maintenances), { kind: "table", table: head } as const]),
      ...restOf(works.length - head.rows.length),
      paragraph(words.reading),
    ],
  };
}

const failed = ({ service: { account } }: SiteRow): number => account.down + account.site;

/** How many there are besides those shown. */
const restOf = (count: number): Block[] => (count > 0 ? [paragraph(leftOut(count))] : []);
