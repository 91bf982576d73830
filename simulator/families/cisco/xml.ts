import { escaped } from "../markup.ts";

/** A document as plain data: an array is a repeated element, numbered by its `item`. */
export interface XmlTree {
  readonly [name: string]: XmlTree | readonly XmlItem[] | string | number;
}

export interface XmlItem {
  readonly item: number;
  readonly is: XmlTree;
}

export function xmlDocument(name: string, attributes: Readonly<Record<string, string>>, tree: XmlTree): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `<?xml version="1.0"?>\n<${name}${written.join("")}>\n${inner(tree, "  ")}</${name}>\n`;
}

/** The part of a document that a path like SystemUnit/State or Call[2] leads to, its ancestors kept. */
export function partOf(tree: XmlTree, path: readonly string[]): XmlTree {
  const [step = "", ...rest] = path;
  const [, name = "", index] = /^([^[]*)(?:\[(\d+)\])?$/.exec(step) ?? [];
  const node = tree[name];
  if (node === undefined) return {};
  if (typeof node === "string" || typeof node === "number") return rest.length === 0 ? { [name]: node } : {};
  if (!isItems(node)) return { [name]: rest.length === 0 ? node : partOf(node, rest) };
  const chosen = node.filter(({ item }) => index === undefined || item === Number(index));
  return { [name]: rest.length === 0 ? chosen : chosen.map(({ item, is }) => ({ item, is: partOf(is, rest) })) };
}

function inner(tree: XmlTree, indent: string): string {
  return Object.entries(tree)
    .map(([name, node]) => element(name, node, indent))
    .join("");
}

function element(name: string, node: XmlTree[string], indent: string): string {
  if (typeof node === "string" || typeof node === "number") return `${indent}<${name}>${escaped(String(node))}</${name}>\n`;
  if (!isItems(node)) return `${indent}<${name}>\n${inner(node, `${indent}  `)}${indent}</${name}>\n`;
  return node
    .map(({ item, is }) => `${indent}<${name} item="${item}" maxOccurrence="n">\n${inner(is, `${indent}  `)}${indent}</${name}>\n`)
    .join("");
}

function isItems(node: XmlTree | readonly XmlItem[]): node is readonly XmlItem[] {
  return Array.isArray(node);
}
