import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { buffer, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { columnWidths } from "./column-widths.ts";
import type { Block, ReportDocument } from "./document.ts";
import { formWords } from "./fr-forms.ts";

const require = createRequire(import.meta.url);

/** The compiler is there for one platform, and may be left out of an installation. */
export function canPrint(): boolean {
  try {
    require.resolve("@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu");
    return true;
  } catch {
    return false;
  }
}

/** The printed form: tagged (PDF/UA-1), fonts within, dated by its data, so that the same document is the same bytes. */
export async function pdfOf(document: ReportDocument): Promise<Uint8Array> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("pdf-child.ts", import.meta.url))], { stdio: "pipe" });
  const sections = document.sections.map((section) => ({ ...section, blocks: section.blocks.map(measured) }));
  const report = { ...document, sections, draftMark: document.draftMark ?? "", words: formWords };
  // A child that ends early closes its input; how it ended tells more than the pipe does.
  child.stdin.on("error", () => undefined).end(JSON.stringify({ report, datedMs: document.datedMs }));
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  const [pdf, complaint, code] = await Promise.all([buffer(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`the PDF could not be made: ${complaint.trim()}`);
  return pdf;
}

/** With the widths of its columns: how wide a table may be, only the print knows. */
function measured(block: Block): unknown {
  switch (block.kind) {
    case "table":
    case "signatures":
      return { ...block, table: { ...block.table, widths: columnWidths(block.table) } };
    case "picture":
      return { ...block, picture: { ...block.picture, table: { ...block.picture.table, widths: columnWidths(block.picture.table) } } };
    default:
      return block;
  }
}
