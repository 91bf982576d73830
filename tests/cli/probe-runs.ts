import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach } from "vitest";
import { runProbe } from "../../cli/probe.ts";
import { type RecordedCodec, startRecordedCodec } from "../agent/recorded-codec.ts";
import { temporaryFolder } from "../servers/folders.ts";

/** What a test started, closed after it, the last first. */
export const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

export async function probe(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await runProbe(argv, { stdout: (text) => void (out += text), stderr: (text) => void (err += text) });
  return { code, out, err };
}

export async function codecThatSays(words: Parameters<typeof startRecordedCodec>[0]): Promise<RecordedCodec> {
  const codec = await startRecordedCodec(words);
  closing.push(() => codec.close());
  return codec;
}

export function secretFile(word: string, mode = 0o600): string {
  const file = join(temporaryFolder("probe"), "secret");
  writeFileSync(file, word);
  chmodSync(file, mode);
  return file;
}

export const web = (codec: RecordedCodec, password = "mot-de-passe"): string[] => [
  "127.0.0.1",
  "--http-url",
  codec.http?.url ?? "",
  "--http-user",
  "vigie",
  "--http-password-file",
  secretFile(password),
];
/** Without the root page, which is asked for without a password. */
export const asked = ({ requests }: RecordedCodec): string[] => requests.filter((request) => request !== "GET /");
export const systemUnit = "<Status><SystemUnit><ProductId>Cisco Room Bar</ProductId><Uptime>9000</Uptime></SystemUnit></Status>";
export const quietCisco = { "/getxml?location=/Status/SystemUnit": systemUnit, "/status.xml": systemUnit, "/putxml": "<Command/>" };

/** As read by somebody who does not mind where a line ends. */
export const unwrapped = (out: string): string => out.replace(/\s+/g, " ");
