import { extname } from "node:path";
import type { ReportDelivery, ReportIssue } from "../ledger/report-issues.ts";
import { fileForms, reportsWords } from "./fr-reports.ts";
import { dateTime, machineTime, number, plural } from "./french-format.ts";

interface Moment {
  readonly text: string;
  readonly machine: string;
}

interface FileRow {
  readonly name: string;
  readonly href: string;
  readonly form: string;
  readonly size: string;
  readonly sha256: string;
  readonly access: string;
}

interface ReportCard {
  readonly key: string;
  readonly name: string;
  readonly standing: string;
  readonly at: Moment;
  readonly horizon: string;
  readonly reason: string | null;
  readonly program: string;
  readonly sha256: string;
  readonly sent: string | null;
  readonly files: readonly FileRow[];
}

export interface ReportsView {
  readonly verdict: string;
  readonly cards: readonly ReportCard[];
}

/** Made for publication: small counts are hidden in them. */
const published = new Set(["disponibilite-par-site.csv", "usages-par-territoire.csv"]);
export const isPublished = (name: string): boolean => published.has(name);

/** The newest quarter first, and of it the newest revision. */
export function reportsView(issues: readonly ReportIssue[], deliveries: readonly ReportDelivery[]): ReportsView {
  const newestFirst = issues.toReversed();
  const last = new Map(issues.map(({ quarter, revision }) => [quarter, revision]));
  return {
    verdict: issues.length === 0 ? reportsWords.none : plural(issues.length, reportsWords.count, reportsWords.counts),
    cards: newestFirst.map((issue) => cardOf(issue, last.get(issue.quarter) === issue.revision, deliveries)),
  };
}

function cardOf(issue: ReportIssue, isLast: boolean, deliveries: readonly ReportDelivery[]): ReportCard {
  const { quarter, revision, at, horizon, reason, version, sha256, files } = issue;
  const [year, place] = quarter.split("-");
  const numbered = revision === 0 ? reportsWords.version : reportsWords.revision.replace("{number}", String(revision));
  const own = deliveries.filter((one) => one.quarter === quarter && one.revision === revision);
  return {
    key: `${quarter}-${revision}`,
    name: `${reportsWords.report.replace("{quarter}", `${place}\u00a0${year}`)} – ${numbered}`,
    standing: isLast ? reportsWords.last : reportsWords.superseded,
    at: { text: dateTime(at * 1000), machine: machineTime(at * 1000) },
    horizon: horizon === null ? reportsWords.unknown : dateTime(horizon * 1000),
    reason,
    program: version,
    sha256,
    sent: sentWords(own),
    files: files
      .toSorted((left, right) => placeOf(left.name) - placeOf(right.name))
      .map((file) => ({
        name: file.name,
        href: `/reports/${quarter}/${revision}/${file.name}`,
        form: fileForms[extname(file.name).slice(1)] ?? reportsWords.unknown,
        size: sizeOf(file.bytes),
        sha256: file.sha256,
        access: isPublished(file.name) ? reportsWords.open : reportsWords.restricted,
      })),
  };
}

/** What people open first comes first. */
const readingOrder = [".pdf", ".html", ".xlsx", ".csv", ".json"];
const placeOf = (name: string): number => readingOrder.indexOf(extname(name));

function sentWords(deliveries: readonly ReportDelivery[]): string | null {
  const words = { mail: reportsWords.byMail, folder: reportsWords.toFolder };
  const first = (["mail", "folder"] as const).flatMap((channel) => deliveries.find((one) => one.channel === channel) ?? []);
  return first.length === 0 ? null : first.map(({ channel, at }) => `${words[channel]} le ${dateTime(at * 1000)}`).join(" · ");
}

const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${number(Math.max(1, Math.round(bytes / 1_000)))}\u00a0ko` : `${number(Math.round(bytes / 100_000) / 10)}\u00a0Mo`;
