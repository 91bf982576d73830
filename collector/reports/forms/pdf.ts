import { spawn } from "node:child_process";
import { buffer, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { ReportDocument } from "./document.ts";
import { formWords } from "./fr-forms.ts";

/** The printed form: tagged (PDF/UA-1), fonts within, dated by its data, so that the same document is the same bytes. */
export async function pdfOf(document: ReportDocument): Promise<Uint8Array> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("pdf-child.ts", import.meta.url))], { stdio: "pipe" });
  const report = { ...document, draftMark: document.draftMark ?? "", words: formWords };
  // A child that ends early closes its input; how it ended tells more than the pipe does.
  child.stdin.on("error", () => undefined).end(JSON.stringify({ report, datedMs: document.datedMs }));
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  const [pdf, complaint, code] = await Promise.all([buffer(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`the PDF could not be made: ${complaint.trim()}`);
  return pdf;
}
