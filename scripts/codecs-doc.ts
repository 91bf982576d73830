import type { Driver, WebAccess } from "../agent/drivers/driver.ts";
import { genericMib2 } from "../agent/drivers/generic-mib2.ts";
import { drivers } from "../agent/drivers/index.ts";
import { rootOf } from "../agent/drivers/makers.ts";
import { type NotACodec, nameOf } from "../agent/drivers/not-a-codec.ts";
import { notCodecs } from "../agent/drivers/not-codecs.ts";
import { preparations } from "../agent/drivers/preparation.ts";
import { unreadFacts } from "../agent/drivers/unread.ts";
import type { UnreadFact } from "../agent/drivers/unread-fact.ts";
import { webSigns } from "../agent/drivers/web-signs.ts";
import type { Question } from "../contract/observation.ts";
import { type ReadingKind, readingKinds } from "../contract/reading-kinds.ts";
import { addressesOf, type DriverAddress, documentsOf, usesSnmp } from "./driver-addresses.ts";

/** The kinds of reading that an address gives; none: no case shows it yet. */
export type KindsOf = (address: DriverAddress) => readonly ReadingKind[];

const unverified = "⚠ not verified";

/** docs/codecs.md, from the drivers themselves. */
export function codecsDoc(kindsOf: KindsOf): string {
  return [
    "# Codecs: what each family is asked, and what it tells",
    "Generated from the drivers by `npx vitest run tests/agent/drivers/codecs-doc.test.ts -u`: do not edit it. How to add a family: `adding-a-codec.md`.",
    [
      `Sources say where the meaning of an address comes from. ${unverified}: no codec was seen to answer it; it follows a document`,
      "or somebody's code. A node that a codec does not have gives no reading, never 0. The first address that gives a reading is believed.",
      "`{}` stands for a value found before or for an offset, `{user}` and `{password}` for those of the configuration. Units and words of the",
      "readings: [glossary](glossary.md#reading-kinds).",
      "Any family can also be watched by TCP or ICMP: that shows that a machine is there, not that a codec works.",
    ].join("\n"),
    [
      "A channel that the inventory does not describe for a codec is *not configured*: it is not asked, and counts neither as an answer nor as",
      "a silence. Each of the others is told by itself, so a codec whose SNMP is off is not down because of it: leave SNMP out",
      "(`channels: [http]`), and what SNMP alone tells is missing, not 0. Vigie reads only: what has to be set on a codec is done by hand, and",
      "stands under *What to prepare on the codec*.",
    ].join("\n"),
    table(
      ["family", "codecs", "SNMP", "web", "calls from its own history", "live quality", "addresses", "not verified"],
      drivers.map((driver) => summary(driver, kindsOf)),
    ),
    ...drivers.flatMap((driver) => familyDoc(driver, kindsOf)),
    ...unreadDoc(
      "Any family over SNMP: known, not read, and why",
      unreadFacts.filter(({ families }) => families.length === 0),
    ).map((text) => text.replace(/^###/, "##")),
    "## Devices that are no codecs",
    "They answer like one, and are refused by their name at the first answer. Linux machines are not among them: many codecs are one.",
    table(["device", "sysObjectID under", "also known by", "source"], notCodecs.map(refused)),
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
    usesSnmp(driver) ? "yes" : "no",
    documentsOf(driver).length === 0 ? "no" : accessWords[(driver.access ?? { kind: "basic" }).kind],
    hasCalls ? "yes" : "no",
    isLive ? "yes" : "no",
    `${addresses.length}`,
    guessed === 0 ? "none" : `${guessed}`,
  ];
}

const accessWords: Readonly<Record<WebAccess["kind"], string>> = {
  basic: "Basic",
  digest: "Digest",
  session: "session",
  token: "token",
};

const paces: Readonly<Record<Question, string>> = {
  state: "every minute (`state`)",
  status: "every 5 minutes (`status`)",
  history: "every 10 minutes (`history`)",
  inventory: "once a day (`inventory`)",
};

function familyDoc(driver: Driver, kindsOf: KindsOf): string[] {
  const addresses = addressesOf(driver);
  const questions = [...new Set(addresses.map(({ question }) => question))];
  const head = [
    `## ${driver.family}`,
    `**${driver.label}**`,
    `Recognised by:\n\n${recognition(driver).map(item).join("\n")}`,
    ...strangersOf(driver),
    `What to prepare on the codec:\n\n${toPrepare(driver).map(item).join("\n")}`,
  ];
  if (driver !== genericMib2 && placesOf(driver) === placesOf(genericMib2)) {
    const unread = unreadFacts
      .filter(({ families }) => families.includes(driver.family))
      .map(({ names, why }) => `${names.join(", ")}: ${why}`);
    return [
      ...head,
      `Asked the same as [${genericMib2.family}](#${genericMib2.family}). ${unverified}.`,
      ...unread.map((text) => `**Not read**: ${text}.`),
    ];
  }
  return [
    ...head,
    `Ways in:\n\n${waysIn(driver).join("\n")}`,
    ...questions.flatMap((question) => [
      `### ${driver.family}: ${paces[question]}`,
      table(
        ["reading", "where", "source"],
        addresses.filter((address) => address.question === question).map((address) => addressRow(address, kindsOf(address))),
      ),
    ]),
    `**It cannot tell**: ${cannotTell(addresses.flatMap((address) => [...kindsOf(address)]))}.`,
    ...unreadDoc(
      `${driver.family}: known, not read, and why`,
      unreadFacts.filter(({ families }) => families.includes(driver.family)),
    ),
  ];
}

/** Whoever knows of something that a codec tells finds it above, or here. */
function unreadDoc(title: string, facts: readonly UnreadFact[]): string[] {
  if (facts.length === 0) return [];
  return [
    `### ${title}`,
    table(
      ["known", "not read, because"],
      facts.map(({ names, why }) => [names.map(code).join(", "), why]),
    ),
  ];
}

const placesOf = (driver: Driver): string =>
  addressesOf(driver)
    .map(({ question, at }) => `${question} ${at}`)
    .join("\n");

const item = (text: string): string => `- ${text}`;

function recognition(driver: Driver): string[] {
  const { family, recognisedBy, signature } = driver;
  const signs = webSigns.filter(({ families }) => families.includes(family));
  return [
    ...(recognisedBy ?? []),
    ...signs.map((sign) => `web: ${sign.says} ${sourceOf(sign)}`),
    ...(signature === undefined ? [] : [`web: what ${code(signature.path)} answers ${sourceOf(signature.ownership)}`]),
  ];
}

/** Never read, and never up, whatever its answers look like. */
function strangersOf({ objectIds }: Driver): string[] {
  if (objectIds === undefined) return [];
  const [only, ...more] = objectIds.map(code);
  const own = more.length === 0 ? `under ${only}` : `one of ${[only, ...more].join(", ")}`;
  return [`Its sysObjectID is ${own}. Whatever answers with another one is another device at the codec's address, and is told as that.`];
}

const toPrepare = ({ family }: Driver): string[] =>
  preparations.filter(({ families }) => families.includes(family)).map((one) => `${one.todo} ${sourceOf(one)}`);

const code = (text: string): string => `\`${text}\``;

interface Origin {
  readonly source: string;
  readonly isUnverified?: boolean | undefined;
}

const sourceOf = ({ source, isUnverified }: Origin): string => `(${source})${isUnverified === true ? ` ${unverified}` : ""}`;

/** Everything that is sent besides GET requests is written out, so that anybody can see that it changes nothing. */
function waysIn(driver: Driver): string[] {
  const posts = documentsOf(driver).flatMap(({ document: { path, post } }) => (post === undefined ? [] : [posted(path, post.text)]));
  return [
    ...(usesSnmp(driver) ? ["- SNMP v2c or v3 (authentication and encryption), never SET"] : []),
    ...(documentsOf(driver).length === 0 ? [] : wayIn(driver.access ?? { kind: "basic" })),
    ...(posts.length === 0
      ? []
      : ["- questions that have to be posted, and change nothing:", ...new Set(posts.map((post) => `  - ${post}`))]),
    ...slowOnes(driver),
    ...certificateOf(driver),
  ];
}

/** Documents that are given more than the twenty seconds of any other. */
function slowOnes(driver: Driver): string[] {
  const slow = documentsOf(driver).flatMap(({ document: { path, slowestS } }) =>
    slowestS === undefined ? [] : [`${code(path)} ${slowestS} s`],
  );
  return slow.length === 0 ? [] : [`- may take its time, where 20 s are the rule: ${[...new Set(slow)].join(", ")}`];
}

function certificateOf({ ownCertificate }: Driver): string[] {
  if (ownCertificate === undefined) return [];
  return [
    `- its own certificate is another one after each restart: no fingerprint is accepted in the configuration ${sourceOf(ownCertificate)}`,
  ];
}

const posted = (path: string, text: string): string => `POST ${code(path)}: ${text === "" ? "nothing" : code(text)}`;

function wayIn(access: WebAccess): string[] {
  switch (access.kind) {
    case "basic":
      return ["- web: name and password on each request (Basic), no session"];
    case "digest":
      return ["- web: Digest (RFC 7616)"];
    case "session":
      return [
        `- web: a session kept and closed ${sourceOf(access)}:`,
        `  - opened by ${posted(access.signIn.path, access.signIn.text)}`,
        `  - closed by ${posted(access.signOut.path, access.signOut.text)}`,
      ];
    case "token":
      return [`- web: a token ${sourceOf(access)}:`, `  - asked for by ${posted(access.signIn.path, access.signIn.text)}`];
  }
}

function addressRow(address: DriverAddress, kinds: readonly ReadingKind[]): string[] {
  const { reads, isInCall, isUnverified, source } = address;
  const isCalls = reads.as === "calls" || (reads.as === "table" && reads.table.toCalls !== undefined);
  const given = [...(reads.as === "join" ? ["quality of **calls**"] : []), ...(isCalls ? ["**calls**"] : []), ...kinds.map(code)];
  const notes = [...(isInCall ? ["in a call"] : []), ...whenBesideWeb(reads)];
  return [
    given.length === 0 ? "no case shows it yet" : given.join(" "),
    `${whereOf(address)}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`,
    `${source}${isUnverified ? ` ${unverified}` : ""}`,
  ];
}

function whenBesideWeb(reads: DriverAddress["reads"]): string[] {
  const address = (reads.as === "scalar" && reads.scalar) || (reads.as === "table" && reads.table);
  if (address === false || address.unlessHttp === undefined) return [];
  const { unlessHttp } = address;
  return [unlessHttp === "ever" ? "only where the web is not configured" : "where the web is not configured, or refuses us"];
}

function whereOf({ at, reads }: DriverAddress): string {
  if (!("document" in reads)) return code(at);
  const { path, post } = reads.document;
  const place = reads.as === "field" ? reads.field.at : reads.calls.at;
  return `${post === undefined ? "GET" : "POST"} ${code(path)}${place === "" ? "" : ` ${code(place)}`}`;
}

/** Told by the agent itself, whatever the family. */
const toldByTheAgent: readonly ReadingKind[] = ["tls_state", "tls_refusal", "forbidden_documents", "history_state"];

function cannotTell(kinds: readonly ReadingKind[]): string {
  const missing = Object.keys(readingKinds).filter((kind) => ![...kinds, ...toldByTheAgent].some((told) => told === kind));
  return missing.length === 0 ? "nothing of what is known here" : missing.map(code).join(", ");
}

function refused(device: NotACodec): string[] {
  const { objectIds, describes, amongIts, web, source } = device;
  const signs = [
    ...(describes === undefined ? [] : ["sysDescr"]),
    ...(amongIts === undefined ? [] : [`sysDescr under ${code(rootOf(amongIts.maker))}`]),
    ...(web === undefined ? [] : ["web page"]),
  ];
  return [nameOf(device), (objectIds ?? []).map(code).join(", "), signs.join(", "), source];
}

/** Cells must not break their table. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replace(/\s+/g, " ")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}
