import { accessSync, constants, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { filesFr } from "./fr.ts";
import type { KeyPath } from "./problem.ts";
import type { Report } from "./read-yaml.ts";
import { readSecretFile, readSecretPem, type Secret } from "./secret.ts";

/**
 * The files a settings file names: secrets and certificates. They are read while the settings are checked, so that their
 * problems are told with all others, and handed over afterwards. Relative paths start from the settings file's folder.
 * An absent or faulty key (`undefined`) is left alone: its problem is told already.
 */
export interface SideFiles {
  pathOf(name: string): string;
  checkSecret(name: string | undefined, key: KeyPath, report: Report): Secret | undefined;
  checkSecretPem(name: string | undefined, key: KeyPath, report: Report): Secret | undefined;
  checkPem(name: string | undefined, key: KeyPath, report: Report): string | undefined;
  /** Whether that file is there, for what another door reads. */
  checkReadable(name: string | undefined, key: KeyPath, report: Report): boolean;
  /** A secret already checked without problem. */
  secret(name: string): Secret;
  /** A PEM text already checked without problem. */
  pem(name: string): string;
}

export function sideFilesOf(settingsFile: string): SideFiles {
  const folder = dirname(resolve(settingsFile));
  const secrets = new Map<string, Secret>();
  const pems = new Map<string, string>();
  const pathOf = (name: string) => resolve(folder, name);
  const checkWith =
    (read: typeof readSecretFile): SideFiles["checkSecret"] =>
    (name, key, report) => {
      if (name === undefined) return undefined;
      const result = read(pathOf(name));
      if ("secret" in result) secrets.set(name, result.secret);
      else report(key, result.problem);
      return secrets.get(name);
    };
  return {
    pathOf,
    checkSecret: checkWith(readSecretFile),
    checkSecretPem: checkWith(readSecretPem),
    checkPem(name, key, report) {
      if (name === undefined) return undefined;
      try {
        pems.set(name, readFileSync(pathOf(name), "utf8"));
      } catch (error) {
        report(key, filesFr.unreadable(pathOf(name), error));
      }
      return pems.get(name);
    },
    checkReadable(name, key, report) {
      if (name === undefined) return false;
      try {
        accessSync(pathOf(name), constants.R_OK);
        return true;
      } catch (error) {
        report(key, filesFr.unreadable(pathOf(name), error));
        return false;
      }
    },
    secret: (name) => checked(secrets, name),
    pem: (name) => checked(pems, name),
  };
}

function checked<Value>(values: ReadonlyMap<string, Value>, name: string): Value {
  const value = values.get(name);
  if (value === undefined) throw new Error(`${name} was not checked before use`);
  return value;
}
