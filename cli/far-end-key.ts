import { randomBytes } from "node:crypto";
import { existsSync, linkSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readSecretFile } from "../settings/secret.ts";
import { EnrolmentPlaceError, farEndKeyName } from "./enrolment-place.ts";
import { enrollFr, type FarEndKey } from "./fr-agent-enroll.ts";

const shortestKey = 16;

/**
 * The key that far ends are hashed with, beside a new agent.yml. It is made here and the collector never learns it: with it, a hash of a
 * number is undone by trying all numbers. One that is there stays, for the same far end shall be the same after a second enrolment.
 * Before the code is used, so that a full disk costs none. @throws EnrolmentPlaceError
 */
export function keepFarEndKey(config: string, given: string | null): FarEndKey {
  const file = join(dirname(config), farEndKeyName);
  const word = given === null ? null : keyIn(given);
  if (existsSync(file)) {
    const kept = keyIn(file);
    if (word !== null && word !== kept) throw new EnrolmentPlaceError(enrollFr.otherFarEndKey(file));
    return { file, origin: "kept" };
  }
  try {
    rmSync(draftOf(file), { force: true });
    writeFileSync(draftOf(file), `${word ?? randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx", flush: true });
    linkSync(draftOf(file), file);
  } catch (error) {
    throw new EnrolmentPlaceError(enrollFr.cannotWrite(dirname(file), error instanceof Error ? error.message : "").trimEnd());
  } finally {
    rmSync(draftOf(file), { force: true });
  }
  return { file, origin: word === null ? "made" : "given" };
}

/** Where nothing came of the enrolment: what was made for it goes with it. */
export function forgetFarEndKey({ file, origin }: FarEndKey): void {
  if (origin !== "kept") rmSync(file, { force: true });
}

const draftOf = (file: string): string => `${file}.new`;

function keyIn(file: string): string {
  const read = readSecretFile(file);
  if ("problem" in read) throw new EnrolmentPlaceError(read.problem);
  const word = read.secret.reveal();
  if (word.length < shortestKey) throw new EnrolmentPlaceError(enrollFr.weakFarEndKey(file, shortestKey));
  return word;
}
