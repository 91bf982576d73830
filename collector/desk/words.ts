import { DeskRefused } from "./desk-refused.ts";

const mostCharacters = 1_000;
const unprintable = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u;
const mailAddress = /[^\s@]+@[^\s@]+\.\p{L}{2,}/u;
/** As they are written in France, or with the code of a country. Dates have other groups, or other signs between them. */
const telephone = /(?<!\d)0[1-9]([ .-]?)\d{2}(?:\1\d{2}){3}(?!\d)|(?:\+|(?<!\d)00) ?\d(?:[ .()-]{0,2}\d){7,}/;

/**
 * What a person writes freely: one line, kept for ever and printed in reports, so that nothing personal may be in it. A name nobody can
 * tell from a word; numbers and addresses can be told.
 * @throws DeskRefused
 */
export function plainWords(text: string): string {
  const words = text.trim();
  if (words === "") throw new DeskRefused("WORDS_EMPTY");
  if (words.length > mostCharacters) throw new DeskRefused("WORDS_TOO_LONG", String(words.length));
  if (unprintable.test(words)) throw new DeskRefused("WORDS_UNPRINTABLE");
  if (mailAddress.test(words) || telephone.test(words)) throw new DeskRefused("WORDS_PERSONAL");
  return words;
}
