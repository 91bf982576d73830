import { maskedCell } from "./mask-call-records.ts";
import { maskedCommand } from "./mask-commands.ts";
import { fits, isProductPlace, product } from "./mask-forms.ts";
import { isKnownWord } from "./mask-words.ts";
import type { Masks } from "./masks.ts";

/** What of a codec's own words may be seen by others: a value and its place. */
export interface MaskedPlace {
  readonly path: string;
  readonly value: string;
  /** Which of the elements of that name beside each other, from 0, and how many they are. */
  readonly place: number;
  readonly siblings: number;
}

/** How a document is masked, piece by piece. */
export interface MaskDocument {
  readonly value: (path: string, value: string, place?: number, siblings?: number) => string;
  readonly name: (name: string) => string;
  /** What stands where nothing should. */
  readonly stray: (text: string) => string;
}

/** Names made of known words: all that drivers read are. */
const isKnownName = (name: string): boolean => isKnownWord(name.replace(/^@/, ""));

/** As it is where it is known, masked where it is not. */
export const maskedName = (name: string, masks: Masks): string => (isKnownName(name) ? name : masks.of("name", name));

export const maskedPath = (path: string, masks: Masks): string =>
  path
    .split("/")
    .map((name) => maskedName(name, masks))
    .join("/");

/** The value itself where both its place and its form are known, something invented everywhere else. */
export function maskValue(place: MaskedPlace, masks: Masks): string {
  const text = place.value.trim();
  if (text === "") return place.value;
  const shown = shownText(place, text, masks);
  return shown === text ? place.value : place.value.replace(text, () => shown);
}

function shownText({ path, place, siblings }: MaskedPlace, text: string, masks: Masks): string {
  if (!path.split("/").every(isKnownName)) return masks.text(text);
  if (path === "cdr/call/data") return maskedCell(place, siblings, text, masks);
  if (path === "apicommands/apicommand/result" || path === "apicommands/apicommand/command") return maskedCommand(text, masks);
  if (path === "cdr/header") return text.replace(/[^\s,()]+/g, (part) => (isKnownWord(part) ? part : masks.text(part)));
  if (masks.isSecret(text)) return masks.text(text);
  if (fits(path, text)) return text;
  const key = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return isProductPlace(key) ? maskedProduct(text, masks) : masks.text(text);
}

/** "Cisco TelePresence SX20" as it is, and of "Cisco Codec of Anne" no more than the first two words. */
export function maskedProduct(text: string, masks: Masks): string {
  return text.replace(/[^\s,:;"]+/g, (part) => (/^-+$/.test(part) || (product(part) && !masks.isSecret(part)) ? part : masks.text(part)));
}
