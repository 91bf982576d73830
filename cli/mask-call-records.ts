import { type Form, number, place, record, small, time, word } from "./mask-forms.ts";
import type { Masks } from "./masks.ts";

/** A call record of an HDX has no names for its cells: with one cell more or less nobody knows which is which. */
const cells = 42;

const rate: Form = (text) => /^\d{2,5}Kbps$/.test(text);
const terminal: Form = (text) => /^user:(?:terminal|---)$/.test(text);
const coding: Form = (text) =>
  /^(?:SirenLPR|Siren\d{2}|G\.?7\d\d(?:\.\d)?|AAC-?LD|H\.26[1-5](?:-HP)?|\d{0,2}[QS]?S?CIF|\d?SIF|\d{3,4}p|\d{3,4}x\d{3,4})$/.test(text);

/** The words in which an HDX tells the end of a call, whatever they are joined to. */
const reasons = new Set(
  "failed attempt the call has ended rolling over local user initiated hangup your could not be completed because was far site is busy did answer no".split(
    " ",
  ),
);

const forms: Readonly<Record<number, Form>> = {
  0: record,
  1: time,
  2: time,
  3: time,
  4: time,
  5: time,
  10: word,
  11: rate,
  13: word,
  14: record,
  15: place,
  16: place,
  19: terminal,
  21: coding,
  22: coding,
  23: coding,
  24: coding,
  25: coding,
  26: coding,
  28: small,
  29: small,
  30: small,
  31: small,
  32: number,
  33: number,
  34: number,
  35: number,
  36: number,
  37: number,
  38: number,
  39: number,
  40: number,
  41: number,
};
const reasonPlace = 27;

export function maskedCell(at: number, siblings: number, text: string, masks: Masks): string {
  if (/^-+$/.test(text)) return text;
  if (siblings !== cells) return masks.text(text);
  if (at === reasonPlace) return text.replace(/[^\s.;,:"]+/g, (part) => (reasons.has(part.toLowerCase()) ? part : masks.text(part)));
  return forms[at]?.(text) === true && !masks.isSecret(text) ? text : masks.text(text);
}
