import type { DatabaseSync } from "node:sqlite";
import { inspect } from "./inspect.ts";
import { OutboxFile } from "./outbox-file.ts";
import { finishSalvage, replaceBySalvaged, salvagingName } from "./put-aside.ts";
import { type Salvaged, salvageInto } from "./salvage.ts";
import { codeOf } from "./sqlite-errors.ts";

export type OpenDatabase = (file: string) => DatabaseSync;
export type Repair = Salvaged & { readonly aside: string };
export interface OpenedDisk {
  readonly file: OutboxFile;
  /** What was done about a damaged file, null when it was sound. */
  readonly repair: Repair | null;
}

/** Opens the outbox file, salvages it first when it is damaged. @throws what the disk says when it refuses. */
export function openDisk(file: string, open: OpenDatabase, at: Date): OpenedDisk {
  finishSalvage(file, at);
  try {
    return { file: openSound(file, open), repair: null };
  } catch (error) {
    if (codeOf(error) !== "OUTBOX_DAMAGED") throw error;
    return repairDisk(file, open, at);
  }
}

/** Writes what can be read to a fresh file and puts the damaged one aside. */
export function repairDisk(file: string, open: OpenDatabase, at: Date): OpenedDisk {
  const fresh = new OutboxFile(open(salvagingName(file)));
  let salvaged: Salvaged;
  try {
    salvaged = salvageInto(fresh, file);
  } finally {
    fresh.close();
  }
  const aside = replaceBySalvaged(file, at);
  return { file: new OutboxFile(open(file)), repair: { ...salvaged, aside } };
}

function openSound(file: string, open: OpenDatabase): OutboxFile {
  inspect(file);
  const db = open(file);
  try {
    return new OutboxFile(db);
  } catch (error) {
    closeQuietly(db);
    throw error;
  }
}

function closeQuietly(db: DatabaseSync): void {
  try {
    db.close();
  } catch {
    // A damaged database may refuse to be closed as well; the first error says more.
  }
}
