import type { Directory } from "../../directory/directory.ts";
import type { Ledger, Stream } from "../../ledger/port.ts";
import { callPoint } from "./call-point.ts";
import { firstInstanceNames } from "./instance-names.ts";
import { agentPoint, readingPoint, statePoint } from "./measurements.ts";
import type { Point } from "./point.ts";

export interface Item {
  readonly entry: number;
  readonly point: Point;
}

/** One stream of the ledger, as points. */
export interface Feed {
  readonly stream: Stream;
  read(after: number, limit: number): Promise<readonly Item[]>;
}

export type FeedSource = Pick<Ledger, "stateChangesAfter" | "observationsAfter" | "callsAfter" | "agentReportsAfter">;

/** Shortest streams first: states and calls are known to Grafana even while a long backlog of readings is written. */
export function influxFeeds(ledger: FeedSource, directory: Directory): readonly Feed[] {
  const mayBeNamed = firstInstanceNames();
  return [
    feed("state_changes", (after, limit) => ledger.stateChangesAfter(after, limit), statePoint),
    feed("calls", (after, limit) => ledger.callsAfter(after, limit), callPoint),
    feed("agent_reports", (after, limit) => ledger.agentReportsAfter(after, limit), agentPoint),
    feed(
      "observations",
      (after, limit) => ledger.observationsAfter(after, limit),
      (row) => readingPoint(row, directory, mayBeNamed),
    ),
  ];

  function feed<Row extends { readonly entry: number }>(
    stream: Stream,
    rowsAfter: (after: number, limit: number) => Promise<readonly Row[]>,
    toPoint: (row: Row, directory: Directory) => Point,
  ): Feed {
    return {
      stream,
      read: async (after, limit) => {
        const rows = await rowsAfter(after, limit);
        return rows.map((row) => ({ entry: row.entry, point: toPoint(row, directory) }));
      },
    };
  }
}
