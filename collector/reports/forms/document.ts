/** A report as both forms print it: texts are typeset already, figures worded already. */
export interface ReportDocument {
  readonly title: string;
  readonly subtitle: string;
  /** What the cover says of it: version, data cut-off, who writes to whom, digest. */
  readonly facts: readonly Fact[];
  /** The word that marks every page of what is not issued yet. */
  readonly draftMark: string | null;
  /** The date that the PDF carries: the data cut-off, so that the same document is the same bytes. */
  readonly datedMs: number;
  readonly sections: readonly Section[];
}

interface Fact {
  readonly term: string;
  readonly value: string;
}

interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "figures"; readonly items: readonly KeyFigure[] }
  | { readonly kind: "table"; readonly table: ReportTable }
  | { readonly kind: "picture"; readonly picture: Picture };

export interface KeyFigure {
  readonly value: string;
  readonly label: string;
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
