import type { Fault } from "./explain.ts";
import type { KeyPath } from "./problem.ts";

/** A document whose faulty values were taken out: what remains can be trusted, and anything may be missing. */
export type Sifted<Value> = Value extends readonly (infer Item)[]
  ? readonly (Sifted<Item> | undefined)[]
  : Value extends object
    ? { readonly [Key in keyof Value]?: Sifted<Value[Key]> | undefined }
    : Value;

/** A copy of the document without its faulty values, list places kept. */
export function sift<Document>(value: unknown, faults: readonly Fault[]): Sifted<Document> {
  const document: unknown = structuredClone(value);
  for (const fault of faults) {
    if (fault.isWritten) takeOut(document, fault.path);
  }
  // `faults` names every place where `value` is not a Document: a fact no type can express.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return document as Sifted<Document>;
}

function takeOut(root: unknown, path: KeyPath): void {
  let holder: unknown = root;
  for (const step of path.slice(0, -1)) {
    if (typeof holder !== "object" || holder === null) return;
    holder = Reflect.get(holder, step);
  }
  const last = path.at(-1);
  if (typeof holder === "object" && holder !== null && last !== undefined) Reflect.set(holder, last, undefined);
}
