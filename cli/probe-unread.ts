import { maskedNodeText, maskedOid } from "./mask-nodes.ts";
import { maskedRequest } from "./mask-request.ts";
import { maskedPath, maskValue } from "./mask-value.ts";
import type { Masks } from "./masks.ts";
import type { Understanding, UnderstoodAnswer } from "./probe-understanding.ts";

/** A place that no address reads, and what stands there, what is personal masked. */
export interface Unread {
  /** "/status.xml#Status/Audio/Volume", an OID. */
  readonly address: string;
  readonly values: readonly string[];
}

/** Everything a codec said that nobody reads. */
export function notUnderstood({ answers, nodes }: Understanding, masks: Masks): Unread[] {
  const told = nodes
    .filter(({ isRead }) => !isRead)
    .map((node) => ({ address: maskedOid(node.heard.request, masks), values: [maskedNodeText(node, masks)] }));
  return [...answers.filter(({ isOwn }) => isOwn).flatMap((answer) => unreadOf(answer, masks)), ...told];
}

/** Attributes number items and repeat what their element says. */
function unreadOf({ heard, leaves, readPaths }: UnderstoodAnswer, masks: Masks): Unread[] {
  const path = maskedRequest(heard, masks).path;
  const places = new Map<string, string[]>();
  for (const leaf of leaves) {
    if (readPaths.has(leaf.path) || leaf.path.includes("@") || leaf.value === "") continue;
    const known = places.get(leaf.path) ?? [];
    known.push(maskValue({ path: leaf.path, value: String(leaf.value), place: known.length, siblings: 0 }, masks));
    places.set(leaf.path, known);
  }
  return [...places].map(([place, values]) => ({ address: `${path}#${maskedPath(place, masks)}`, values }));
}
