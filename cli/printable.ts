/** What moves a cursor, changes colours, or turns the order of letters round: a codec may say it, a terminal must not obey. */
const unprintable = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

/** A text for one line of a terminal. */
export const printable = (text: string): string => text.replace(unprintable, " ");

/** JSON that says the same to a program, and nothing at all to a terminal. */
export function printableJson(value: unknown): string {
  const escaped = (character: string): string =>
    character === "\n" ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `${JSON.stringify(value, null, 2).replace(unprintable, escaped)}\n`;
}
