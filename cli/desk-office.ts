import { existsSync } from "node:fs";
import { join } from "node:path";
import { incidentsAround } from "../collector/accounts/incidents-around.ts";
import { loadCollector } from "../collector/config/load-collector.ts";
import { loadDespiteErrors } from "../collector/config/load-despite-errors.ts";
import type { Desk } from "../collector/desk/desk.ts";
import { DeskRefused } from "../collector/desk/desk-refused.ts";
import type { Directory } from "../collector/directory/directory.ts";
import { DeclarationRefused, type Declarations, type Writer } from "../collector/ledger/declarations.ts";
import { openLedgerToRead } from "../collector/ledger/read-ledger.ts";
import { DeclarationsClosed, openSqliteDeclarations } from "../collector/ledger/sqlite-declarations.ts";
import { statesFollower } from "../collector/states/states-follower.ts";
import type { UsageRules } from "../collector/usage/usage-rules.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { nearestWord } from "../settings/nearest.ts";
import { SettingsError } from "../settings/problem.ts";
import { authorOfCommand, becomeOwnerOf } from "./command-author.ts";
import { deskFr } from "./fr-desk.ts";
import type { Io } from "./io.ts";
import { settingsProblems } from "./settings-command.ts";

/** The ledger opened beside a collector that may be running, and who gives the command. */
export interface LedgerOffice {
  readonly declarations: Declarations;
  readonly writer: Writer;
  readonly ledgerFile: string;
}

/** With the inventory, which what is declared must agree with. */
export type DeskOffice = LedgerOffice & Desk & { readonly usageRules: UsageRules };

/** For commands that speak of endpoints, sites and territories. */
export function atDesk(config: string, io: Io, work: (office: DeskOffice) => Promise<number>): Promise<number> {
  return inLedger(
    () => {
      const { settings, directory } = loadCollector(config);
      const office = officeIn(settings.dataDir);
      return { ...office, directory, incidentsAround: incidentsIn(office, directory), now: Date.now, usageRules: settings.usage };
    },
    io,
    work,
  );
}

function incidentsIn({ ledgerFile, declarations }: LedgerOffice, directory: Directory): Desk["incidentsAround"] {
  return async (endpoint, at) => {
    const ledger = openLedgerToRead(ledgerFile, statesFollower);
    try {
      const maintenance = await declarations.maintenanceEntries();
      return await incidentsAround(ledger, { directory, maintenance }, { endpoint, at, until: Math.floor(Date.now() / 1000) });
    } finally {
      await ledger.close();
    }
  };
}

/** For commands that must work in a hurry, with settings that are being written. */
export function atLedger(config: string, io: Io, work: (office: LedgerOffice) => Promise<number>): Promise<number> {
  return inLedger(() => officeIn(loadDespiteErrors(config).dataDir), io, work);
}

function officeIn(dataDir: string): LedgerOffice {
  const { who, origin } = authorOfCommand();
  const file = join(dataDir, "ledger.db");
  if (existsSync(dataDir)) becomeOwnerOf(dataDir);
  return { declarations: openSqliteDeclarations({ file, now: Date.now }), writer: { who: `unix:${who}`, origin }, ledgerFile: file };
}

async function inLedger<Office extends LedgerOffice>(
  open: () => Office,
  io: Io,
  work: (office: Office) => Promise<number>,
): Promise<number> {
  let office: Office;
  try {
    office = open();
  } catch (error) {
    if (error instanceof SettingsError) return settingsProblems(error, io);
    if (!(error instanceof DeclarationsClosed)) throw error;
    io.stderr(deskFr.closed(error.why, error.message));
    return exitCodes.failure;
  }
  try {
    return await work(office);
  } catch (error) {
    if (error instanceof DeskRefused) io.stderr(deskFr.refused(error.code, `${error.about}${nearestIn(error, office)}`));
    else if (error instanceof DeclarationRefused) io.stderr(error.code === "OUTDATED" ? deskFr.outdated : deskFr.nameTaken);
    else throw error;
    return exitCodes.usage;
  } finally {
    await office.declarations.close();
  }
}

/** Which endpoint, site or territory was most likely meant by a name that the inventory does not know. */
function nearestIn({ code, about }: DeskRefused, office: LedgerOffice): string {
  if (code !== "SCOPE_UNKNOWN" || !("directory" in office)) return "";
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only a desk has a directory
  const { endpoints, sites, territories } = office.directory as Directory;
  const nearest = nearestWord(
    about,
    [...endpoints, ...sites, ...territories].map(({ id }) => id),
  );
  return nearest === null ? "" : deskFr.nearest(nearest);
}
