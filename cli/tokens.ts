import { Temporal } from "temporal-polyfill";
import { digestOfPersonToken, drawPersonToken } from "../collector/desk/person-gate.ts";
import { type PersonRole, type PersonToken, personRoles } from "../collector/ledger/declarations.ts";
import { networkTimeZone } from "../collector/sla/calendar.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { nearestWord } from "../settings/nearest.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import { atLedger, type LedgerOffice } from "./desk-office.ts";
import { commonFr } from "./fr.ts";
import { tokenListFr, tokensFr, tokensHelp } from "./fr-tokens.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { printableJson } from "./printable.ts";
import { usageProblem } from "./settings-command.ts";

type Plan = (found: Arguments, name: string | undefined, io: Io) => (office: LedgerOffice) => Promise<number>;

const actions: Readonly<Record<string, Plan>> = { add: planAdding, list: planListing, revoke: planRevoking };

/** `vigie tokens add|list|revoke`, on the collector's machine, while the collector runs or not. */
export async function runTokensCommand(argv: readonly string[], io: Io): Promise<number> {
  const found = readArguments(argv, { options: ["role", "site", "expires", "config"], flags: ["json"], maxPositionals: 2 });
  if ("problem" in found) return usageProblem(found.problem, "tokens", io);
  if (found.flags.has("help")) {
    io.stdout(tokensHelp);
    return exitCodes.done;
  }
  try {
    const [action, name] = found.positionals;
    const plan = action !== undefined && Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (plan === undefined) {
      throw new WordsWrong(tokensFr.actionWanted(action, action === undefined ? null : nearestWord(action, Object.keys(actions))));
    }
    const work = plan(found, name, io);
    const config = found.options.get("config");
    if (config === undefined) throw new WordsWrong(commonFr.configWanted);
    return await atLedger(config, io, work);
  } catch (error) {
    if (!(error instanceof WordsWrong)) throw error;
    return usageProblem(error.message, "tokens", io);
  }
}

function planAdding({ options, flags }: Arguments, name: string | undefined, io: Io): (office: LedgerOffice) => Promise<number> {
  const role = roleIn(options.get("role"));
  const draft = { name: nameIn(name), role, expiresAt: expiryIn(options.get("expires")), site: siteIn(role, options.get("site")) };
  return async ({ declarations, writer }) => {
    const token = drawPersonToken();
    const added = await declarations.addPersonToken({ ...draft, sha256: digestOfPersonToken(token) }, writer);
    io.stdout(flags.has("json") ? printableJson({ ...asJson(added), token }) : tokensFr.added(added, token));
    return exitCodes.done;
  };
}

function planListing({ flags }: Arguments, name: string | undefined, io: Io): (office: LedgerOffice) => Promise<number> {
  if (name !== undefined) throw new WordsWrong(tokensFr.noNameWanted(name));
  return async ({ declarations }) => {
    const tokens = await declarations.personTokens();
    io.stdout(flags.has("json") ? printableJson(tokens.map(asJson)) : tokenListFr(tokens, Date.now() / 1000, io.columns));
    return exitCodes.done;
  };
}

function planRevoking({ flags }: Arguments, name: string | undefined, io: Io): (office: LedgerOffice) => Promise<number> {
  const wanted = nameIn(name);
  return async ({ declarations, writer }) => {
    const revoked = await declarations.revokePersonToken(wanted, writer);
    if (revoked === null) {
      io.stderr(tokensFr.unknown(wanted));
      return exitCodes.usage;
    }
    io.stdout(flags.has("json") ? printableJson(asJson(revoked)) : tokensFr.revoked(wanted));
    return exitCodes.done;
  };
}

function nameIn(name: string | undefined): string {
  if (name === undefined) throw new WordsWrong(tokensFr.nameWanted);
  if (!/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(name)) throw new WordsWrong(tokensFr.nameWrong(name));
  return name;
}

function roleIn(text: string | undefined): PersonRole {
  if (text === undefined) throw new WordsWrong(tokensFr.roleWanted);
  const role = personRoles.find((one) => one === text);
  if (role === undefined) throw new WordsWrong(tokensFr.roleUnknown(text));
  return role;
}

function siteIn(role: PersonRole, site: string | undefined): string | undefined {
  if ((role === "site") !== (site !== undefined)) throw new WordsWrong(tokensFr.siteWithRole);
  return site;
}

/** The end of the day, on the clock on the wall. */
function expiryIn(text: string | undefined): number | null {
  if (text === undefined) return null;
  try {
    const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Temporal.PlainDate.from(text) : null;
    const end = day === null ? 0 : day.add({ days: 1 }).toZonedDateTime(networkTimeZone).epochMilliseconds;
    if (end > Date.now()) return end / 1000;
  } catch {
    // No calendar has it.
  }
  throw new WordsWrong(tokensFr.expiryWrong(text));
}

const instant = (second: number | null): string | null => (second === null ? null : new Date(second * 1000).toISOString());

const asJson = ({ madeAt, expiresAt, revokedAt, ...token }: PersonToken): object => ({
  ...token,
  madeAt: instant(madeAt),
  expiresAt: instant(expiresAt),
  revokedAt: instant(revokedAt),
});
