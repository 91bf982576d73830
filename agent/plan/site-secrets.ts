import { realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { readSecretFile, readSecretPem, type Secret, type SecretResult } from "../../settings/secret.ts";
import { takeUpFr } from "./fr.ts";

/** Where secrets of the site may be. */
export interface SecretPlaces {
  /** Beside agent.yml: files that only the agent's account can read. */
  readonly folder: string;
  /** $CREDENTIALS_DIRECTORY; systemd lets the service's account in by an access list, which shows as a group's right. Null: none. */
  readonly credentials: string | null;
  /** Files and folders of the agent itself, which no plan may name: its token, the key that hides far ends, its data. */
  readonly reserved: readonly string[];
}

/** A secret may be there and have a problem: its file cannot be read any more, and what it said last still serves. */
export interface FoundSecret {
  readonly secret: Secret | null;
  /** In French, without a word of the secret. */
  readonly problem: string | null;
}

interface Remembered {
  readonly name: string;
  readonly stamp: string;
  readonly found: FoundSecret;
}

const forbiddenModes = { folder: 0o077, credentials: 0o007 } as const;

/** The secrets that a plan names, read when they are asked for and again when their file has changed. */
export class SiteSecrets {
  readonly #places: SecretPlaces;
  readonly #remembered = new Map<string, Remembered>();

  constructor(places: SecretPlaces) {
    this.#places = places;
  }

  /** @param name as the contract has it: no slash, no leading dot */
  word(name: string): FoundSecret {
    return this.#read("word", name, readSecretFile);
  }

  pem(name: string): FoundSecret {
    return this.#read("pem", name, readSecretPem);
  }

  /** Whether a file that was asked for is another one than when it was read. */
  haveChanged(): boolean {
    return [...this.#remembered.values()].some(({ name, stamp }) => stampOf(this.#find(name)?.path) !== stamp);
  }

  #read(kind: "word" | "pem", name: string, read: (path: string, forbiddenMode: number) => SecretResult): FoundSecret {
    const key = `${kind} ${name}`;
    const place = this.#find(name);
    const stamp = stampOf(place?.path);
    const remembered = this.#remembered.get(key);
    if (remembered?.stamp === stamp) return remembered.found;
    const result = place === null ? { problem: takeUpFr.absent } : this.#readAt(place, read);
    const former = remembered?.found.secret ?? null;
    const found = "secret" in result ? { secret: result.secret, problem: null } : { secret: former, problem: result.problem };
    this.#remembered.set(key, { name, stamp, found });
    return found;
  }

  #readAt({ path, forbiddenMode }: Place, read: (path: string, forbiddenMode: number) => SecretResult): SecretResult {
    return this.#isReserved(path) ? { problem: takeUpFr.reserved } : read(path, forbiddenMode);
  }

  /** The site's own folder comes first: whoever puts a file there means it. */
  #find(name: string): Place | null {
    const { folder, credentials } = this.#places;
    const places = [
      { path: join(folder, name), forbiddenMode: forbiddenModes.folder },
      ...(credentials === null ? [] : [{ path: join(credentials, name), forbiddenMode: forbiddenModes.credentials }]),
    ];
    return places.find(({ path }) => stampOf(path) !== absent) ?? null;
  }

  /** Under whatever name it is linked to. */
  #isReserved(path: string): boolean {
    const real = truePath(path);
    return this.#places.reserved.map(truePath).some((reserved) => real === reserved || real.startsWith(`${reserved}${sep}`));
  }
}

interface Place {
  readonly path: string;
  readonly forbiddenMode: number;
}

const absent = "absent";

function stampOf(path: string | undefined): string {
  if (path === undefined) return absent;
  try {
    const { ino, size, mtimeMs, mode } = statSync(path);
    return `${path} ${ino} ${size} ${mtimeMs} ${mode}`;
  } catch {
    return absent;
  }
}

function truePath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
