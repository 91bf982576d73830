import { maskedNodeText } from "./mask-nodes.ts";
import { maskValue } from "./mask-value.ts";
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
    .map((node) => ({ address: node.heard.request, values: [maskedNodeText(node, masks)] }));
  return [...answers.flatMap((answer) => unreadOf(answer, masks)), ...told];
}

/** Attributes number items and repeat what their element says. */
function unreadOf({ heard, leaves, readPaths }: UnderstoodAnswer, masks: Masks): Unread[] {
  const path = heard.request.slice(heard.request.indexOf(" ") + 1);
  const places = new Map<string, string[]>();
  for (const leaf of leaves) {
    if (readPaths.has(leaf.path) || leaf.path.includes("@") || leaf.value === "") continue;
    const known = places.get(leaf.path) ?? [];
    known.push(maskValue({ path: leaf.path, value: String(leaf.value), isRead: false, place: known.length }, masks));
    places.set(leaf.path, known);
  }
  return [...places].map(([place, values]) => ({ address: `${path}#${place}`, values }));
}
