import { campaignEffects } from "../collector/attendance/campaign-effects.ts";
import { type CampaignWish, campaignBody, declareCampaign, withdrawCampaign } from "../collector/desk/campaigns.ts";
import { campaignKinds } from "../collector/usage/campaign.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { nearestWord } from "../settings/nearest.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import { campaignListFr, campaignsFr, campaignsHelp, effectsFr } from "./fr-campaigns.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { printableJson } from "./printable.ts";
import { usageProblem } from "./settings-command.ts";
import { atLedgerNow, type SlaOffice } from "./sla-question.ts";

type Plan = (found: Arguments, id: string | undefined, io: Io) => (office: SlaOffice) => Promise<number>;

const actions: Readonly<Record<string, Plan>> = { add: planAdding, list: planListing, withdraw: planWithdrawing, effect: planComparing };

/** `vigie campaigns add|list|withdraw|effect`, on the collector's machine, while the collector runs or not. */
export async function runCampaignsCommand(argv: readonly string[], io: Io): Promise<number> {
  const found = readArguments(argv, { options: ["territory", "kind", "from", "to", "config"], flags: ["json"], maxPositionals: 2 });
  if ("problem" in found) return usageProblem(found.problem, "campaigns", io);
  if (found.flags.has("help")) {
    io.stdout(campaignsHelp);
    return exitCodes.done;
  }
  try {
    const [name, id] = found.positionals;
    const plan = name !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (plan === undefined) {
      throw new WordsWrong(campaignsFr.actionWanted(name, name === undefined ? null : nearestWord(name, Object.keys(actions))));
    }
    return await atLedgerNow(found, io, plan(found, id, io));
  } catch (error) {
    if (!(error instanceof WordsWrong)) throw error;
    return usageProblem(error.message, "campaigns", io);
  }
}

function planAdding(found: Arguments, id: string | undefined, io: Io): (office: SlaOffice) => Promise<number> {
  if (id !== undefined) throw new WordsWrong(campaignsFr.unexpectedWord(id));
  const wish = wishIn(found);
  return async (office) => {
    const campaign = await declareCampaign(office, wish, office);
    io.stdout(found.flags.has("json") ? printableJson(campaignBody(campaign)) : campaignsFr.declared(campaign));
    return exitCodes.done;
  };
}

function wishIn({ options }: Arguments): CampaignWish {
  const [territory, kind, from, to] = ["territory", "kind", "from", "to"].map((name) => options.get(name));
  if (territory === undefined || kind === undefined || from === undefined || to === undefined) throw new WordsWrong(campaignsFr.wishWanted);
  const known = campaignKinds.find((one) => one === kind);
  if (known === undefined) throw new WordsWrong(campaignsFr.kindUnknown(kind, campaignKinds));
  return { territory, kind: known, from, to };
}

function planListing(found: Arguments, id: string | undefined, io: Io): (office: SlaOffice) => Promise<number> {
  if (id !== undefined) throw new WordsWrong(campaignsFr.unexpectedWord(id));
  return async ({ declarations }) => {
    const campaigns = await declarations.campaigns();
    io.stdout(found.flags.has("json") ? printableJson(campaigns.map(campaignBody)) : campaignListFr(campaigns, io.columns));
    return exitCodes.done;
  };
}

function planWithdrawing(found: Arguments, id: string | undefined, io: Io): (office: SlaOffice) => Promise<number> {
  if (id === undefined) throw new WordsWrong(campaignsFr.idWanted);
  return async (office) => {
    const campaign = await withdrawCampaign(office, id, office);
    io.stdout(found.flags.has("json") ? printableJson(campaignBody(campaign)) : campaignsFr.withdrawn(campaign.id));
    return exitCodes.done;
  };
}

function planComparing(found: Arguments, id: string | undefined, io: Io): (office: SlaOffice) => Promise<number> {
  return async ({ declarations, directory, ledger, until }) => {
    const basis = { directory, maintenance: await declarations.maintenanceEntries() };
    const effects = await campaignEffects(ledger, basis, await declarations.campaigns(), until);
    const wanted = effects.filter(({ campaign }) => id === undefined || campaign.id === id.toUpperCase());
    if (found.flags.has("json")) {
      io.stdout(printableJson(wanted.map(({ campaign, ...effect }) => ({ campaign: campaignBody(campaign), ...effect }))));
    } else {
      io.stdout(
        effectsFr(
          wanted.map((one) => ({ ...one, others: one.others.length })),
          io.columns,
        ),
      );
    }
    return exitCodes.done;
  };
}
