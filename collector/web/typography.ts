export const narrowSpace = "\u202f";
export const noBreakSpace = "\u00a0";

/**
 * French typography for a text written with an ordinary keyboard: spaces that do not break, narrow before ; ! and ?, whole before
 * a colon and within quotation marks; curly apostrophes. What is printed to a terminal stays as written: it is copied and searched.
 */
export function typographic(text: string): string {
  return text
    .replace(/ (?=[;!?])/g, narrowSpace)
    .replace(/ (?=[:%»])|(?<=«) |(?<=n°) |(?<=\d) (?=(?:h|min|s|j)(?![\p{L}]))/gu, noBreakSpace)
    .replace(/'/g, "’");
}

/** The same for a set of words. */
export function typeset<K extends string>(words: Readonly<Record<K, string>>): Readonly<Record<K, string>> {
  const set: Record<K, string> = { ...words };
  for (const key in set) set[key] = typographic(words[key]);
  return set;
}

/** As an ordinary keyboard writes it: for a terminal. */
export const untypeset = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ").replaceAll("’", "'");
