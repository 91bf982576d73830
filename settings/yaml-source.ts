import { readFileSync, statSync } from "node:fs";
import { type Document, isAlias, isCollection, isMap, isNode, isScalar, LineCounter, type Node, parseDocument, visit } from "yaml";
import { unreadableFr, yamlFr } from "./fr.ts";
import { formatKey, type KeyPath, type Problem, SettingsError } from "./problem.ts";

const maxFileBytes = 4 * 1024 * 1024;
/** Uses of anchors, multiplied along nested ones: generous for a shared value, far below a bomb. */
const maxAliasCount = 10_000;

/** A parsed YAML file that still knows where everything is written. */
export interface YamlSource {
  /** Plain data, not checked yet. */
  readonly value: unknown;
  /** Problems that leave the data usable, like a key given twice. */
  readonly problems: readonly Problem[];
  /** The problem at that place; `key` points at the key itself rather than its value. */
  problemAt(path: KeyPath, message: string, place?: "value" | "key"): Problem;
  /** The characters of a scalar as typed, or null. */
  textAt(path: KeyPath): string | null;
}

/** Throws SettingsError when the file cannot be read, is too big, or is not YAML. */
export function openYaml(file: string): YamlSource {
  return parseYaml(file, readText(file));
}

function parseYaml(file: string, text: string): YamlSource {
  const lines = new LineCounter();
  const position = (offset: number) => {
    const inside = Math.max(0, Math.min(offset, text.trimEnd().length - 1));
    const { line, col } = lines.linePos(inside);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problem = (offset: number, message: string, key = ""): Problem => ({ file, ...position(offset), key, message });

  const document = parsed(text, lines, problem);
  const problems = onePerLine([...document.errors, ...document.warnings].map((error) => problem(error.pos[0], yamlFr.syntax[error.code])));
  const isUsable = document.errors.every((error) => error.code === "DUPLICATE_KEY") && document.warnings.length === 0;
  if (!isUsable) throw new SettingsError(problems);
  const strayAliases = aliasesWithoutAnchor(document).map((node) => problem(startOf(node), yamlFr.strayAlias));
  if (strayAliases.length > 0) throw new SettingsError([...problems, ...strayAliases]);
  return {
    value: toPlain(document, problem),
    problems,
    problemAt: (path, message, place = "value") => problem(offsetOf(document, path, place), message, formatKey(path)),
    textAt: (path) => {
      const node = nodeAt(document, path).node;
      return isScalar(node) ? (node.source ?? null) : null;
    },
  };
}

type ProblemAt = (offset: number, message: string) => Problem;

function readText(file: string): string {
  const refuse = (message: string) => new SettingsError([{ file, line: 1, column: 1, key: "", message }]);
  let bytes: Buffer;
  try {
    if (statSync(file).size > maxFileBytes) throw refuse(yamlFr.tooBig(maxFileBytes));
    bytes = readFileSync(file);
  } catch (error) {
    throw error instanceof SettingsError ? error : refuse(unreadableFr(error));
  }
  if (bytes.length > maxFileBytes) throw refuse(yamlFr.tooBig(maxFileBytes));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refuse(yamlFr.notUtf8);
  }
}

function parsed(text: string, lineCounter: LineCounter, problem: ProblemAt): Document.Parsed {
  try {
    // The core schema whatever a %YAML line says: no sexagesimal times, no "yes" for true, no dates, no binary.
    return parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      uniqueKeys: true,
      stringKeys: true,
      schema: "core",
      merge: false,
      resolveKnownTags: false,
    });
  } catch {
    // Thousands of nested brackets overflow the parser's stack; it has no other way to throw.
    throw new SettingsError([problem(0, yamlFr.unparsable)]);
  }
}

function toPlain(document: Document.Parsed, problem: ProblemAt): unknown {
  try {
    return document.toJS({ maxAliasCount });
  } catch {
    throw new SettingsError([problem(0, yamlFr.aliasBomb)]);
  }
}

function aliasesWithoutAnchor(document: Document.Parsed): Node[] {
  const anchors = new Set<string>();
  const strays: Node[] = [];
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node) && !anchors.has(node.source)) strays.push(node);
      else if (!isAlias(node) && node.anchor !== undefined) anchors.add(node.anchor);
    },
  });
  return strays;
}

/** One slip of syntax makes the parser stumble many times: the first word on a line is the useful one. */
function onePerLine(problems: readonly Problem[]): Problem[] {
  const first = new Map<number, Problem>();
  for (const problem of problems) {
    if (!first.has(problem.line)) first.set(problem.line, problem);
  }
  return [...first.values()];
}

const startOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0);

interface Found {
  readonly key: unknown;
  readonly node: unknown;
  /** False when the path leads further than what is written: then this is its nearest ancestor. */
  readonly isExact: boolean;
}

function nodeAt(document: Document.Parsed, path: KeyPath): Found {
  let found: Found = { key: document.contents, node: document.contents, isExact: true };
  for (const step of path) {
    const holder = isAlias(found.node) ? found.node.resolve(document) : found.node;
    const next = childOf(holder, step);
    if (next === null) return { ...found, isExact: false };
    found = { ...next, isExact: true };
  }
  return found;
}

function childOf(holder: unknown, step: string | number): { key: unknown; node: unknown } | null {
  if (isMap(holder)) {
    const pair = holder.items.find(({ key }) => (isScalar(key) ? key.value : key) === step);
    return pair === undefined ? null : { key: pair.key, node: pair.value };
  }
  const item: unknown = isCollection(holder) && typeof step === "number" ? holder.items[step] : undefined;
  return item === undefined ? null : { key: item, node: item };
}

/** Where a person should look. A value left empty, and a group of keys on the lines below, are found more easily by their key. */
function offsetOf(document: Document.Parsed, path: KeyPath, place: "value" | "key"): number {
  const { key, node, isExact } = nodeAt(document, path);
  const isBestFoundByKey = !isExact || place === "key" || isCollection(node) || !isScalar(node) || node.value === null;
  return startOf(isBestFoundByKey && isNode(key) ? key : node);
}
