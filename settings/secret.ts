import { readFileSync, statSync } from "node:fs";
import { inspect } from "node:util";
import { secretFr } from "./fr.ts";

const maxWordBytes = 4 * 1024;
const maxPemBytes = 64 * 1024;
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

/**
 * One trailing newline is the editor's, not the secret's.
 *
 * @param forbiddenMode rights that make the file one nobody can trust
 */
export function readSecretFile(path: string, forbiddenMode = readableByOthers): SecretResult {
  const result = readPrivateText(path, maxWordBytes, forbiddenMode);
  if ("problem" in result) return result;
  const word = result.text.replace(/\r?\n$/, "");
  if (word.trim() === "") return { problem: secretFr.empty(path) };
  if (/\p{Cc}/u.test(word)) return { problem: secretFr.notOneLine(path) };
  return { secret: new Secret(word) };
}

/** A private key: many lines, kept as they are. Whether it is a key is for the caller to see. */
export function readSecretPem(path: string, forbiddenMode = readableByOthers): SecretResult {
  const result = readPrivateText(path, maxPemBytes, forbiddenMode);
  return "problem" in result ? result : { secret: new Secret(result.text) };
}

function readPrivateText(path: string, maxBytes: number, forbiddenMode: number): { readonly text: string } | { readonly problem: string } {
  try {
    const stats = statSync(path);
    const { mode, size } = stats;
    if (!stats.isFile()) return { problem: secretFr.notAFile(path) };
    // Windows has no such bits: everything there looks like 0666.
    if (process.platform !== "win32" && (mode & forbiddenMode) !== 0) return { problem: secretFr.tooOpen(path, mode & 0o777) };
    if (size > maxBytes) return { problem: secretFr.tooLong(path, maxBytes) };
    return { text: readFileSync(path, "utf8") };
  } catch (error) {
    return { problem: secretFr.unreadable(path, error) };
  }
}
