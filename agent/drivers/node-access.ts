import type { DocumentNode } from "./driver.ts";

/** Every node at a place, in order: "Status/Cameras/Camera[]". One item where a list is expected counts as a list of one. */
export function nodesAt(tree: DocumentNode, path: string): DocumentNode[] {
  let nodes: DocumentNode[] = [tree];
  for (const step of path === "" ? [] : path.split("/")) {
    const isList = step.endsWith("[]");
    const name = isList ? step.slice(0, -2) : step;
    const found = nodes.map((node) => (name === "" ? node : childOf(node, name)));
    nodes = (isList ? found.flat() : found).filter((node) => node !== undefined && node !== null);
  }
  return nodes;
}

/** The text of a place, or null when it is missing or empty. Numbers and booleans of JSON are given as they would be written. */
export function textAt(tree: DocumentNode, path = ""): string | null {
  const [node] = nodesAt(tree, path);
  const text = typeof node === "object" ? childOf(node, "#text") : node;
  if (typeof text !== "string" && typeof text !== "number" && typeof text !== "boolean") return null;
  const trimmed = String(text).trim();
  return trimmed === "" ? null : trimmed;
}

/** Null when missing or empty, NaN when it is not a number. */
export function numberAt(tree: DocumentNode, path = ""): number | null {
  const text = textAt(tree, path);
  return text === null ? null : Number(text);
}

function childOf(node: DocumentNode, name: string): DocumentNode {
  return isRecord(node) && Object.hasOwn(node, name) ? node[name] : undefined;
}

function isRecord(node: DocumentNode): node is Readonly<Record<string, DocumentNode>> {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}
