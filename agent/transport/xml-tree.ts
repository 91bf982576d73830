import { SaxesParser } from "saxes";
import type { DocumentNode } from "../drivers/driver.ts";

/** Codecs go some ten levels deep; a history of a thousand calls has some sixty thousand elements and attributes. */
const bounds = { levels: 64, nodes: 250_000 };

/** Without prototype: whatever a codec calls its elements, a name is a name. */
type Element = Record<string, DocumentNode>;

/** An element that is not closed yet: its children and attributes, null while it has none, and its text so far. */
interface Open {
  node: Element | null;
  text: string;
}

/**
 * Gives the tree of one XML document after another: a leaf is text, an attribute `@name`, the text of a leaf with attributes
 * `#text`, an element that is repeated a list. Values stay text: "007" is a serial number, not 7. Namespaces mean nothing.
 * It throws for a document that is not well-formed, has a document type, or is deeper or larger than any codec's; after that it
 * must not be used again.
 */
export type ReadTree = (text: string) => DocumentNode;

export function treeReader(): ReadTree {
  const parser = new SaxesParser({ position: false });
  const stack: Open[] = [];
  let nodes = 0;
  const count = (): void => {
    nodes += 1;
    if (nodes > bounds.nodes) refuse("too many nodes");
  };
  const appendText = (text: string): void => {
    const open = stack.at(-1);
    if (open !== undefined && !isIndentation(text)) open.text += text;
  };
  parser.on("error", (error) => {
    throw error;
  });
  // No codec needs a document type; its entities are how a small document becomes a large one.
  parser.on("doctype", () => refuse("document type"));
  parser.on("opentagstart", () => {
    count();
    if (stack.length > bounds.levels) refuse("too deep");
    stack.push({ node: null, text: "" });
  });
  parser.on("attribute", ({ name, value }) => {
    count();
    const open = stack.at(-1);
    if (open !== undefined) childrenOf(open)[`@${name}`] = value;
  });
  parser.on("text", appendText);
  parser.on("cdata", appendText);
  parser.on("closetag", ({ name }) => {
    const closed = stack.pop();
    const parent = stack.at(-1);
    if (closed !== undefined && parent !== undefined) addChild(childrenOf(parent), name, valueOf(closed));
  });
  return (text) => {
    const root: Open = { node: null, text: "" };
    stack.splice(0, stack.length, root);
    nodes = 0;
    parser.write(text).close();
    return root.node;
  };
}

function refuse(why: string): never {
  throw new Error(why);
}

/** Half of a status document: the first character spares the others a look. */
function isIndentation(text: string): boolean {
  const first = text.charCodeAt(0);
  return (first === 10 || first === 32) && text.trim() === "";
}

function childrenOf(open: Open): Element {
  open.node ??= { __proto__: null };
  return open.node;
}

function valueOf({ node, text }: Open): DocumentNode {
  const trimmed = text.trim();
  if (node === null) return trimmed;
  if (trimmed !== "") node["#text"] = trimmed;
  return node;
}

function addChild(node: Element, name: string, value: DocumentNode): void {
  const known = node[name];
  if (known === undefined) node[name] = value;
  else if (Array.isArray(known)) known.push(value);
  else node[name] = [known, value];
}
