import { correctMaintenance, declareMaintenance, withdrawMaintenance } from "../collector/desk/desk.ts";
import { foresightBody, maintenanceBody } from "../collector/desk/desk-answers.ts";
import { foresightOf } from "../collector/desk/foresight.ts";
import type { Correction, MaintenanceWish } from "../collector/desk/maintenance-wish.ts";
import type { Directory } from "../collector/directory/directory.ts";
import type { MaintenanceEntry, Scope } from "../collector/sla/maintenance.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import type { DeskOffice } from "./desk-office.ts";
import { scopeFr, writtenFr } from "./fr-maintenance.ts";
import type { Io } from "./io.ts";
import { printableJson } from "./printable.ts";

type Work = (office: DeskOffice) => Promise<number>;

/** `vigie maintenance add` */
export const addMaintenance =
  (wish: MaintenanceWish, isJson: boolean, io: Io): Work =>
  async (office) =>
    told(await declareMaintenance(office, wish, office), office, isJson, io);

/** `vigie maintenance correct` */
export const correctOne =
  (id: string, correction: Correction, isJson: boolean, io: Io): Work =>
  async (office) =>
    told(await correctMaintenance(office, id, correction, office), office, isJson, io);

/** `vigie maintenance withdraw` */
export const withdrawOne =
  (id: string, reason: string, isJson: boolean, io: Io): Work =>
  async (office) =>
    told(await withdrawMaintenance(office, id, reason, office), office, isJson, io);

async function told(entry: MaintenanceEntry, office: DeskOffice, isJson: boolean, io: Io): Promise<number> {
  const { declarations, directory, now } = office;
  const foresight = foresightOf(await declarations.maintenanceEntries(), entry.id, directory, Math.floor(now() / 1000));
  if (isJson) io.stdout(printableJson({ ...maintenanceBody(entry), ...foresightBody(foresight) }));
  else io.stdout(writtenFr(entry, scopeFr(entry, nameOf(entry.scope, directory)), foresight));
  return exitCodes.done;
}

const nameOf = (scope: Scope, directory: Directory): string | null =>
  scope.kind === "network" ? null : (directory[scope.kind](scope.id)?.name ?? null);
