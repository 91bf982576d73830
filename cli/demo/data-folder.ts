import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where the demonstration keeps everything between two starts. */
export interface DataFolder {
  readonly path: string;
  file(...parts: string[]): string;
  /** The word kept in this file; drawn at random the first time. Readable by its owner only. */
  secret(...parts: string[]): { readonly file: string; readonly word: string };
}

export function openDataFolder(path: string): DataFolder {
  makeFolder(path);
  for (const folder of ["agents", "logs", "fleet"]) makeFolder(join(path, folder));
  const file = (...parts: string[]): string => join(path, ...parts);
  return {
    path,
    file,
    secret: (...parts) => {
      const place = file(...parts);
      makeFolder(dirname(place));
      if (!existsSync(place)) writeFileSync(place, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
      chmodSync(place, 0o600);
      return { file: place, word: readFileSync(place, "utf8").trim() };
    },
  };
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
}
