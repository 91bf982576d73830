import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import { driverOf, families } from "../../../agent/drivers/index.ts";
import type { CodecWords } from "../recorded-codec.ts";
import type { WebAnswer } from "../recorded-web.ts";

/** Without a file nothing but the status is answered: `{ "status": 401 }`. */
const CaseAnswer = Type.Object(
  {
    file: Type.Optional(Type.String()),
    status: Type.Optional(Type.Integer()),
    encoding: Type.Optional(Type.Literal("latin1")),
    type: Type.Optional(Type.String()),
    cutAt: Type.Optional(Type.Integer()),
    announced: Type.Optional(Type.Integer()),
  },
  { additionalProperties: false },
);
type CaseAnswer = Static<typeof CaseAnswer>;

/** `codec.json` of a case. Paths are relative to the case's folder. */
const CaseFile = Type.Object(
  {
    /** Where the family is written in the inventory, because what the codec says would not tell it. Default: "auto". */
    inventory: Type.Optional(Type.String()),
    /** The agent's clock when it asked. */
    askedAt: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z$" }),
    /** An snmprec file. */
    snmp: Type.Optional(Type.String()),
    /** Nothing of it is answered. */
    isSilent: Type.Optional(Type.Literal(true)),
    /** Answers of the web interface: path asked, and file of the answer or what became of it: `{ "file": "status.xml", "cutAt": 900 }`. */
    http: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), CaseAnswer]))),
    /** Or all of them in one WireMock file. */
    wiremock: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
type CaseFile = Static<typeof CaseFile>;
const caseFile = Compile(CaseFile);

/** @throws Error naming the file and the place in it, so that whoever wrote the case finds it. */
function readCaseFile(file: string): CaseFile {
  const read: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!caseFile.Check(read)) {
    const [first] = caseFile.Errors(read);
    throw new Error(
      `${file}: ${first?.instancePath.slice(1)}: ${unknownKey.exec(first?.message ?? "") ? "no such word" : first?.message} (${guide})`,
    );
  }
  const { inventory = "auto" } = read;
  if (inventory !== "auto" && !families.includes(inventory))
    throw new Error(`${file}: inventory: no family is called ${inventory} (${guide})`);
  return read;
}

const guide = "docs/adding-a-codec.md, 3";
/** How the checker says it. */
const unknownKey = /^schema is false$/;

export interface RecordedCase {
  readonly title: string;
  readonly family: string;
  readonly folder: string;
  readonly askedAtMs: number;
  /** As the inventory says it: a family, or "auto". */
  readonly declaredFamily: string;
  readonly isSilent: boolean;
  /** Recordings kept beside the repository that this case needs, by their path below that folder. */
  readonly besides: readonly string[];
  words(): CodecWords;
}

const here = dirname(fileURLToPath(import.meta.url));
const recordingsBeside = resolve(here, "../../../../shared/recordings");

/** Every folder `<family>/<what-was-happening>/` with a codec.json. */
export function recordedCases(): RecordedCase[] {
  return readdirSync(here, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("codec.json"))
    .sort()
    .map((path) => recordedCase(join(here, dirname(path))));
}

function recordedCase(folder: string): RecordedCase {
  const file = readCaseFile(join(folder, "codec.json"));
  const paths = [file.snmp, file.wiremock, ...Object.values(file.http ?? {}).map(fileOf)].filter((path) => path !== undefined);
  const besides = [...new Set(paths)]
    .map((path) => relative(recordingsBeside, resolve(folder, path)))
    .filter((path) => !path.startsWith(".."));
  const [family = "", situation = ""] = relative(here, folder).split("/");
  return {
    title: `${family}: ${situation.replaceAll("-", " ")}`,
    family,
    folder,
    askedAtMs: Date.parse(file.askedAt),
    declaredFamily: file.inventory ?? "auto",
    isSilent: file.isSilent === true,
    besides,
    words: () => ({ ...wordsOf(folder, file), access: driverOf(family)?.access ?? { kind: "basic" } }),
  };
}

const fileOf = (answer: string | CaseAnswer): string | undefined => (typeof answer === "string" ? answer : answer.file);

function wordsOf(folder: string, file: CaseFile): CodecWords {
  const read = (path: string | undefined): string => (path === undefined ? "" : readFileSync(resolve(folder, path), "utf8"));
  const said = (answer: string | CaseAnswer): WebAnswer => ({ ...(typeof answer === "string" ? {} : answer), text: read(fileOf(answer)) });
  const http = {
    ...Object.fromEntries(Object.entries(file.http ?? {}).map(([path, answer]) => [path, said(answer)])),
    ...(file.wiremock === undefined ? {} : wiremockAnswers(read(file.wiremock))),
  };
  return {
    isSnmpSilent: file.isSilent === true,
    ...(file.snmp === undefined ? {} : { snmp: read(file.snmp) }),
    ...(Object.keys(http).length === 0 ? {} : { http }),
  };
}

interface Wiremock {
  readonly mappings: readonly { readonly request: { readonly url: string }; readonly response: { readonly body: string } }[];
}

function wiremockAnswers(text: string): Record<string, string> {
  const { mappings } = JSON.parse(text) as Wiremock;
  return Object.fromEntries(mappings.map(({ request, response }) => [request.url, response.body]));
}
