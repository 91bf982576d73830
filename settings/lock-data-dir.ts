import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const busy = 5;

/**
 * Keeps a second program away from a data directory: two agents would send the same numbers for different observations, two collectors
 * would both follow one ledger. The lock is the
 * kernel's, on an empty database file, so it ends with the process however that ends. Returns how to give it back;
 * null when another process holds it.
 * @throws Error where the directory cannot be locked at all, for example on a read-only disk
 */
export function lockDataDir(directory: string): (() => void) | null {
  const db = new DatabaseSync(join(directory, "vigie.lock"), { timeout: 0 });
  try {
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    if (error instanceof Error && "errcode" in error && error.errcode === busy) return null;
    throw error;
  }
  return () => db.close();
}
