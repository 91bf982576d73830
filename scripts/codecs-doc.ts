import type { Driver, OwnershipRule, WebAccess } from "../agent/drivers/driver.ts";
import { genericMib2 } from "../agent/drivers/generic-mib2.ts";
import { drivers } from "../agent/drivers/index.ts";
import { type NotACodec, nameOf, notCodecs } from "../agent/drivers/not-codecs.ts";
import { webSigns } from "../agent/drivers/web-signs.ts";
import type { Question } from "../contract/observation.ts";
import { type ReadingKind, readingKinds } from "../contract/reading-kinds.ts";
import { addressesOf, type DriverAddress, documentsOf } from "./driver-addresses.ts";

/** The kinds of reading that an address gives; none: no case shows it yet. */
export type KindsOf = (address: DriverAddress) => readonly ReadingKind[];

const unverified = "⚠ not verified";

/** docs/codecs.md, from the drivers themselves. */
export function codecsDoc(kindsOf: KindsOf): string {
  return [
    "# Codecs: what each family is asked, and what it tells",
    "Generated from the drivers by `npx vitest run tests/agent/drivers/codecs-doc.test.ts -u`: do not edit it. How to add a family: `adding-a-codec.md`.",
    [
      `Sources say where the meaning of an address comes from. ${unverified}: nobody here has seen a codec answer it; it follows a document`,
      "or somebody's code. A node that a codec does not have gives no reading, never 0. The first address that gives a reading is believed.",
      "Any family can also be watched by TCP or ICMP: that shows that a machine is there, not that a codec works.",
    ].join("\n"),
    table(
      ["family", "codecs", "SNMP", "web", "calls from its own history", "live quality", "addresses", "not verified"],
      drivers.map((driver) => summary(driver, kindsOf)),
    ),
    ...drivers.flatMap((driver) => familyDoc(driver, kindsOf)),
    "# Devices that are no codecs",
    "They answer like one, and are refused by their name at the first answer. Linux machines are not among them: many codecs are one.",
    table(["device", "sysObjectID under", "sysDescr matches", "web page", "source"], notCodecs.map(refused)),
    "",
  ].join("\n\n");
}

function summary(driver: Driver, kindsOf: KindsOf): string[] {
  const addresses = addressesOf(driver);
  const hasCalls = addresses.some(({ reads }) => reads.as === "calls" || (reads.as === "table" && reads.table.toCalls !== undefined));
  const isLive = addresses.some((address) => kindsOf(address).some((kind) => kind.startsWith("stream_")));
  const guessed = addresses.filter(({ isUnverified }) => isUnverified).length;
  return [
    `[${driver.family}](#${driver.family})`,
    driver.label,
    addresses.some(({ reads }) => isSnmp(reads)) ? "yes" : "no",
    documentsOf(driver).length === 0 ? "no" : accessWords[(driver.access ?? { kind: "basic" }).kind],
    hasCalls ? "yes" : "no",
    isLive ? "yes" : "no",
    `${addresses.length}`,
    guessed === 0 ? "none" : `${guessed}`,
  ];
}

const isSnmp = ({ as }: DriverAddress["reads"]): boolean => as === "scalar" || as === "table";

const accessWords: Readonly<Record<WebAccess["kind"], string>> = {
  basic: "Basic",
  digest: "Digest",
  session: "session",
  token: "token",
};

const paces: Readonly<Record<Question, string>> = {
  state: "Every minute (`state`)",
  status: "Every 5 minutes (`status`)",
  history: "Every 10 minutes (`history`)",
  inventory: "Once a day (`inventory`)",
};

function familyDoc(driver: Driver, kindsOf: KindsOf): string[] {
  const addresses = addressesOf(driver);
  const questions = [...new Set(addresses.map(({ question }) => question))];
  const head = [`# ${driver.family}`, `**${driver.label}**`, `Recognised by:\n\n${recognition(driver).map(item).join("\n")}`];
  if (driver !== genericMib2 && placesOf(driver) === placesOf(genericMib2)) {
    return [...head, `Asked the same as [${genericMib2.family}](#${genericMib2.family}). ${unverified}.`];
  }
  return [
    ...head,
    `Ways in:\n\n${waysIn(driver).map(item).join("\n")}`,
    ...questions.flatMap((question) => [
      `## ${driver.family}: ${paces[question]}`,
      table(
        ["reading", "unit or words", "where", "source"],
        addresses.filter((address) => address.question === question).map((address) => addressRow(address, kindsOf(address))),
      ),
    ]),
    `**It cannot tell**: ${cannotTell(addresses.flatMap((address) => [...kindsOf(address)]))}.`,
  ];
}

const placesOf = (driver: Driver): string =>
  addressesOf(driver)
    .map(({ question, at }) => `${question} ${at}`)
    .join("\n");

const item = (text: string): string => `- ${text}`;

function recognition(driver: Driver): string[] {
  const { family, recognisedBy, objectIds, signature } = driver;
  const signs = webSigns.filter(({ families }) => families.includes(family));
  return [
    ...(recognisedBy ?? []),
    ...signs.map(({ says, source, isUnverified }) => `web: ${says} (${source}${isUnverified === true ? `; ${unverified}` : ""})`),
    ...(signature === undefined ? [] : [`web: what \`${signature.path}\` answers (${ruleText(signature.ownership)})`]),
    ...(objectIds === undefined ? [] : [`another device at its address when sysObjectID is not under ${objectIds.map(code).join(", ")}`]),
  ];
}

const code = (text: string): string => `\`${text}\``;

function ruleText({ source, isUnverified }: OwnershipRule): string {
  return isUnverified === true ? `${source}; ${unverified}` : source;
}

function waysIn(driver: Driver): string[] {
  const documents = documentsOf(driver);
  const access = driver.access ?? { kind: "basic" as const };
  const web = documents.length === 0 ? [] : [`web: ${wayIn(access)}`];
  const posts = documents.filter(({ document }) => document.post !== undefined).map(({ document }) => document.path);
  return [
    "SNMP v2c or v3 (authentication and encryption)",
    ...web,
    ...(posts.length === 0 ? [] : [`questions that must be posted, and change nothing: ${[...new Set(posts)].map(code).join(", ")}`]),
  ];
}

function wayIn(access: WebAccess): string {
  switch (access.kind) {
    case "basic":
      return "name and password on each request (Basic), no session";
    case "digest":
      return "Digest (RFC 7616)";
    case "session":
      return `a session kept and closed, ${code(access.signIn.path)} (${ruleTextOf(access)})`;
    case "token":
      return `a token asked for at ${code(access.signIn.path)} (${ruleTextOf(access)})`;
  }
}

const ruleTextOf = ({ source, isUnverified }: { readonly source: string; readonly isUnverified?: true }): string =>
  isUnverified === true ? `${source}; ${unverified}` : source;

function addressRow(address: DriverAddress, kinds: readonly ReadingKind[]): string[] {
  const { reads, isInCall, isUnverified, source } = address;
  const isCalls = reads.as === "calls" || (reads.as === "table" && reads.table.toCalls !== undefined);
  const given = [...(isCalls ? ["**calls**"] : []), ...kinds.map(code)];
  const notes = [...(isInCall ? ["in a call"] : []), ...(isWithoutWeb(reads) ? ["without the web only"] : [])];
  return [
    given.length === 0 ? "no case shows it yet" : given.join(" "),
    [...new Set(kinds.map(unitOf))].join("; "),
    `${whereOf(address)}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`,
    `${source}${isUnverified ? ` ${unverified}` : ""}`,
  ];
}

const isWithoutWeb = (reads: DriverAddress["reads"]): boolean =>
  (reads.as === "scalar" && reads.scalar.unlessHttp === true) || (reads.as === "table" && reads.table.unlessHttp === true);

function whereOf({ at, reads }: DriverAddress): string {
  if (reads.as === "scalar" || reads.as === "table") return code(at);
  const { path, post } = reads.document;
  const place = reads.as === "field" ? reads.field.at : reads.calls.at;
  return `${post === undefined ? "GET" : "POST"} ${code(path)}${place === "" ? "" : ` ${code(place)}`}`;
}

function unitOf(kind: ReadingKind): string {
  const shape = readingKinds[kind];
  if (shape.type === "word") return shape.words.join(", ");
  return shape.type === "text" ? "text" : shape.unit;
}

/** Told by the agent itself, whatever the family. */
const toldByTheAgent: readonly ReadingKind[] = ["tls_state", "history_state"];

function cannotTell(kinds: readonly ReadingKind[]): string {
  const missing = Object.keys(readingKinds).filter((kind) => ![...kinds, ...toldByTheAgent].some((told) => told === kind));
  return missing.length === 0 ? "nothing of what is known here" : missing.map(code).join(", ");
}

function refused(device: NotACodec): string[] {
  return [
    nameOf(device),
    (device.objectIds ?? []).map(code).join(", "),
    device.describes === undefined ? "" : code(device.describes.source),
    device.web === undefined ? "" : "yes",
    device.source,
  ];
}

/** Cells must not break their table. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replace(/\s+/g, " ")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}
