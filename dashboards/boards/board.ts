import type { frBoards } from "./fr-house.ts";
import type { Panel } from "./panel.ts";
import type { Variable } from "./variables.ts";

/** Fixed for ever: alerts, reports and bookmarks lead to them. */
export type BoardUid = keyof typeof frBoards;

/** One dashboard: one question, from the general to the particular. */
export interface Board {
  readonly uid: BoardUid;
  /** What it answers, for whom. */
  readonly description: string;
  readonly from: string;
  readonly to: string;
  readonly refresh: string;
  readonly variables: readonly Variable[];
  /** Incidents and announced maintenances over its drawings. */
  readonly isAnnotated: boolean;
  readonly panels: readonly Panel[];
}

/** The quarter that goes on, until now: what contracts count. */
export const thisQuarter = { from: "now/fQ", to: "now" } as const;
