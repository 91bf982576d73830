import { unzipSync, zipSync } from "fflate";
import writeWorkbook, { type Sheet } from "write-excel-file/node";
import { farEndClasses } from "../../usage/far-end-class.ts";
import { farEndClassWords } from "../../usage/fr.ts";
import { qualityGrades } from "../../usage/use-counts.ts";
import type { IssuedReport } from "../issued.ts";
import type { ReportModel } from "../model/model.ts";
import {
  type ClassCount,
  classColumns,
  endpointColumns,
  incidentColumns,
  maintenanceColumns,
  monthColumns,
  namesIn,
  siteColumns,
  territoryColumns,
} from "./columns.ts";
import { heads, qualityWords, readMeFr, sheetNames } from "./fr-workbook.ts";
import { sheetOf } from "./sheet.ts";

/** The workbook for the Région's own pivot tables: counts as they are, no single call. The same report is the same bytes. */
export async function workbookOf(report: IssuedReport): Promise<Uint8Array> {
  const written = await writeWorkbook(sheetsOf(report), { fontFamily: "Calibri", fontSize: 11 }).toBuffer();
  return undated(written);
}

function sheetsOf(report: IssuedReport): Sheet<Buffer>[] {
  const { model } = report;
  const names = namesIn(model);
  return [
    readMe(report),
    sheetOf(sheetNames.sites, siteColumns(names), model.sites),
    sheetOf(sheetNames.endpoints, endpointColumns(names), model.endpoints),
    sheetOf(sheetNames.territories, territoryColumns(names), model.territories),
    sheetOf(sheetNames.months, monthColumns(names), model.network.months),
    sheetOf(sheetNames.incidents, incidentColumns(names), model.incidents),
    sheetOf(sheetNames.maintenances, maintenanceColumns(names), model.maintenances),
    sheetOf(sheetNames.farEnds, classColumns(names, heads.destination, heads.uses), farEndCounts(model)),
    sheetOf(sheetNames.quality, classColumns(names, heads.grade, heads.calls), qualityCounts(model)),
  ];
}

function readMe({ evidence, revision, model }: IssuedReport): Sheet<Buffer> {
  const version = revision === null || revision.number === 0 ? readMeFr.first : readMeFr.revision(revision.number);
  const rows: (readonly [string, string | number | null])[] = [
    [readMeFr.title, ""],
    [readMeFr.quarter, model.quarter],
    [readMeFr.standing, model.isDraft ? readMeFr.draft : version],
    [readMeFr.horizon, evidence.dataHorizon],
    [readMeFr.digest, evidence.sha256],
    [readMeFr.use, readMeFr.uses],
    [readMeFr.rounding, readMeFr.rounded],
    [readMeFr.privacy, readMeFr.notPublic],
  ];
  const sheet = sheetOf<(typeof rows)[number]>(
    sheetNames.readMe,
    [
      [readMeFr.term, "text", ([term]) => term],
      [readMeFr.value, "moment", ([, value]) => value],
    ],
    rows,
  );
  return { ...sheet, columns: [{ width: 36 }, { width: 110 }] };
}

const farEndCounts = ({ sites }: ReportModel): ClassCount[] =>
  sites.flatMap(({ id, use }) => farEndClasses.map((one) => ({ site: id, name: farEndClassWords[one], count: use.farEndClasses[one] })));

const qualityCounts = ({ sites }: ReportModel): ClassCount[] =>
  sites.flatMap(({ id, use }) => qualityGrades.map((one) => ({ site: id, name: qualityWords[one], count: use.quality[one] })));

/** The library dates its parts by the clock: all of them are given the first day that the format knows. */
function undated(workbook: Uint8Array): Uint8Array {
  const parts = unzipSync(workbook);
  const inOrder = Object.fromEntries(Object.entries(parts).toSorted(([left], [right]) => (left < right ? -1 : 1)));
  // Local time on purpose: the library writes the date on the wall of this machine, whatever its time zone.
  return zipSync(inOrder, { mtime: new Date(1980, 0, 1), level: 6 });
}
