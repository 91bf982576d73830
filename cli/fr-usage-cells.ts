import { usableSecondsOf } from "../collector/attendance/usable.ts";
import type { Bounds } from "../collector/usage/far-ends.ts";
import { costWords } from "../collector/usage/fr.ts";
import { percentFr } from "./fr-sla-lengths.ts";
import type { ShownUsage, ShownUse, UsageLevel } from "./usage-shown.ts";

export const decimal = new Intl.NumberFormat("fr-FR", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
export const euros = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });
export const monthAndYear = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", month: "long", year: "numeric" });

export const levelsFr: Readonly<Record<UsageLevel, string>> = {
  network: "réseau",
  territory: "territoire",
  hostKind: "hôtes",
  site: "site",
  endpoint: "équipement",
};
const hostKindsFr: Readonly<Record<string, string>> = { collectivite: "collectivités", pepiniere: "pépinières", autre: "autres" };

export function nameFr({ level, id, name }: ShownUse): string {
  if (level === "hostKind") return hostKindsFr[id] ?? id;
  return level === "endpoint" ? id : name;
}

export const outOf = (part: number, whole: number): string => (whole === 0 ? "" : `${part} sur ${whole}`);
export const boundsFr = ([least, most]: Bounds): string => (least === most ? String(least) : `${least} à ${most}`);

export function occupationFr(attendance: ShownUse["attendance"]): string {
  const usable = usableSecondsOf(attendance);
  return percentFr(usable === 0 ? null : { part: Math.min(usable, attendance.serviceUsedSeconds), whole: usable });
}

/** Once its calls are forgotten, only the month of a use is known. */
export function lastUseFr({ attendance: { lastUse } }: ShownUse, { until }: Pick<ShownUsage, "until">): string {
  if (lastUse === null) return "aucun";
  const days = Math.max(0, Math.floor((until - lastUse.to / 1000) / 86_400));
  const isExact = lastUse.to - lastUse.from <= 1_000;
  return isExact ? `il y a ${days} j` : `plus de ${days} j (${monthAndYear.format(lastUse.from)})`;
}

export function costFr({ cost }: ShownUse): string {
  if (cost === null) return "";
  return cost.perUse === null ? costWords.unused : euros.format(cost.perUse);
}
