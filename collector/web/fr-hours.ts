import type { YearPart } from "../sla/opening-hours.ts";
import { typographic } from "./typography.ts";

const months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

/** « de juillet à août », « du 24 décembre au 2 janvier », « le 1er mai, le 8 mai » */
export function yearPartsInFrench(parts: readonly YearPart[]): string {
  return parts.map(partInFrench).join(", ");
}

function partInFrench({ from, to }: YearPart): string {
  const [first, last] = [monthOf(from), monthOf(to)];
  // Whole months are kept as from the first to the 31st, whatever their length.
  if (from % 100 === 1 && to % 100 === 31) return first === last ? `en ${first}` : `${withDe(first)} à ${last}`;
  if (from === to) return `le ${dayOf(from)} ${first}`;
  return `du ${dayOf(from)}${first === last && from < to ? "" : ` ${first}`} au ${dayOf(to)} ${last}`;
}

const monthOf = (key: number): string => months[Math.floor(key / 100) - 1] ?? "";
const dayOf = (key: number): string => (key % 100 === 1 ? "1er" : String(key % 100));
const withDe = (month: string): string => (/^[aeiouéo]/.test(month) ? typographic(`d'${month}`) : `de ${month}`);
