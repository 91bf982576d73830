import { readFileSync, statSync } from "node:fs";
import { inspect } from "node:util";
import { secretFr } from "./fr.ts";

const maxBytes = 4096;
const readableByOthers = 0o077;

/** A word that must not be printed: logs, templates, JSON and the inspector all show `<secret>`. */
export class Secret {
  readonly #word: string;

  constructor(word: string) {
    this.#word = word;
  }

  /** The only way out. Call it where the word is used, not before. */
  reveal(): string {
    return this.#word;
  }

  toString(): string {
    return "<secret>";
  }

  toJSON(): string {
    return "<secret>";
  }

  [inspect.custom](): string {
    return "<secret>";
  }
}

/** A secret, or the French sentence that says why the file cannot be trusted. */
export type SecretResult = { readonly secret: Secret } | { readonly problem: string };

/** One trailing newline is the editor's, not the secret's. */
export function readSecretFile(path: string): SecretResult {
  try {
    const { mode, size } = statSync(path);
    // Windows has no such bits: everything there looks like 0666.
    if (process.platform !== "win32" && (mode & readableByOthers) !== 0) return { problem: secretFr.tooOpen(path, mode & 0o777) };
    if (size > maxBytes) return { problem: secretFr.tooLong(path, maxBytes) };
    return secretOf(path, readFileSync(path, "utf8").replace(/\r?\n$/, ""));
  } catch (error) {
    return { problem: secretFr.unreadable(path, error) };
  }
}

function secretOf(path: string, word: string): SecretResult {
  if (word.trim() === "") return { problem: secretFr.empty(path) };
  if (/\p{Cc}/u.test(word)) return { problem: secretFr.notOneLine(path) };
  return { secret: new Secret(word) };
}
