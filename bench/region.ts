import { reportOn, reportText } from "./region/region-report.ts";

/** `npm run region`: how often verdicts are right in regions of which the truth is known. */
process.stdout.write(reportText(reportOn(Number(process.argv[2] ?? 100))));
