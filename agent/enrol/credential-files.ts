import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSecretPem, Secret } from "../../settings/secret.ts";
import type { Credential } from "../uplink/credential.ts";
import { asOwnerOf } from "./as-owner-of.ts";

/**
 * What an enrolment left on the site, in `credential/` under the data directory, which the agent may write when it renews:
 * `certificate.pem` (private key and certificate in one file, so that they change together) or `token`, and `collector-ca.pem`, the
 * authority of a collector that signs for itself. `key-of-request.pem` is there while an enrolment is under way, and `room` takes the
 * place on the disk that its answer will need.
 */
const names = {
  certificate: "certificate.pem",
  token: "token",
  authority: "collector-ca.pem",
  requestKey: "key-of-request.pem",
  room: "room",
} as const;

const folderOf = (dataDir: string): string => join(dataDir, "credential");
const fileOf = (dataDir: string, name: keyof typeof names): string => join(folderOf(dataDir), names[name]);

/** The credential of an enrolment; null: there was none. `problem` says in French why a file that is there cannot be trusted. */
export function readCredential(dataDir: string): { readonly credential: Credential } | { readonly problem: string } | null {
  for (const kind of ["certificate", "token"] as const) {
    const file = fileOf(dataDir, kind);
    if (!existsSync(file)) continue;
    const read = readSecretPem(file);
    if ("problem" in read) return read;
    return { credential: kind === "certificate" ? { kind, pem: read.secret } : { kind, token: new Secret(read.secret.reveal().trim()) } };
  }
  return null;
}

/** The authority that signed the collector's certificate, as the enrolment came to know it; null: one of the system's. */
export function readAuthority(dataDir: string): string | null {
  const file = fileOf(dataDir, "authority");
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

/** Keeps a credential in place of the former. Whole or not at all, whatever happens meanwhile. */
export function keepCredential(dataDir: string, credential: Credential): void {
  const text = credential.kind === "certificate" ? credential.pem.reveal() : `${credential.token.reveal()}\n`;
  asOwnerOf(dataDir, () => {
    writeWhole(dataDir, credential.kind, text);
    rmSync(fileOf(dataDir, credential.kind === "certificate" ? "token" : "certificate"), { force: true });
    rmSync(fileOf(dataDir, "requestKey"), { force: true });
  });
}

/** null: the system's authorities are trusted. */
export function keepAuthority(dataDir: string, pem: string | null): void {
  asOwnerOf(dataDir, () => {
    if (pem === null) rmSync(fileOf(dataDir, "authority"), { force: true });
    else writeWhole(dataDir, "authority", pem);
  });
}

/** The key of an enrolment whose answer never came: with the same key the same code can be sent again. */
export function readRequestKey(dataDir: string): Secret | null {
  return asOwnerOf(dataDir, () => {
    const file = fileOf(dataDir, "requestKey");
    if (!existsSync(file)) return null;
    const read = readSecretPem(file);
    return "problem" in read ? null : read.secret;
  });
}

/** A private key that nobody will certify is nothing to leave lying about. */
export function forgetRequestKey(dataDir: string): void {
  asOwnerOf(dataDir, () => {
    rmSync(fileOf(dataDir, "requestKey"), { force: true });
  });
}

/** Before the code is sent, with room for what will be answered: on a full disk the code is not used up. */
export function keepRequestKey(dataDir: string, key: Secret): void {
  asOwnerOf(dataDir, () => {
    try {
      writeWhole(dataDir, "room", "#".repeat(roomBytes));
      writeWhole(dataDir, "requestKey", key.reveal());
    } catch (error) {
      forgetRoom(dataDir);
      throw error;
    }
  });
}

/** The largest answer that the contract allows, each file on blocks of its own. */
const roomBytes = 65_536;

/** Whether something came of the enrolment or not. */
export function forgetRoom(dataDir: string): void {
  asOwnerOf(dataDir, () => {
    rmSync(fileOf(dataDir, "room"), { force: true });
  });
}

/** What stands in the way is taken away, never written to: it may be readable by all, or another file's second name. @throws what the system says */
function writeWhole(dataDir: string, name: keyof typeof names, text: string): void {
  const folder = folderOf(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!lstatSync(folder).isDirectory()) throw notAFolder(folder);
  const file = fileOf(dataDir, name);
  rmSync(`${file}.new`, { force: true, recursive: true });
  try {
    writeFileSync(`${file}.new`, text, { mode: 0o600, flag: "wx", flush: true });
    renameSync(`${file}.new`, file);
  } catch (error) {
    rmSync(`${file}.new`, { force: true, recursive: true });
    throw error;
  }
}

const notAFolder = (path: string): Error =>
  Object.assign(new Error(`ENOTDIR: a link stands where a folder belongs, '${path}'`), { code: "ENOTDIR", syscall: "mkdir", path });
