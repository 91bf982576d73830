import type { DocumentNode, OwnershipRule } from "./driver.ts";
import { nodesAt, textAt } from "./node-access.ts";
import { withPlaces } from "./ownership.ts";

/** A codec that has nothing at the place asked for says so in a Status of its own, or as TANDBERG did in a Fault: read once it is proven. */
export const nothingThere: OwnershipRule["of"] = (tree) => {
  const isSaid = ["Status", "EmptyResult", "Fault/XPathError"].some((place) => nodesAt(tree, place).length > 0);
  return isSaid ? "perhaps" : "not_ours";
};

const hasSystemUnit = withPlaces("Status/SystemUnit");

/** MXP software is named F1 to F9, that of its successors TC, ce and RoomOS; both answer at the same places. */
function isMxp(tree: DocumentNode): boolean {
  const versions = [textAt(tree, "Status/@version"), textAt(tree, "Status/SystemUnit/Software/Version")];
  return versions.some((version) => version !== null && /^F\d/.test(version));
}

export const ofCiscoCodec: OwnershipRule["of"] = (tree) => (isMxp(tree) ? "not_ours" : hasSystemUnit(tree));
export const ofMxp: OwnershipRule["of"] = (tree) => (isMxp(tree) ? hasSystemUnit(tree) : "not_ours");
