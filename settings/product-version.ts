import { readFileSync } from "node:fs";
import { Type } from "typebox";
import { Compile } from "typebox/compile";

const manifest = Compile(Type.Object({ version: Type.String() }));

/** The version of the product, as package.json says. */
export function productVersion(): string {
  return manifest.Parse(JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))).version;
}
