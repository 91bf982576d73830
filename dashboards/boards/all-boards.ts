import type { Board } from "./board.ts";
import { regionBoard } from "./region-board.ts";

/** Every dashboard of the product. */
export const allBoards: readonly Board[] = [regionBoard];
