import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** What a file of ours holds, or null where there is none or it cannot be read any more. */
export function readJson<T>(file: string, check: (value: unknown) => T | null): T | null {
  try {
    return check(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

/** Written beside and put in place at once: a stop in the middle leaves the old one. */
export function writeJson(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(value)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
