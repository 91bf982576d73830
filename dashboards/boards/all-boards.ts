import type { Board } from "./board.ts";

/** Every dashboard of the product. */
export const allBoards: readonly Board[] = [];
