import { isIP } from "node:net";
import type { Masks } from "./masks.ts";

/** What of a codec's own words may be seen by others: a value, its place, and whether the driver reads it. */
export interface MaskedPlace {
  readonly path: string;
  readonly value: string;
  readonly isRead: boolean;
  /** Which of the elements of that name beside each other, from 0. */
  readonly place: number;
}

/** Names of elements, in all families, that hold who somebody is or where a machine is. */
const personal = new RegExp(
  "^@?(?:remotenumber|callbacknumber|displayname|remotename|remoteuri|caller.*|far.*|uris?|url|.*mail.*|.*phone.*|.*user|.*user_?(?:name|id)|login.*|" +
    "owner.*|contact.*|.*ssid|sysname|system_?name|host_?name|.*domain.*|fqdn|dns.*|.*address.*|mac|.*serial.*|alias(?:es)?|h323_?id|e164|" +
    "number|dial_?string|booking.*|organi[sz]er.*|subject|title|activation.*|.*token.*|.*password.*|.*secret.*|.*key|.*certificate.*|" +
    ".*fingerprint.*|.*uuid|.*guid|.*session_?id|group_?name|referred_?by|system_?id)$",
  "i",
);
const serial = /serial/i;
/** Names people give; a driver that reads one needs it as it is: "Main" is a camera. */
const naming = /name|label|description|location|site|room|company|text|note|comment|message|person|author|participant|topic|info/i;
/** What a machine is made of, and nobody's. */
const ofTheMachine = /version|firmware|software|build|release|protocol|product|model|platform|^type$|mask$|expression|percent|jitter|loss/i;
const timing = /time|date|stamp|start|end|duration|bytes|packets|rate|count|size|uptime|seconds|total/i;

/** Lists whose items are told apart by their place only: account, names, numbers, aliases and address of an HDX call record. */
const personalPlaces: ReadonlyMap<string, ReadonlySet<number>> = new Map([["cdr/call/data", new Set([6, 7, 8, 9, 17, 18, 20])]]);

/** "callinfo:43:<name>:<number>:384:connected:notmuted:outgoing:videocall" of an HDX; names and numbers may hold colons. */
const callInfo = /(?<=callinfo:\d+:)[^\n]*?(?=:\d+:[a-z]+:(?:not)?muted:)/g;

/** Numbers, words of an enumeration, dates. */
const harmless = [
  /^-?\d{1,8}(?:[.,]\d+)?%?$/,
  /^(?:\d{1,5})?[A-Za-z][A-Za-z0-9_]{0,31}$/,
  /^\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/,
  /^[\d:]{4,8}$/,
  /^-+$/,
  /^n\/a$/i,
];

/** The value itself where it may be seen, something invented where it may not. What nobody knows is not shown. */
export function maskValue(place: MaskedPlace, masks: Masks): string {
  const text = place.value.trim();
  if (text === "") return place.value;
  const hidden = hide(place, text, masks);
  return hidden === text ? place.value : place.value.replace(text, () => hidden);
}

function hide({ path, isRead, place }: MaskedPlace, text: string, masks: Masks): string {
  const key = path.slice(path.lastIndexOf("/") + 1);
  if (ofTheMachine.test(key) && !personal.test(key) && !text.includes("@")) return text;
  const known = masks.within(text.replace(callInfo, (farEnd) => masks.of("farEnd", farEnd)));
  if (masks.isInvented(known)) return known;
  const isPersonal = personal.test(key) || (naming.test(key) && !isRead);
  if (personalPlaces.get(path)?.has(place) === true) return isFlag(text) ? text : masks.of("farEnd", text);
  if (isPersonal) return isFlag(text) ? text : masks.of(kindOf(key, text), text);
  return isRead ? known : hideUnread(key, text, masks);
}

/** Telephone numbers look like counters, names like words of an enumeration: what is neither for sure is hidden. */
function hideUnread(key: string, text: string, masks: Masks): string {
  if (/^\d{9,}$/.test(text)) return timing.test(key) ? text : masks.of("number", text);
  return harmless.some((pattern) => pattern.test(text)) ? text : masks.of("text", text);
}

const isFlag = (text: string): boolean => /^(?:true|false|on|off|yes|no|none|null|n\/a|unknown|-+|\d{1,3})$/i.test(text);

function kindOf(key: string, text: string): "serial" | "address" | "number" | "name" {
  if (serial.test(key)) return "serial";
  if (isIP(text) !== 0 || /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(text)) return "address";
  return /^\+?[\d .-]{4,}$/.test(text) ? "number" : "name";
}
