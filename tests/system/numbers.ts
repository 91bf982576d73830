import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Counters, readCounters } from "../../agent/outbox/entry.ts";
import type { Product } from "./product.ts";

/** What the agent's outbox says of itself, read beside the running agent. */
export function outboxCounters({ outboxFolder }: Pick<Product, "outboxFolder">): Counters {
  const file = readdirSync(outboxFolder).find((name) => name.endsWith(".db"));
  if (file === undefined) throw new Error(`no outbox in ${outboxFolder}`);
  const counters = readCounters(String(rowsOf(join(outboxFolder, file), "SELECT line FROM counters")[0]?.["line"]));
  if (counters === null) throw new Error("the outbox cannot be read");
  return counters;
}

/** Sequences the ledger holds, as runs `[first, next)`. */
export function keptSequences({ ledgerFile }: Pick<Product, "ledgerFile">): { outbox: string; first: number; next: number }[] {
  if (!existsSync(ledgerFile)) return [];
  return rowsOf(ledgerFile, "SELECT outbox, first_sequence, next_sequence FROM kept_sequences ORDER BY first_sequence").map((row) => ({
    outbox: String(row["outbox"]),
    first: Number(row["first_sequence"]),
    next: Number(row["next_sequence"]),
  }));
}

export function rowsOf(file: string, sql: string): Record<string, unknown>[] {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}
