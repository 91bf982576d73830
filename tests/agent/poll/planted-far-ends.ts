import type { CodecWords } from "../recorded-codec.ts";
import type { WebAnswer } from "../recorded-web.ts";

/** Somebody who was called: not to be found anywhere once a poll has ended. */
export interface Person {
  readonly user: string;
  readonly host: string;
  readonly number: string;
}

/** Where codecs write who is at the other end, of a call in progress or past. */
const namedPlaces = [
  /(<(?:RemoteNumber|CallbackNumber|DisplayName|RemoteDisplayName|RemoteURI)\b[^>]*>)([^<]+)/g,
  /("(?:address|terminalAddress|remoteAddress|displayName|name|terminalName)"\s*:\s*")([^"]*[@\d][^"]*)/g,
  /(callinfo:\d+:)([^:]+)/g,
];

/** The same words with this person in the place of all far ends: those that were heard, and those that stand where far ends stand. */
export function withPerson(words: CodecWords, heard: ReadonlySet<string>, person: Person): CodecWords {
  const plant = planter(heard, person);
  return {
    ...words,
    ...(words.snmp === undefined ? {} : { snmp: plant(words.snmp) }),
    ...(words.http === undefined ? {} : { http: Object.fromEntries(Object.entries(words.http).map((entry) => planted(entry, plant))) }),
  };
}

function planted([path, answer]: [string, string | WebAnswer], plant: (text: string) => string): [string, string | WebAnswer] {
  return [path, typeof answer === "string" ? plant(answer) : { ...answer, text: plant(answer.text) }];
}

function planter(heard: ReadonlySet<string>, { user, host, number }: Person): (text: string) => string {
  let count = 0;
  const next = (): string => {
    count += 1;
    const ways = [
      `sip:${user}${count}@${host}`,
      `${number}${count}`,
      `${user}${count}@${host}`,
      `h323:${number}${count}`,
      `${user}${count}`,
    ];
    return ways[count % ways.length] ?? user;
  };
  const longestFirst = [...heard].sort((one, other) => other.length - one.length);
  return (text) => {
    const named = namedPlaces.reduce((before, place) => before.replace(place, (_, start: string) => `${start}${next()}`), text);
    return longestFirst.reduce(
      (before, address) => before.replaceAll(`>${address}<`, () => `>${next()}<`).replaceAll(`|4|${address}\n`, () => `|4|${next()}\n`),
      named,
    );
  };
}
