import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../clock.ts";
import type { FormerRun } from "../events/started.ts";
import type { BroughtBack } from "./bring-back.ts";
import { inspect } from "./inspect.ts";
import { OutboxFile } from "./outbox-file.ts";
import { finishSalvage, replaceBySalvaged, salvagingName } from "./put-aside.ts";
import { salvageInto } from "./salvage.ts";
import { codeOf } from "./sqlite-errors.ts";

export type OpenDatabase = (file: string) => DatabaseSync;
export type Repair = Omit<BroughtBack, "former"> & { readonly aside: string };
export interface OpenedDisk {
  readonly file: OutboxFile;
  /** What was done about a damaged file, null when it was sound. */
  readonly repair: Repair | null;
  /** Null where nothing is left that tells. */
  readonly former: FormerRun | null;
}

/** Opens the outbox file, salvages it first when it is damaged. @throws what the disk says when it refuses. */
export function openDisk(file: string, open: OpenDatabase, clock: Clock): OpenedDisk {
  finishSalvage(file, new Date(clock.nowMs()));
  try {
    const sound = openSound(file, open, clock);
    return { file: sound, repair: null, former: sound.former };
  } catch (error) {
    if (codeOf(error) !== "OUTBOX_DAMAGED") throw error;
    return repairDisk(file, open, clock);
  }
}

/** Writes what can be read to a fresh file and puts the damaged one aside. */
export function repairDisk(file: string, open: OpenDatabase, clock: Clock): OpenedDisk {
  const fresh = new OutboxFile(open(salvagingName(file)), clock);
  let salvaged: BroughtBack;
  try {
    salvaged = salvageInto(fresh, file);
  } finally {
    fresh.close();
  }
  const { kept, lost, former } = salvaged;
  const aside = replaceBySalvaged(file, new Date(clock.nowMs()));
  return { file: new OutboxFile(open(file), clock), repair: { kept, lost, aside }, former };
}

function openSound(file: string, open: OpenDatabase, clock: Clock): OutboxFile {
  inspect(file);
  const db = open(file);
  try {
    return new OutboxFile(db, clock);
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
