import { historyOf } from "../collector/desk/desk.ts";
import { foresightBody, maintenanceBody } from "../collector/desk/desk-answers.ts";
import { type Foresight, foresightOf } from "../collector/desk/foresight.ts";
import type { MaintenanceEntry } from "../collector/sla/maintenance.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import type { DeskOffice } from "./desk-office.ts";
import { type ListedMaintenance, listFr, maintenanceHistoryFr, standingFr } from "./fr-maintenance.ts";
import type { Io } from "./io.ts";
import { printableJson } from "./printable.ts";

/** `vigie maintenance list`: what goes on or is to come, the next first; with `--all` everything, as it was declared. */
export const listMaintenances =
  (isAll: boolean, isJson: boolean, io: Io) =>
  async ({ declarations, directory, now }: DeskOffice): Promise<number> => {
    const entries = await declarations.maintenanceEntries();
    const nowS = Math.floor(now() / 1000);
    const all = [...Map.groupBy(entries, ({ id }) => id)].flatMap(([id, own]) => {
      const entry = own.at(-1);
      return entry === undefined ? [] : [listedOf(entry, own, foresightOf(own, id, directory, nowS), nowS)];
    });
    const listed = isAll ? all : all.filter(({ standing }) => standing === "running" || standing === "coming").toSorted(byNext);
    if (isJson) io.stdout(printableJson(listed.map(asJson)));
    else io.stdout(listFr(listed, isAll, io.columns));
    return exitCodes.done;
  };

const byNext = (a: ListedMaintenance, b: ListedMaintenance): number => (a.foresight.next?.from ?? 0) - (b.foresight.next?.from ?? 0);

function listedOf(entry: MaintenanceEntry, own: readonly MaintenanceEntry[], foresight: Foresight, nowS: number): ListedMaintenance {
  const { announcedSeconds, countedSeconds } = foresight;
  const counting = countedSeconds === announcedSeconds ? "all" : "part";
  const time = own.findLast((one) => one.time !== null)?.time ?? null;
  return { entry, time, standing: standingOf(entry, foresight, nowS), counts: countedSeconds === 0 ? "none" : counting, foresight };
}

function standingOf({ time }: MaintenanceEntry, { next }: Foresight, nowS: number): ListedMaintenance["standing"] {
  if (time === null) return "withdrawn";
  if (next === null) return "over";
  return next.from <= nowS ? "running" : "coming";
}

const asJson = ({ entry, standing, foresight }: ListedMaintenance): object => ({
  ...maintenanceBody(entry),
  standing,
  ...foresightBody(foresight),
});

/** `vigie maintenance history ID` */
export const showMaintenance =
  (id: string, isJson: boolean, io: Io) =>
  async ({ declarations, directory, now }: DeskOffice): Promise<number> => {
    const entries = await historyOf(declarations, id);
    const last = entries.at(-1) ?? entries[0];
    const foresight = foresightOf(entries, id, directory, Math.floor(now() / 1000));
    if (isJson) io.stdout(printableJson(entries.map(maintenanceBody)));
    else io.stdout(`${maintenanceHistoryFr(entries, io.columns)}\n${standingFr(last, foresight)}\n`);
    return exitCodes.done;
  };
