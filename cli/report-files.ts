import { issuedText } from "../collector/reports/evidence.ts";
import { htmlOf } from "../collector/reports/forms/html.ts";
import { canPrint, pdfOf } from "../collector/reports/forms/pdf.ts";
import type { IssuedReport } from "../collector/reports/issued.ts";
import type { ReportModel } from "../collector/reports/model/model.ts";
import { documentOf } from "../collector/reports/wording/document-of.ts";
import { workbookOf } from "../collector/reports/workbook/workbook.ts";
import { percentText, type Ratio } from "../collector/sla/figures.ts";
import { underUseWords } from "../collector/usage/fr.ts";
import { csvOf, excelCsvOf } from "./csv.ts";
import { reportFilesFr } from "./fr-report.ts";
import { leastPublished, publicCount } from "./small-counts.ts";

export const reportFormats = ["html", "pdf", "json", "csv", "xlsx"] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** The file that the others are made from, and that is verified. */
export const modelFile = "rapport.json";

export const printFile = "rapport.pdf";

type Cells = (string | number | null)[];

export type ReportFiles = ReadonlyMap<string, string | Uint8Array>;

/** Each form by its file's name. The same report gives the same bytes. */
export async function reportFiles(report: IssuedReport, formats: readonly ReportFormat[]): Promise<ReportFiles> {
  const { model } = report;
  const files = new Map<string, string | Uint8Array>([[modelFile, issuedText(report)]]);
  if (formats.includes("csv")) {
    files.set("disponibilite-par-site.csv", csvOf(openAvailability(model)));
    files.set("usages-par-territoire.csv", csvOf(openUses(model)));
    files.set("sites-excel.csv", excelCsvOf(excelSites(model)));
  }
  if (formats.includes("xlsx")) files.set("rapport.xlsx", await workbookOf(report));
  for (const [name, form] of await readableForms(report, formats)) files.set(name, form);
  return files;
}

/** The page and the print of one document; no print where its compiler is not installed. */
async function readableForms(report: IssuedReport, formats: readonly ReportFormat[]): Promise<ReportFiles> {
  const forms = new Map<string, string | Uint8Array>();
  if (!formats.includes("html") && !formats.includes("pdf")) return forms;
  const document = documentOf(report);
  if (formats.includes("html")) forms.set("rapport.html", htmlOf(document));
  if (formats.includes("pdf") && canPrint()) forms.set(printFile, await pdfOf(document));
  return forms;
}

/** Truncated, never rounded up to a target. Null: it cannot be said. */
const percent = (ratio: Ratio | null): string | null => (ratio === null ? null : percentText(ratio, 2));

function openAvailability({ quarter, sites, territories }: ReportModel): Cells[] {
  const names = new Map(territories.map(({ id, name }) => [id, name]));
  const head = "trimestre,site,nom,commune,territoire,secondes_attendues,secondes_inconnues,disponibilite_pct,couverture_pct,incidents";
  return [
    head.split(","),
    ...sites.map(({ id, name, commune, territory, service }): Cells => {
      const { expected, unknown } = service.account;
      const place = names.get(territory) ?? territory;
      return [quarter, id, name, commune, place, expected, unknown, percent(service.service), percent(service.coverage), service.incidents];
    }),
  ];
}

/** Of territories that share no site: the difference of two that do would give a hidden count away. */
function openUses({ quarter, territories }: ReportModel): Cells[] {
  const apart = territories.filter(({ kind }) => kind !== "ILE" && kind !== "PAYS");
  return [
    "trimestre,siren,territoire,sites,usages,heures".split(","),
    ...apart.map(({ siren, name, sites, use }): Cells => {
      const isHidden = use.uses > 0 && use.uses < leastPublished;
      return [quarter, siren, name, sites, publicCount(use.uses), isHidden ? null : hours(use.usedSeconds)];
    }),
  ];
}

/** For the Région's own tables: counts as they are. */
function excelSites({ sites, territories }: ReportModel): Cells[] {
  const names = new Map(territories.map(({ id, name }) => [id, name]));
  return [
    [...reportFilesFr.siteColumns],
    ...sites.map(({ id, name, commune, territory, service, use, verdict }): Cells => {
      const available = percent(service.service);
      return [
        id,
        name,
        commune,
        names.get(territory) ?? territory,
        available === null ? reportFilesFr.unknown : Number(available),
        service.incidents,
        service.restoreBreaches,
        use.uses,
        hours(use.usedSeconds),
        underUseWords[verdict],
      ];
    }),
  ];
}

const hours = (seconds: number): number => Math.round(seconds / 36) / 100;
