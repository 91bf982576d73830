/**
 * Numbers as people dial them: +33 2 98 00 12 34, 0033298001234, 02 98 00 12 34, 33298001234 (an H.323 alias in E.164),
 * and the short ones of a private numbering plan.
 */

/** E.164: a country code and what follows, 15 digits at most. */
const international = /^[1-9]\d{6,14}$/;
const nationalFrench = /^0[1-9]\d{8}$/;
/** 0 for an outside line before a French number, or 00 before a foreign one: Finistère and the Faroe Islands look the same. */
const outsideOrForeign = /^00[1-9]\d{8}$/;
/** France beyond the seas has country codes of its own. */
const frenchCodes = /^\+(?:33|262|508|590|594|596|681|687|689)/;
/** Codes of ITU-T E.164 that belong to no country: freephone, satellites, networks. */
const nobodysCodes = /^\+(?:800|808|870|878|88[1238]|979)/;

export type Country = "france" | "abroad";

/** Digits alone, perhaps after a +; more than a private plan and its prefixes ever need are none. Null: not a number. */
export function dialledDigits(text: string): string | null {
  if (/^\+?\d{1,32}$/.test(text)) return text;
  if (!/^[+0][\d\s.\-/()]{7,30}$/.test(text)) return null;
  const digits = text.replace("(0)", "").replaceAll(/[\s.\-/()]/g, "");
  return digits.length >= 8 ? digits : null;
}

/** Every number in E.164 that those digits can mean. The first is the most usual. */
export function internationalForms(digits: string): string[] {
  if (digits.startsWith("+")) return international.test(digits.slice(1)) ? [digits] : [];
  if (nationalFrench.test(digits)) return [`+33${digits.slice(1)}`];
  if (outsideOrForeign.test(digits)) return [`+33${digits.slice(2)}`, `+${digits.slice(2)}`];
  if (digits.startsWith("00")) return international.test(digits.slice(2)) ? [`+${digits.slice(2)}`] : [];
  return /^33[1-9]\d{8}$/.test(digits) ? [`+${digits}`] : [];
}

/**
 * One spelling per number, where it is sure which number it is. A national number at a host follows the plan of whoever runs
 * that host: it stays as it is. Null: not a number.
 */
export function plainNumber(text: string, hasHost: boolean): string | null {
  const digits = dialledDigits(text);
  return digits === null ? null : (sureForm(digits, hasHost) ?? digits);
}

/** The country of a number, where the number alone proves it. */
export function countryOf(digits: string, hasHost: boolean): Country | null {
  const number = sureForm(digits, hasHost);
  if (number === null || nobodysCodes.test(number)) return null;
  return frenchCodes.test(number) ? "france" : "abroad";
}

function sureForm(digits: string, hasHost: boolean): string | null {
  const isExplicit = digits.startsWith("+") || (digits.startsWith("00") && !outsideOrForeign.test(digits));
  if (!isExplicit && (hasHost || !nationalFrench.test(digits))) return null;
  return internationalForms(digits)[0] ?? null;
}

/** The beginning of numbers as an operator writes it, in the form that is looked up: "02 98", "0033298" and "+33298" are the same. */
export function plainPrefix(text: string): string {
  const digits = text.replaceAll(/[\s.\-/()]/g, "");
  if (digits.startsWith("00")) return `+${digits.slice(2)}`;
  return digits.startsWith("0") ? `+33${digits.slice(1)}` : digits;
}
