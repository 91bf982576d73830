import type { Addresses } from "./addresses.ts";
import type { Board } from "./board.ts";
import { collectionBoard } from "./collection-board.ts";
import { regionBoard } from "./region-board.ts";
import { siteBoard } from "./site-board.ts";
import { territoryBoard } from "./territory-board.ts";

/** Every dashboard of the product. */
export function allBoards(addresses: Addresses): readonly Board[] {
  return [regionBoard, territoryBoard, siteBoard(addresses), collectionBoard(addresses)];
}
