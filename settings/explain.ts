import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { Settings } from "typebox/system";
import { schemaFr, typeFr } from "./fr.ts";
import { nearestWord } from "./nearest.ts";
import type { KeyPath } from "./problem.ts";

/** One disagreement between a value and its schema. */
export interface Fault {
  readonly path: KeyPath;
  readonly message: string;
  readonly place: "value" | "key";
  /** Whether something wrong stands there, rather than nothing. */
  readonly isWritten: boolean;
}

/** The characters of a value as typed in its file, or null. */
export type TextAt = (path: KeyPath) => string | null;
type SchemaError = ReturnType<ReturnType<typeof Compile>["Errors"]>[number];
type TypedSchema = TSchema & { type: string };
type Branch = TSchema & { properties: Record<string, TSchema> };

const maxErrors = 2_000;

export interface Explanation {
  readonly faults: readonly Fault[];
  /** False when there were too many to tell them all. */
  readonly isComplete: boolean;
}

/** Every fault, at most one a place, in French. Understands the keywords our own schemas use. */
export function explain(schema: TSchema, value: unknown, textAt: TextAt): Explanation {
  const errors = errorsOf(schema, value);
  return { faults: faultsOf(errors, schema, value, textAt, []), isComplete: errors.length < maxErrors };
}

function faultsOf(errors: readonly SchemaError[], schema: TSchema, value: unknown, textAt: TextAt, root: KeyPath): Fault[] {
  const unions = errors.filter((error) => error.keyword === "anyOf").map((error) => `${error.schemaPath}/anyOf/`);
  const faults: Fault[] = [];
  for (const error of errors) {
    if (unions.some((union) => error.schemaPath.startsWith(union))) continue;
    const path = pathOf(error.instancePath, value);
    faults.push(
      ...faultsOfError(error, schemaAt(schema, error.schemaPath), { here: [...root, ...path], value: valueAt(value, path), textAt }),
    );
  }
  return onePerPlace(faults);
}

/** typebox keeps eight errors unless told otherwise; the setting is the process's, so it is put back at once. */
function errorsOf(schema: TSchema, value: unknown): SchemaError[] {
  const before = Settings.Get().maxErrors;
  try {
    Settings.Set({ maxErrors });
    return Compile(schema).Errors(value);
  } finally {
    Settings.Set({ maxErrors: before });
  }
}

interface Context {
  readonly here: KeyPath;
  readonly value: unknown;
  readonly textAt: TextAt;
}

function faultsOfError(error: SchemaError, schema: Record<string, unknown>, context: Context): Fault[] {
  const { here, value, textAt } = context;
  const at = (message: string): Fault[] => [{ path: here, message, place: "value", isWritten: true }];
  if (value === null && here.length === 0) return at(schemaFr.emptyFile);
  if (value === null) return at(schemaFr.nothing(expectedOf(schema)));
  if (value === "" && error.keyword !== "type") return at(schemaFr.empty);
  switch (error.keyword) {
    case "boolean":
      return []; // Comes with "additionalProperties", which names the keys.
    case "additionalProperties":
      return error.params.additionalProperties.map((key) => unknownKey([...here, key], key, Object.keys(propertiesOf(schema))));
    case "required":
      return error.params.requiredProperties.map((key) => missingKey([...here, key]));
    case "type":
      return at(wrongType(schema, value, textAt(here)));
    case "enum":
      return at(wrongWord(error.params.allowedValues, value, textAt(here)));
    case "const":
      return at(wrongWord([error.params.allowedValue], value, textAt(here)));
    case "anyOf":
      return faultsOfUnion(schema, context);
    default:
      return at(brokenRule(error, schema));
  }
}

const unknownKey = (path: KeyPath, key: string, known: readonly string[]): Fault => ({
  path,
  message: schemaFr.unknownKey(nearestWord(key, known), known),
  place: "key",
  isWritten: true,
});

const missingKey = (path: KeyPath): Fault => ({ path, message: schemaFr.missingKey, place: "value", isWritten: false });

/** The branch is chosen by the key that is a constant in each, like `version`; then only that branch is explained. */
function faultsOfUnion(schema: Record<string, unknown>, context: Context): Fault[] {
  const { here, value, textAt } = context;
  const all: unknown[] = Array.isArray(schema["anyOf"]) ? schema["anyOf"] : [];
  const branches = all.filter(isBranch);
  if (branches.length < all.length) return faultsByType(all.filter(isTyped), schema, context);
  if (!isRecord(value)) return [{ path: here, message: schemaFr.wrongType("object", value), place: "value", isWritten: true }];
  const key = Object.keys(branches[0]?.properties ?? {}).find((name) =>
    branches.every((branch) => "const" in (branch.properties[name] ?? {})),
  );
  if (key === undefined) return [{ path: here, message: schemaFr.unexpected, place: "value", isWritten: true }];
  if (!(key in value)) return [missingKey([...here, key])];
  const wordOf = (branch: Branch): unknown => (isRecord(branch.properties[key]) ? branch.properties[key]["const"] : undefined);
  const chosen = branches.find((branch) => wordOf(branch) === value[key]);
  if (chosen !== undefined) return faultsOf(errorsOf(chosen, value), chosen, value, textAt, here);
  const path = [...here, key];
  return [{ path, message: wrongWord(branches.map(wordOf), value[key], textAt(path)), place: "value", isWritten: true }];
}

/** A word, or a list, or a group of keys: the branch is the one that the value is of the type of. */
function faultsByType(branches: readonly TypedSchema[], schema: Record<string, unknown>, { here, value, textAt }: Context): Fault[] {
  const ofOne = isRecord(value) ? "object" : "string";
  const type = Array.isArray(value) ? "array" : ofOne;
  const chosen = branches.find((branch) => branch.type === type);
  if (chosen !== undefined) return faultsOf(errorsOf(chosen, value), chosen, value, textAt, here);
  return [{ path: here, message: expectedOf(schema), place: "value", isWritten: true }];
}

function wrongType(schema: Record<string, unknown>, value: unknown, text: string | null): string {
  if (schema["type"] === "string" && text !== null && (typeof value === "number" || typeof value === "boolean"))
    return schemaFr.needsQuotes(text);
  return schemaFr.wrongType(typeOf(schema), value);
}

/** @param text as it was typed: the number 1.0 is 1 once it is read */
function wrongWord(allowed: readonly unknown[], value: unknown, text: string | null): string {
  const words = allowed.map(String);
  if (typeof value === "number" && text !== null && words.includes(text)) return schemaFr.needsQuotes(text);
  return schemaFr.notAllowed(words, value, typeof value === "string" ? nearestWord(value, words) : null);
}

function brokenRule(error: SchemaError, schema: Record<string, unknown>): string {
  const limit = "limit" in error.params ? Number(error.params.limit) : 0;
  switch (error.keyword) {
    case "minLength":
      return limit <= 1 ? schemaFr.empty : schemaFr.tooShort(limit);
    case "maxLength":
      return schemaFr.tooLong(limit);
    case "minimum":
    case "maximum":
      return schemaFr.outOfRange(numberOf(schema["minimum"]), numberOf(schema["maximum"]));
    case "minItems":
      return schemaFr.tooFewItems(limit);
    case "maxItems":
      return schemaFr.tooManyItems(limit);
    default:
      return expectedOf(schema);
  }
}

function expectedOf(schema: Record<string, unknown>): string {
  if (typeof schema["expected"] === "string") return schemaFr.expected(schema["expected"]);
  if (Array.isArray(schema["enum"])) return schemaFr.oneOf(schema["enum"].map(String));
  return schemaFr.expected(typeFr(typeOf(schema)));
}

const typeOf = (schema: Record<string, unknown>): string => (typeof schema["type"] === "string" ? schema["type"] : "object");
const numberOf = (value: unknown): number | null => (typeof value === "number" ? value : null);

function onePerPlace(faults: readonly Fault[]): Fault[] {
  const first = new Map<string, Fault>();
  for (const fault of faults) {
    const place = JSON.stringify(fault.path);
    if (!first.has(place)) first.set(place, fault);
  }
  return [...first.values()];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const isTyped = (value: unknown): value is TypedSchema => isRecord(value) && typeof value["type"] === "string";
const isBranch = (value: unknown): value is Branch => isRecord(value) && isRecord(value["properties"]);
const propertiesOf = (schema: Record<string, unknown>): Record<string, unknown> =>
  isRecord(schema["properties"]) ? schema["properties"] : {};

const stepsOf = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));

function schemaAt(schema: TSchema, pointer: string): Record<string, unknown> {
  const found = stepsOf(pointer).reduce<unknown>(childOf, schema);
  return isRecord(found) ? found : {};
}

/** A pointer does not tell list indexes from keys: the value does. */
function pathOf(pointer: string, value: unknown): KeyPath {
  let current = value;
  return stepsOf(pointer).map((step) => {
    const key = Array.isArray(current) ? Number(step) : step;
    current = childOf(current, step);
    return key;
  });
}

const valueAt = (value: unknown, path: KeyPath): unknown => path.reduce<unknown>(childOf, value);

function childOf(holder: unknown, step: string | number): unknown {
  if (Array.isArray(holder)) return holder[Number(step)];
  return isRecord(holder) && Object.hasOwn(holder, step) ? holder[step] : undefined;
}
