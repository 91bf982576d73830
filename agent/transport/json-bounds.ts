/** A call log of a thousand calls has some twenty thousand values; codecs go some ten levels deep. */
const bounds = { levels: 64, values: 250_000 };

/**
 * Whether a JSON text is shallow and short enough to be parsed and walked. It counts brackets, braces and commas outside texts,
 * and leaves everything else about JSON to the parser.
 */
export function isWithinBounds(text: string): boolean {
  let level = 0;
  let values = 1;
  for (let place = 0; place < text.length; place += 1) {
    const character = text[place];
    if (character === '"') {
      place = endOfText(text, place);
    } else if (character === "[" || character === "{") {
      level += 1;
      values += 1;
      if (level > bounds.levels) return false;
    } else if (character === "]" || character === "}") {
      level -= 1;
    } else if (character === ",") {
      values += 1;
    }
  }
  return values <= bounds.values;
}

/** Where the text that begins here ends; the last place when it does not. */
function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

/** After an odd number of backslashes. */
function isEscaped(text: string, place: number): boolean {
  let first = place;
  while (text[first - 1] === "\\") first -= 1;
  return (place - first) % 2 === 1;
}
