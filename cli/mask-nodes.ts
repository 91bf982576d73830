import { maskValue } from "./mask-value.ts";
import type { Masks } from "./masks.ts";
import type { UnderstoodNode } from "./probe-understanding.ts";

/** Types of snmprec files that hold words; an address of 64 is told by its look. */
const textTypes = new Set(["4", "4x", "64"]);

/** Nodes that say who somebody is or where a machine is, by the beginning of their OID. */
const personalNodes: readonly { readonly oid: string; readonly key: string }[] = [
  { oid: "1.3.6.1.2.1.1.4.", key: "contact" },
  { oid: "1.3.6.1.2.1.1.5.", key: "sysname" },
  { oid: "1.3.6.1.2.1.1.6.", key: "address" },
  { oid: "1.3.6.1.2.1.2.2.1.6.", key: "mac" },
  { oid: "1.3.6.1.2.1.47.1.1.1.1.11.", key: "serial" },
  // Number of the far site, gatekeeper and own address of a VSX or HDX.
  { oid: "1.3.6.1.4.1.2684.1.1.2.", key: "number" },
  { oid: "1.3.6.1.4.1.2684.1.1.10.", key: "address" },
  { oid: "1.3.6.1.4.1.2684.1.1.12.", key: "address" },
  // Serial number, addresses of ports and name of the far site of a Poly.
  { oid: "1.3.6.1.4.1.13885.101.1.1.5.", key: "serial" },
  { oid: "1.3.6.1.4.1.13885.101.1.3.10.2.1.3.", key: "mac" },
  { oid: "1.3.6.1.4.1.13885.101.1.4.1.1.58.", key: "remotename" },
];

/** A line of an snmprec file, what is personal masked. */
export function maskedLine({ heard, isRead }: UnderstoodNode, masks: Masks): string {
  const { request: oid, text, snmprec = `4|${text}` } = heard;
  const [type = ""] = snmprec.split("|", 1);
  if (!textTypes.has(type)) return `${oid}|${snmprec}`;
  const masked = maskedNode(oid, text, isRead, masks);
  return masked === text ? `${oid}|${snmprec}` : lineOf(oid, type, masked);
}

/** Its value as it may be shown. */
export function maskedNodeText({ heard, isRead }: UnderstoodNode, masks: Masks): string {
  return heard.isNumber === true ? heard.text : maskedNode(heard.request, heard.text, isRead, masks);
}

function maskedNode(oid: string, text: string, isRead: boolean, masks: Masks): string {
  // Bytes are no words: a MAC address for one.
  if (/[\p{Cc}\uFFFD]/u.test(text.replace(/\s/g, ""))) return masks.of("text", text);
  const known = personalNodes.find((node) => oid.startsWith(node.oid));
  // A whole description in one text: the serial number stands in its middle.
  const withoutSerial = text.replace(/(?<=\bS\/N:\s*)[^\s:]+/gi, (serial) => masks.of("serial", serial));
  return maskValue({ path: known?.key ?? oid, value: withoutSerial, isRead: isRead && known === undefined, place: 0 }, masks);
}

function lineOf(oid: string, type: string, text: string): string {
  const isPlain = /^[\x20-\x7e]*$/.test(text);
  const base = type.replace("x", "");
  return isPlain ? `${oid}|${base}|${text}` : `${oid}|${base}x|${Buffer.from(text, "utf8").toString("hex")}`;
}
