import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { DeclarationsClosed } from "./sqlite-declarations.ts";

/** One text of a ledger, and where it stands. */
export interface LedgerText {
  readonly table: string;
  readonly column: string;
  readonly row: number;
  readonly text: string;
}

/** Every text of every table, for who looks for what should not be there. Read only, whatever the shape. @throws DeclarationsClosed */
export function* textsOfLedger(file: string): Generator<LedgerText> {
  if (!existsSync(file)) throw new DeclarationsClosed("ABSENT", `${file} is not there`);
  const database = new DatabaseSync(file, { readOnly: true, timeout: 2_000 });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").all();
    for (const { name } of tables) yield* textsOfTable(database, String(name));
  } finally {
    database.close();
  }
}

function* textsOfTable(database: DatabaseSync, table: string): Generator<LedgerText> {
  let row = 0;
  for (const values of database.prepare(`SELECT * FROM "${table}"`).iterate()) {
    row += 1;
    for (const [column, value] of Object.entries(values)) {
      if (typeof value === "string") yield { table, column, row, text: value };
      if (value instanceof Uint8Array) yield { table, column, row, text: Buffer.from(value).toString("latin1") };
    }
  }
}
