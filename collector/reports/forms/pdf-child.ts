import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";

/** What we use of Typst; its package for one platform comes without types. */
interface Typst {
  readonly NodeCompiler: {
    create(options: { readonly fontArgs: readonly { readonly fontPaths: readonly string[] }[] }): {
      pdf(
        source: { readonly mainFileContent: string; readonly inputs: Readonly<Record<string, string>> },
        options: { readonly pdfStandard: string; readonly creationTimestamp: number },
      ): Uint8Array;
    };
  };
}

interface Asked {
  readonly report: unknown;
  readonly datedMs: number;
}

// A process of its own: the memory that Typst takes goes with it.
const require = createRequire(import.meta.url);
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the package has no types
const { NodeCompiler } = require("@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu") as Typst;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by pdf.ts
const { report, datedMs } = JSON.parse(await text(process.stdin)) as Asked;
const fonts = join(dirname(require.resolve("source-sans/package.json")), "TTF");
const template = readFileSync(new URL("report.typ", import.meta.url), "utf8");
const pdf = NodeCompiler.create({ fontArgs: [{ fontPaths: [fonts] }] }).pdf(
  { mainFileContent: template, inputs: { report: JSON.stringify(report) } },
  { pdfStandard: "ua-1", creationTimestamp: Math.floor(datedMs / 1000) },
);
process.stdout.write(pdf);
