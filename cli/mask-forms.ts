import { isIP } from "node:net";
import { isKnownWord, isProductWord, partsOf } from "./mask-words.ts";

/** A way to write a value in which nobody's name and nobody's number fits. */
export type Form = (text: string) => boolean;

/** Words of an enumeration, "N/A" and what stands for nothing. */
export const word: Form = (text) => isKnownWord(text) || /^-*$/.test(text) || /^n\/a$/i.test(text);
/** Which of several: item="1", CameraIndex. */
export const place: Form = (text) => /^\d{1,3}$/.test(text);
/** Numbers of records and of calls, which go on counting. */
export const record: Form = (text) => /^\d{1,6}$/.test(text);
export const number: Form = (text) => /^-?\d{1,12}(?:[.,]\d{1,9})?(?: ?(?:%|ms|s|kbps|fps))?$/i.test(text);
export const small: Form = (text) => /^-?\d{1,4}(?:\.\d{1,3})?%?$/.test(text);
/** "36/18424", lost of all. */
const ratio: Form = (text) => small(text) || /^\d{1,9}\/\d{1,9}$/.test(text);
const months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec";
const clock = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?`;
const date = String.raw`\d{4}[-/]\d{2}[-/]\d{2}|\d{1,2}/(?:${months})/\d{4}`;
const times = new RegExp(
  `^(?:(?:${date})(?:[T ]${clock} ?(?:Z|(?:GMT|UTC)?[+-]\\d{2}:?\\d{2}|GMT|UTC)?)?|${clock}|\\d{1,4}:\\d{2}:\\d{2}(?::\\d{2})?)$`,
);
/** A date, an hour, a duration, or ms since 1970. */
export const time: Form = (text) => times.test(text) || /^1\d{12}$/.test(text);
/** Four plain numbers may be an address: releases of codecs begin with less than 10. */
export const version: Form = (text) =>
  /^(?:ce|tc|f|roomos)?\d{1,2}(?:\.\d{1,4}){1,5}(?:\.[0-9a-f]{6,12})?(?:[-_]\d{3,6})?$/i.test(text) &&
  (isIP(text) === 0 || Number.parseInt(text, 10) < 10);
export const product: Form = (text) =>
  text.split(/[-/]/).every(isProductWord) || version(text) || time(text) || /^[a-z]+\/\d{1,2}(?:\.\d{1,3}){1,3}$/i.test(text);
const speed: Form = (text) => /^(?:10|100|1000|2500|10000)(?:full|half|auto)?$/.test(text);
export const picture: Form = (text) => /^\d{2,4}x\d{2,4}$/.test(text);

/** Forms by the name of the place, or by its end: the longest that fits counts. */
const places: Readonly<Record<string, readonly Form[]>> = {
  "@item": [place],
  "@maxoccurrence": [place],
  "@version": [version],
  "call/@item": [record],
  callhistoryid: [record],
  rowid: [record],
  causecode: [small],
  disconnectcausecode: [small],
  disconnectcauseorigin: [(text) => /^Q\.?850$/i.test(text)],
  "status/@version": [version, (text) => /^F\d{1,2}\.\d{1,2}(?: (?:NTSC|PAL))?$/.test(text)],
  parentconfid: [place],
  packetloss: [ratio],
  loss: [number],
  version: [version],
  softwareversion: [version],
  collabosversion: [version],
  "ethernet/speed": [speed],
  "lanstatus/speedmbps": [number],
  mediaformat: [picture],
  resolution: [picture],
  resolutionx: [small],
  resolutiony: [small],
  videoformat: [picture],
  "entry/callrate": [small],
  "entry/duration": [number],
  "vars/value": [small, time],
};

/** Numbers by the last word of their name: what is measured is nobody's number. */
const measures = new Set(
  "uptime duration packets bytes loss lost jitter bitrate framerate frame rate percent percentage latency temperature volume width height offset round trip seconds calls received max min avg average".split(
    " ",
  ),
);
const moments = new Set("time date utc timestamp".split(" "));

/** Places whose text is made of several words, each of which is masked unless it is the name of a product or a release. */
const productPlaces = new Set([
  "productid",
  "producttype",
  "productplatform",
  "model",
  "modelname",
  "devicename",
  "@product",
  "softwareversion",
  "version",
  "displayname/version",
]);

export const isProductPlace = (key: string): boolean => productPlaces.has(key);

/** Whether a value of this form may stand at this place, which is known. */
export function fits(path: string, text: string): boolean {
  if (word(text)) return true;
  const steps = path.toLowerCase().split("/");
  const forms = places[steps.slice(-2).join("/")] ?? places[steps.at(-1) ?? ""];
  if (forms !== undefined) return forms.some((form) => form(text));
  if (/^\d{1,2}$/.test(text)) return true;
  const last = partsOf(path.slice(path.lastIndexOf("/") + 1)).at(-1) ?? "";
  return (moments.has(last) && time(text)) || (measures.has(last) && number(text));
}
