export const narrowSpace = "\u202f";
export const noBreakSpace = "\u00a0";

/** French typography for a text written with an ordinary keyboard: spaces that do not break, curly apostrophes. */
export function typographic(text: string): string {
  return text
    .replace(/ (?=[;:!?])/g, narrowSpace)
    .replace(/ (?=[%»])|(?<=«) /g, noBreakSpace)
    .replace(/'/g, "’");
}
