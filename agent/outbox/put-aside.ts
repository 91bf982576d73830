import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const filesKept = 2;

/** Where a salvaged outbox is written, and its name once complete: the rename between the two says that nothing is missing. */
export function salvagingName(file: string): string {
  return `${file}.salvaging`;
}

function salvagedName(file: string): string {
  return `${file}.salvaged`;
}

/** Ends or undoes what a kill interrupted: a complete salvage takes its place, an incomplete one starts again. */
export function finishSalvage(file: string, at: Date): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(salvagingName(file) + suffix, { force: true });
  if (existsSync(salvagedName(file))) promoteSalvaged(file, at);
}

/** The salvaged file takes the place of the damaged one, which stays beside it under a dated name. */
export function replaceBySalvaged(file: string, at: Date): string {
  renameSync(salvagingName(file), salvagedName(file));
  return promoteSalvaged(file, at);
}

function promoteSalvaged(file: string, at: Date): string {
  const aside = `${file}.damaged-${at.toISOString().replaceAll(/[-:]|\.\d+/g, "")}`;
  // The write-ahead log moves first: next to another file of the same name SQLite would play it back into that one.
  for (const suffix of ["-wal", ""]) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  rmSync(`${file}-shm`, { force: true });
  renameSync(salvagedName(file), file);
  syncDirectory(dirname(file));
  forgetOldest(file);
  return aside;
}

/** Damaged files are for a person to look at; a card that keeps failing must not fill up with them. */
function forgetOldest(file: string): void {
  const damaged = readdirSync(dirname(file)).filter((name) => name.startsWith(`${basename(file)}.damaged-`));
  const dates = [...new Set(damaged.map((name) => name.replace(/-wal$/, "")))].sort();
  for (const name of dates.slice(0, -filesKept)) {
    for (const suffix of ["", "-wal"]) rmSync(join(dirname(file), name + suffix), { force: true });
  }
}

function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}
