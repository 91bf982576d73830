import { drivers } from "../agent/drivers/index.ts";
import { sysDescrOid, sysObjectIdOid, systemOids } from "../agent/drivers/mib2.ts";
import { evidenceOids } from "../agent/drivers/recognise.ts";
import { questions } from "../contract/observation.ts";
import { picture, small, time, version, word } from "./mask-forms.ts";
import { maskedProduct } from "./mask-value.ts";
import type { Masks } from "./masks.ts";
import type { UnderstoodNode } from "./probe-understanding.ts";

const reads = drivers.flatMap((driver) => questions.flatMap((question) => [driver[question] ?? {}, driver[question]?.inCall ?? {}]));
const scalars = new Set<string>([...evidenceOids, ...systemOids, ...reads.flatMap((read) => read.scalars ?? []).map(({ oid }) => oid)]);
const entries = [
  ...new Set(reads.flatMap((read) => read.tables ?? []).flatMap(({ entry, joins = [] }) => [entry, ...joins.map((join) => join.entry)])),
];
const structure = [...scalars, ...entries].map((oid) => oid.split("."));

/** Names of models and releases. */
const productOids = new Set([sysDescrOid, "1.3.6.1.4.1.13885.101.1.1.4.0", "1.3.6.1.4.1.13885.101.1.1.1.0"]);
const entityProducts = /^1\.3\.6\.1\.2\.1\.47\.1\.1\.1\.1\.(?:10|13)\./;
/** When a call of a CTS began, and hrSystemDate: octets. */
const dates = /^1\.3\.6\.1\.(?:4\.1\.9\.9\.644\.1\.4\.8\.1\.6\.|2\.1\.25\.1\.2\.0$)/;

/** A line of an snmprec file, masked. */
export function maskedLine(node: UnderstoodNode, masks: Masks): string {
  const { request, text, snmprec = `4|${text}` } = node.heard;
  const [type = ""] = snmprec.split("|", 1);
  const oid = maskedOid(request, masks);
  if (dates.test(request) && isDateAndTime(snmprec)) return `${oid}|${snmprec}`;
  const masked = maskedNodeText(node, masks);
  if (masked === text) return `${oid}|${snmprec}`;
  // A word of an OID, masked, is one no more.
  return type === "6" ? `${oid}|6|${masked}` : lineOf(oid, type, masked);
}

/** Its value as it may be shown. */
export function maskedNodeText({ heard, isRead }: UnderstoodNode, masks: Masks): string {
  const { request: oid, text, snmprec = "" } = heard;
  return maskedTyped(heard, isRead, masks) ?? maskedWords(oid, text, isRead, snmprec, masks);
}

/** Numbers and object identifiers tell by their type what they are; null: it is a text. */
function maskedTyped(
  { request: oid, text, snmprec = "", isNumber }: UnderstoodNode["heard"],
  isRead: boolean,
  masks: Masks,
): string | null {
  if (oid === sysObjectIdOid && /^1\.3\.6\.1(?:\.\d+)*$/.test(text)) return firstArcs(text);
  if (snmprec.startsWith("6|")) return text.replace(/^(1\.3\.6\.1(?:\.4\.1\.\d+)?).*$/, "$1");
  if (isNumber !== true && !/^(?:2|65|66|67|70)\|/.test(snmprec)) return null;
  return isRead || /^\d{1,2}$/.test(text) ? text : masks.of("number", text);
}

function maskedWords(oid: string, text: string, isRead: boolean, snmprec: string, masks: Masks): string {
  // Bytes are no words: a MAC address for one.
  if (/[\p{Cc}\uFFFD]/u.test(text.replace(/\s/g, ""))) return masks.of("text", snmprec.slice(snmprec.indexOf("|") + 1) || "text");
  if (!isRead || masks.isSecret(text)) return masks.text(text);
  if (oid === sysDescrOid) return maskedBanner(text, masks);
  if (productOids.has(oid) || entityProducts.test(oid)) return maskedProduct(text, masks);
  return [word, small, time, version, picture].some((form) => form(text.trim())) || isPort(text) ? text : masks.text(text);
}

/** "eth0", "Ethernet 1". */
const isPort = (text: string): boolean => /^(?:eth|lo|wlan|usb|sit|dummy|br|bond|ethernet ?|port ?)\d{0,2}$/i.test(text.trim());

/** A whole description in one text: the serial number stands in its middle. */
function maskedBanner(text: string, masks: Masks): string {
  return text
    .split(/(\bS\/N:[ \t]*[^\s:]+(?!\S))/i)
    .map((part) => {
      const serial = /^S\/N:[ \t]*(\S+)$/i.exec(part)?.[1];
      return serial === undefined ? maskedProduct(part, masks) : part.replace(serial, () => masks.of("serial", serial));
    })
    .join("");
}

/** The codecs of TANDBERG and their successors. */
const tandbergCodec = /^1\.3\.6\.1\.4\.1\.5596\.1[0-9]0\.6\.4\.1$/;

/** The maker's number and three more: nobody's name or address has room there. */
function firstArcs(oid: string): string {
  const arcs = oid.split(".");
  return tandbergCodec.test(oid) || (arcs.length <= 10 && arcs.every((arc) => arc.length <= 5)) ? oid : arcs.slice(0, 7).join(".");
}

/** A row whose number is an address or a word is given a number: the same in all columns. */
export function maskedOid(oid: string, masks: Masks): string {
  if (scalars.has(oid)) return oid;
  const entry = entries.find((known) => oid.startsWith(`${known}.`));
  if (entry === undefined) return cutOid(oid);
  const [column = "", ...index] = oid.slice(entry.length + 1).split(".");
  return [entry, column, maskedIndex(entry, index.join("."), masks)].join(".");
}

function maskedIndex(entry: string, index: string, masks: Masks): string {
  const arcs = index.split(".").map(Number);
  const [first = 0, ...others] = arcs;
  if (first < 1000 && others.length < 3 && others.every((arc) => arc < 32)) return index;
  return masks.row(entry, index);
}

/** As far as a driver knows the way, and one step more. */
function cutOid(oid: string): string {
  const arcs = oid.split(".");
  const known = Math.max(7, ...structure.map((steps) => steps.findIndex((step, at) => step !== arcs[at])).filter((at) => at >= 0));
  const next = arcs[known];
  return `${arcs.slice(0, known).join(".")}${next !== undefined && next.length < 3 ? `.${next}` : ""}.…`;
}

/** Octets of RFC 2579, of a year in which there were codecs. */
function isDateAndTime(snmprec: string): boolean {
  const [, hex = ""] = /^4x\|([0-9a-f]+)$/i.exec(snmprec) ?? [];
  if (hex.length !== 16 && hex.length !== 22) return false;
  const octets = Buffer.from(hex, "hex");
  const year = octets.readUInt16BE(0);
  const isTime = [12, 31, 23, 59].every((most, place) => octets.readUInt8(2 + place) <= most);
  return year > 1990 && year < 2100 && isTime;
}

function lineOf(oid: string, type: string, text: string): string {
  const isPlain = /^[\x20-\x7e]*$/.test(text);
  const base = type.replace("x", "");
  return isPlain ? `${oid}|${base}|${text}` : `${oid}|${base}x|${Buffer.from(text, "utf8").toString("hex")}`;
}
