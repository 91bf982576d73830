import { randomBytes } from "node:crypto";
import type { Driver } from "../agent/drivers/driver.ts";
import { drivers } from "../agent/drivers/index.ts";
import { farEndsOf } from "../agent/far-ends/far-ends.ts";
import { loadPhoneBook } from "../agent/far-ends/load-phone-book.ts";
import type { SiteContext } from "../agent/poll/site.ts";
import { plainSite } from "../agent/poll/site.ts";
import { nearestWord } from "../settings/nearest.ts";
import { readSecretFile, Secret } from "../settings/secret.ts";
import type { Arguments } from "./arguments.ts";
import { familyCalled } from "./family-called.ts";
import { callsFr } from "./fr-calls.ts";

/** What `read` and `import` both accept. */
export const historyOptions = ["family", "zone", "far-end-key-file", "phonebook"] as const;

/** What is needed to read a saved history. */
export interface HistoryOptions {
  readonly driver: Driver;
  readonly site: SiteContext;
  /** Far ends are hashed with the agent's own key, not with one that is forgotten at the end. */
  readonly hasKey: boolean;
}

/** @throws SettingsError when the phone book has problems */
export function historyOptionsOf({ options }: Arguments): HistoryOptions | { readonly problem: string } {
  const family = options.get("family");
  if (family === undefined) return { problem: callsFr.familyWanted(historyFamilies) };
  const driver = familyCalled(family, historyDrivers);
  if (driver === null) return { problem: problemOfFamily(family) };
  const zone = options.get("zone");
  if (zone !== undefined && !isZone(zone)) return { problem: callsFr.badZone(zone) };
  const key = farEndKey(options.get("far-end-key-file"));
  if ("problem" in key) return { problem: callsFr.keyFile(key.problem) };
  const phoneBook = options.get("phonebook");
  const usual = plainSite(null);
  const site: SiteContext = {
    ...usual,
    farEnds: farEndsOf(key.secret, phoneBook === undefined ? null : loadPhoneBook(phoneBook)),
    ...(zone === undefined ? {} : { zone }),
  };
  return { driver, site, hasKey: options.has("far-end-key-file") };
}

/** Families that keep a list of calls which a file can hold. */
const historyDrivers = drivers.filter((driver) => driver.history?.documents?.some(({ calls }) => calls !== undefined) === true);
const historyFamilies = historyDrivers.map(({ family }) => family);

/** Why no file can be read for what was asked. */
function problemOfFamily(word: string): string {
  const known = familyCalled(word);
  if (known === null) return callsFr.unknownFamily(word, nearestWord(word, historyFamilies), historyFamilies);
  const isTold = known.history?.tables?.some(({ toCalls }) => toCalls !== undefined) === true;
  return (isTold ? callsFr.historyBySnmp : callsFr.noHistory)(known.family, historyFamilies);
}

/** Without the agent's key far ends still have to be told apart, for this run only. */
function farEndKey(file: string | undefined): ReturnType<typeof readSecretFile> {
  return file === undefined ? { secret: new Secret(randomBytes(32).toString("hex")) } : readSecretFile(file);
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("fr", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
