import { attendanceOf } from "../collector/attendance/attendance.ts";
import { type CampaignEffect, campaignEffects } from "../collector/attendance/campaign-effects.ts";
import { incidentEffectsOf } from "../collector/attendance/incident-effects.ts";
import { outlookOf } from "../collector/attendance/outlook.ts";
import { DetailPurged } from "../collector/attendance/question.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import { csvOf } from "./csv.ts";
import { usageHelp, usageProblemsFr } from "./fr-usage.ts";
import { usageFr } from "./fr-usage-figures.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { printableJson } from "./printable.ts";
import { usageProblem } from "./settings-command.ts";
import { atLedgerNow, type SlaOffice } from "./sla-question.ts";
import { usageCsv, usageJson } from "./usage-files.ts";
import { endpointsIn, scopeOptions, type UsageScope, usagePeriodIn, usageScopeIn } from "./usage-question.ts";
import { type ShownUsage, usageRows } from "./usage-shown.ts";

/** `vigie usage`: how much rooms are used, on the collector's machine, while it runs or not. */
export async function runUsage(argv: readonly string[], io: Io): Promise<number> {
  const options = [...scopeOptions, "quarter", "month", "from", "to", "config"];
  const found = readArguments(argv, { options, flags: ["json", "csv"], maxPositionals: 0 });
  if ("problem" in found) return usageProblem(found.problem, "usage", io);
  if (found.flags.has("help")) {
    io.stdout(usageHelp);
    return exitCodes.done;
  }
  try {
    return await tellUsage(found, io);
  } catch (error) {
    if (error instanceof DetailPurged) return usageProblem(usageProblemsFr.purged(error.month), "usage", io);
    if (!(error instanceof WordsWrong)) throw error;
    return usageProblem(error.message, "usage", io);
  }
}

async function tellUsage(found: Arguments, io: Io): Promise<number> {
  const asked = usagePeriodIn(found, Date.now());
  return atLedgerNow(found, io, async (office) => {
    const { ledger, directory, declarations, until, usageRules: rules } = office;
    const scope = usageScopeIn(found, directory);
    const period = { from: asked.from, to: asked.to };
    if (period.from >= until) throw new WordsWrong(usageProblemsFr.notBegun);
    const maintenance = await declarations.maintenanceEntries();
    const endpoints = endpointsIn(scope, directory, period);
    const question = { directory, maintenance, period, until, endpoints, rules };
    const attendance = await attendanceOf(ledger, question);
    const outlook = scope.kind === "endpoint" ? null : await outlookOf(ledger, question);
    const shown: ShownUsage = {
      quarter: asked.quarter,
      month: asked.month,
      period,
      until,
      scope,
      rows: usageRows(attendance, scope, directory, outlook),
      rules,
      incidentEffect: scope.kind === "endpoint" ? null : await incidentEffectsOf(ledger, question),
      campaigns: await campaignsOf(office, scope),
    };
    if (found.flags.has("json")) io.stdout(printableJson(usageJson(shown)));
    else if (found.flags.has("csv")) io.stdout(csvOf(usageCsv(shown)));
    else io.stdout(usageFr(shown, io.columns));
    return exitCodes.done;
  });
}

/** Those that were made in the territories of the scope; compared with all others. */
async function campaignsOf(
  { ledger, declarations, directory, until, usageRules: rules }: SlaOffice,
  scope: UsageScope,
): Promise<CampaignEffect[]> {
  if (scope.kind !== "network" && scope.kind !== "territory") return [];
  const basis = { directory, maintenance: await declarations.maintenanceEntries(), rules };
  const effects = await campaignEffects(ledger, basis, await declarations.campaigns(), until);
  return effects.filter(({ campaign }) => scope.kind === "network" || campaign.territory === scope.id);
}
