import { DatabaseSync } from "node:sqlite";

/** Whatever the ledger of a running collector has concluded of an endpoint: state and cause, in order. */
export function toldStates(ledgerFile: string, endpoint: string): string[] {
  return rowsOf(ledgerFile, "SELECT state, cause FROM state_interval WHERE endpoint = ? ORDER BY from_s", endpoint).map(
    ({ state, cause }) => `${String(state)} ${String(cause)}`,
  );
}

/** Polls of an endpoint that an agent has told. */
export function toldPolls(ledgerFile: string, endpoint: string, agent: string): number {
  return rowsOf(ledgerFile, "SELECT entry FROM observation WHERE endpoint = ? AND agent = ?", endpoint, agent).length;
}

function rowsOf(ledgerFile: string, statement: string, ...given: string[]): Record<string, unknown>[] {
  const database = new DatabaseSync(ledgerFile, { readOnly: true });
  try {
    return database.prepare(statement).all(...given);
  } finally {
    database.close();
  }
}
