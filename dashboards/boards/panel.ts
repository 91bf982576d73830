import type { Step, ValueWords } from "./palette.ts";
import type { Query } from "./query.ts";

/** Columns and rows of the grid, of which a board is 24 wide. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export const at = (x: number, y: number, w: number, h: number): Place => ({ x, y, w, h });

/** What people read of a panel. French, as typed on a keyboard: it is typeset when it is rendered. */
export interface PanelWords {
  readonly title: string;
  /** What is shown, what counts, and what does not. */
  readonly description: string;
  /** In the place of a figure that nobody knows. */
  readonly noData: string;
  /** Of a table: what each column is called. Of a drawing: what each column of InfluxDB is called. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** Where a click leads. */
export interface Target {
  readonly title: string;
  readonly url: string;
}

/** How a figure is told. */
export interface Figure {
  /** Grafana's name of a unit: percentunit, s, short, celsius, dateTimeFromNow… */
  readonly unit: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  /** From which figure on which colour; without, one neutral colour. */
  readonly steps?: readonly Step[];
  /** Words that take the place of figures. */
  readonly values?: readonly ValueWords[];
  readonly target?: Target;
}

interface Common {
  /** Stable: links and alerts name it. */
  readonly id: number;
  readonly at: Place;
  readonly words: PanelWords;
  readonly queries: readonly Query[];
  /** Looks this far back, whatever the board's range: "24h". */
  readonly lookBack?: string;
}

export interface StatPanel extends Common, Figure {
  readonly kind: "stat";
  readonly shows?: "figure" | "name-and-figure";
  readonly names?: readonly ValueWords[];
}

export interface LinesPanel extends Common, Figure {
  readonly kind: "lines";
  readonly draw?: "line" | "bars" | "points" | "steps";
  readonly isStacked?: boolean;
  /** Draws the steps as lines across. */
  readonly showsSteps?: boolean;
  readonly names?: readonly ValueWords[];
}

/** Horizontal bars, one for each series: names stay readable. */
export interface BarsPanel extends Common, Figure {
  readonly kind: "bars";
  /** What series are called, by the name their query gives them, and their colours. */
  readonly names?: readonly ValueWords[];
}

export interface Column extends Partial<Figure> {
  /** As the query calls it. */
  readonly field: string;
  readonly width?: number;
  readonly cell?: "text" | "colour" | "gauge";
}

/** Columns in the order given and no other, because InfluxDB's come in any. */
export interface TablePanel extends Common {
  readonly kind: "table";
  readonly columns: readonly Column[];
  /** The column by which the answers to several queries are one table. */
  readonly joinBy?: string;
  /** Only rows that every query answers. */
  readonly isInnerJoin?: boolean;
  /** One query whose rows become columns: a row for each `row`, a column for each `column`. */
  readonly matrix?: { readonly row: string; readonly column: string };
  readonly sort?: { readonly field: string; readonly isDescending: boolean };
  readonly limit?: number;
}

export interface StatesPanel extends Common {
  readonly kind: "states";
  readonly values: readonly ValueWords[];
}

/** Territories coloured by a figure, found by their SIREN in grafana/geo. */
export interface MapPanel extends Common, Figure {
  readonly kind: "map";
  readonly joinBy: string;
  readonly fields: readonly string[];
  readonly idField: string;
  readonly colourField: string;
}

/** Words alone: how to read, whom the shapes come from. */
export interface TextPanel extends Common {
  readonly kind: "text";
  readonly text: string;
}

export type Panel = StatPanel | LinesPanel | BarsPanel | TablePanel | StatesPanel | MapPanel | TextPanel;
