import { isWithinBounds } from "../agent/transport/json-bounds.ts";
import { type MaskDocument, maskedName, maskValue } from "./mask-value.ts";
import { maskXml } from "./mask-xml.ts";
import type { Masks } from "./masks.ts";
import type { UnderstoodAnswer } from "./probe-understanding.ts";
import { pathBelow } from "./watched.ts";

/** The answer as it came, masked. Null: it cannot be read, so nobody knows what is in it. */
export function maskAnswer({ heard, format }: UnderstoodAnswer, masks: Masks): string | null {
  const mask: MaskDocument = {
    value: (path, value, place = 0, siblings = 1) => maskValue({ path, value, place, siblings }, masks),
    name: (name) => maskedName(name, masks),
    stray: (text) => masks.text(text),
  };
  return format === "xml" ? maskXml(heard.text, mask) : maskJson(heard.text, mask);
}

/** Null: it is not JSON, or no codec's. */
export function maskJson(text: string, mask: MaskDocument): string | null {
  if (!isWithinBounds(text)) return null;
  try {
    return `${JSON.stringify(maskedNode(JSON.parse(text.trimStart()), "", mask), null, 2)}\n`;
  } catch {
    return null;
  }
}

function maskedNode(node: unknown, path: string, mask: MaskDocument): unknown {
  if (typeof node === "string") return mask.value(path, node);
  if (typeof node === "number") return maskedNumber(node, path, mask);
  if (Array.isArray(node)) return node.map((item: unknown) => maskedNode(item, path, mask));
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [mask.name(name), maskedNode(value, pathBelow(path, name), mask)]));
}

/** A number stays one. */
function maskedNumber(node: number, path: string, mask: MaskDocument): number {
  const masked = mask.value(path, String(node));
  return masked === String(node) ? node : Number(masked.replace(/\D/g, "")) || 0;
}
