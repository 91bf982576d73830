import type { DocumentNode, Ownership, OwnershipRule } from "./driver.ts";
import { nodesAt, textAt } from "./node-access.ts";

/** Ours when all these places are there, even empty: a missing node below them is normal. */
export function withPlaces(...places: readonly string[]): OwnershipRule["of"] {
  return (tree) => (places.every((place) => isThere(tree, place)) ? "ours" : "not_ours");
}

/** Ours when it is a list, each item with these names. Any server may answer an empty one. */
export function listWith(...names: readonly string[]): OwnershipRule["of"] {
  return (tree) => {
    if (!Array.isArray(tree)) return "not_ours";
    if (tree.length === 0) return "perhaps";
    return tree.every((item) => names.every((name) => isThere(item, name))) ? "ours" : "not_ours";
  };
}

const bestFirst: readonly Ownership[] = ["ours", "perhaps"];

/** The best that any of these rules says, for a codec that speaks in several ways. */
export function eitherOf(...rules: readonly OwnershipRule["of"][]): OwnershipRule["of"] {
  return (tree) => {
    const said = rules.map((rule) => rule(tree));
    return bestFirst.find((ownership) => said.includes(ownership)) ?? "not_ours";
  };
}

/** The xAPI marks a result with status="OK", "Error", "ParameterError"…; nodes of a status have no such attribute. */
function isThere(tree: DocumentNode, place: string): boolean {
  const [node] = nodesAt(tree, place);
  return node !== undefined && (textAt(node, "@status") ?? "OK") === "OK";
}
