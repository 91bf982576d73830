import { isIP } from "node:net";
import { schemaFr, sirenFr } from "../../settings/fr.ts";
import type { KeyPath } from "../../settings/problem.ts";
import { type Report, readYaml } from "../../settings/read-yaml.ts";
import type { Sifted } from "../../settings/sifted.ts";
import { isSiren } from "../../settings/siren.ts";
import { readFarEndAddress } from "./far-end-address.ts";
import { expected, phoneBookFr } from "./fr.ts";
import { bitsOfNetwork } from "./network.ts";
import { type PhoneBook, phoneBookOf, ruleKeyOf } from "./phone-book.ts";
import { PhoneBookDocument, type PhoneBookLine } from "./phone-book-document.ts";

const ways = ["alias", "number", "domain", "network"] as const;
type SiftedLine = Sifted<PhoneBookLine>;

/** Reads annuaire.yml. Throws SettingsError with every problem. */
export function loadPhoneBook(file: string): PhoneBook {
  return phoneBookOf(readYaml(file, PhoneBookDocument, checkPhoneBook).entries);
}

/** The rules of the phone book that no schema tells. */
function checkPhoneBook({ entries = [] }: Sifted<PhoneBookDocument>, report: Report): void {
  const firstOf = new Map<string, number>();
  for (const [index, line] of entries.entries()) {
    const path = ["entries", index];
    if (line === undefined || !checkLine(line, path, report)) continue;
    const key = ruleKeyOf(line);
    const first = key === null ? undefined : firstOf.get(key);
    if (key === null) report(path, phoneBookFr.nobody);
    else if (first === undefined) firstOf.set(key, index);
    else checkTwice(line, path, { line: entries[first], path: ["entries", first] }, report);
  }
}

/** Whether the line names far ends in one way that can be understood. */
function checkLine(line: SiftedLine, path: KeyPath, report: Report): boolean {
  const [, siren] = /^epci:(.*)$/.exec(line.place ?? "") ?? [];
  if (siren !== undefined && !isSiren(siren)) report([...path, "place"], sirenFr.wrongKey);
  const written = ways.filter((way) => way in line);
  const [way] = written;
  if (way === undefined || written.length > 1) {
    report(path, phoneBookFr.notOneName);
    return false;
  }
  const name = line[way];
  if (name === undefined) return false;
  const problem = problemOf(way, name);
  if (problem !== null) report([...path, way], problem);
  return problem === null;
}

function problemOf(way: (typeof ways)[number], name: string): string | null {
  switch (way) {
    case "alias":
      return isIP(readFarEndAddress(name).text) === 0 ? null : phoneBookFr.addressAsAlias;
    case "domain":
      return isDomain(name) ? null : schemaFr.expected(expected.domain);
    case "network":
      return bitsOfNetwork(name) === null ? schemaFr.expected(expected.network) : null;
    case "number":
      return null;
  }
}

/** A word alone, "fr" for one, is no proof of a place: anybody buys a name below it from anywhere. */
function isDomain(name: string): boolean {
  const { host } = readFarEndAddress(`@${name}`);
  return isIP(host) === 0 && /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/.test(host) && !/[@:/\s]/.test(name);
}

function checkTwice(line: SiftedLine, path: KeyPath, first: { line: SiftedLine | undefined; path: KeyPath }, report: Report): void {
  const isSame = first.line?.place === line.place && first.line?.kind === line.kind;
  report(path, (lineOf) => (isSame ? phoneBookFr.twice : phoneBookFr.contradicted)(lineOf(first.path)));
}
