import type { DocumentNode } from "../agent/drivers/driver.ts";

/** A value of a document that has no parts, and where it is: "Status/Camera/Model". Items of a list share one place. */
export interface Leaf {
  readonly path: string;
  readonly value: string | number | boolean;
}

/** The same tree, which tells each value that somebody looks at. */
export function watched(node: DocumentNode, onRead: (path: string) => void, path = ""): DocumentNode {
  if (typeof node !== "object" || node === null) return node;
  return new Proxy(node, {
    get: (target, name, receiver) => {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof name === "symbol" || !Object.hasOwn(target, name)) return value;
      if (Array.isArray(target) && name === "length") return value;
      const below = Array.isArray(target) ? path : pathBelow(path, name);
      if (isLeaf(value)) onRead(below);
      return watched(value, onRead, below);
    },
  });
}

export function leavesOf(node: DocumentNode, path = ""): Leaf[] {
  if (isLeaf(node)) return [{ path, value: node }];
  if (Array.isArray(node)) return node.flatMap((item: unknown) => leavesOf(item, path));
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => leavesOf(value, pathBelow(path, name)));
}

/** The text of an element that has attributes is at the place of the element. */
export function pathBelow(path: string, name: string): string {
  if (name === "#text") return path;
  return path === "" ? name : `${path}/${name}`;
}

function isLeaf(value: unknown): value is Leaf["value"] {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
