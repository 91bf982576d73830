/** A report as both forms print it: texts are typeset already, figures worded already. */
export interface ReportDocument {
  readonly title: string;
  readonly subtitle: string;
  /** With a cover and a table of contents; a document of two pages has a head instead. */
  readonly hasCover: boolean;
  /** What the cover says of it: version, data cut-off, who writes to whom, digest. */
  readonly facts: readonly Fact[];
  /** The word that marks every page of what is not issued yet. */
  readonly draftMark: string | null;
  /** The date that the PDF carries: the data cut-off, so that the same document is the same bytes. */
  readonly datedMs: number;
  readonly sections: readonly Section[];
}

export interface Fact {
  readonly term: string;
  readonly value: string;
}

export interface Section {
  readonly title: string;
  /** In print, at the top of a page. */
  readonly isOnNewPage: boolean;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "figures"; readonly items: readonly KeyFigure[] }
  | { readonly kind: "points"; readonly items: readonly Point[] }
  | { readonly kind: "table"; readonly table: ReportTable }
  | { readonly kind: "picture"; readonly picture: Picture }
  | { readonly kind: "signatures"; readonly table: ReportTable }
  | { readonly kind: "writing"; readonly label: string };

export interface KeyFigure {
  readonly value: string;
  readonly label: string;
  readonly note: string;
}

/** What is said first, then the rest of it, then on what ground. */
export interface Point {
  readonly lead: string;
  readonly text: string;
  readonly note: string;
}

/** The first column names the row; `numbers` are the columns set to the right. */
export interface ReportTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly numbers: readonly number[];
  readonly rows: readonly (readonly string[])[];
}

/** No picture without its words, nor without the table of the same numbers. */
export interface Picture {
  readonly svg: string;
  readonly alternative: string;
  readonly caption: string;
  readonly table: ReportTable;
}
