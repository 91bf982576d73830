/** The spaces and apostrophes of French print, for what was typed on a keyboard. Addresses and Grafana's variables stay as they are. */
export function typeset(text: string): string {
  return text
    .split(/(\$\{[^}]*\}|\]\([^)]*\)|`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : typesetPart(part)))
    .join("");
}

function typesetPart(text: string): string {
  return text
    .replaceAll(/(?<=[\p{L}\d)])'(?=\p{L})/gu, "’")
    .replaceAll(/ (?=[:%€])/g, "\u00a0")
    .replaceAll(/ (?=[;!?])/g, "\u202f")
    .replaceAll(/(?<=\u00ab) | (?=\u00bb)/g, "\u00a0");
}
