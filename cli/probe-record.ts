import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { maskAnswer } from "./mask-document.ts";
import { maskedLine } from "./mask-nodes.ts";
import { maskedRequest } from "./mask-request.ts";
import type { MaskKind, Masks } from "./masks.ts";
import type { Understanding, UnderstoodAnswer } from "./probe-understanding.ts";

/** What was saved. */
export interface SavedCase {
  readonly folder: string;
  readonly webAnswers: number;
  readonly nodes: number;
  /** Answers that cannot be read are not saved: nobody knows what is in them. */
  readonly leftOut: readonly string[];
  readonly masked: ReadonlyMap<MaskKind, number>;
}

/** A file, or a folder that holds something, is somebody's work. @throws Error where nobody may look */
export function isTaken(folder: string): boolean {
  return existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0);
}

/** Saves what a codec said as a case of docs/adding-a-codec.md. @throws Error where the folder cannot be written */
export function saveCase(folder: string, askedAtMs: number, { answers, nodes: heard }: Understanding, masks: Masks): SavedCase {
  // A walk goes a step too far, and nobody knows which part of the name of such a node is an address.
  const nodes = heard.filter(({ isRead }) => isRead);
  const files = new Map<string, string>();
  const http: Record<string, string> = {};
  const leftOut: string[] = [];
  for (const answer of answers) {
    const text = maskAnswer(answer, masks);
    if (text === null) leftOut.push(maskedRequest(answer.heard, masks).path);
    else {
      const name = fileNameOf(answer, files, masks);
      files.set(name, text);
      http[keyOf(answer, answers, masks)] = name;
    }
  }
  if (nodes.length > 0)
    files.set(
      "snmp.snmprec",
      `${nodes
        .map((node) => maskedLine(node, masks))
        .toSorted(byOid)
        .join("\n")}\n`,
    );
  const codec = {
    askedAt: new Date(askedAtMs).toISOString(),
    ...(nodes.length > 0 && { snmp: "snmp.snmprec" }),
    ...(Object.keys(http).length > 0 && { http }),
  };
  writeAll(folder, files.set("codec.json", `${JSON.stringify(codec, null, 2)}\n`));
  return { folder, webAnswers: Object.keys(http).length, nodes: nodes.length, leftOut, masked: masks.counts() };
}

/** All of them or none: half a case would be in the way of the next try, and misunderstood. */
function writeAll(folder: string, files: ReadonlyMap<string, string>): void {
  const firstMade = mkdirSync(folder, { recursive: true });
  const written: string[] = [];
  try {
    for (const [name, text] of files) {
      const handle = openSync(join(folder, name), "wx");
      written.push(join(folder, name));
      try {
        writeFileSync(handle, text);
      } finally {
        closeSync(handle);
      }
    }
  } catch (error) {
    for (const file of written) rmSync(file, { force: true });
    if (firstMade !== undefined) rmSync(firstMade, { recursive: true, force: true });
    throw error;
  }
}

/** As a case asks for it: the path, and what was posted where the path alone does not tell two questions apart. */
function keyOf({ heard }: UnderstoodAnswer, answers: readonly UnderstoodAnswer[], masks: Masks): string {
  const { path, posted } = maskedRequest(heard, masks);
  const isAlone = answers.filter((other) => maskedRequest(other.heard, masks).path === path).length === 1;
  return isAlone ? path : `${path} ${spoken(posted)}`.trim();
}

/** A form as it is meant. */
function spoken(posted: string): string {
  return decodeURIComponent(posted.replaceAll("+", " ").replace(/%(?![0-9A-Fa-f]{2})/g, "%25"));
}

/** "/getxml?location=/Status" becomes getxml-location-Status.xml. */
function fileNameOf({ heard, format }: UnderstoodAnswer, taken: ReadonlyMap<string, string>, masks: Masks): string {
  const path = maskedRequest(heard, masks).path.replace(/\.(?:xml|json|cgi)(?=$|\?)/, "");
  const name =
    path
      .replace(/[^A-Za-z0-9._-]+/g, "-")
      .replace(/^[-.]+|[-.]+$/g, "")
      .slice(0, 80) || "root";
  for (let number = 1; ; number += 1) {
    const candidate = `${name}${number === 1 ? "" : `-${number}`}.${format}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function byOid(one: string, other: string): number {
  const [a, b] = [one, other].map((line) => line.slice(0, line.indexOf("|")).split(".").map(Number));
  for (let index = 0; index < Math.min(a?.length ?? 0, b?.length ?? 0); index += 1) {
    const step = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (step !== 0) return step;
  }
  return (a?.length ?? 0) - (b?.length ?? 0);
}
