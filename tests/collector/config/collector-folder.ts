import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { selfSignedCertificate } from "../../../simulator/http/self-signed.ts";
import { temporaryFolder } from "../../servers/folders.ts";

const examples = new URL("../../../docs/examples/", import.meta.url);
const parent = temporaryFolder("collector");
export const certificate = selfSignedCertificate("collecteur.example", Date.now());
const other = selfSignedCertificate("autre.example", Date.now());

/** A folder as the example wants it, with the text of collector.yml changed; its path. */
export function collectorFolder(change: (text: string) => string = (text) => text): string {
  const folder = mkdtempSync(join(parent, "collector-"));
  mkdirSync(join(folder, "tls"));
  mkdirSync(join(folder, "secrets"));
  copyFileSync(new URL("inventory.yml", examples), join(folder, "inventory.yml"));
  writeFileSync(join(folder, "tls", "certificat.pem"), certificate.cert);
  writeFileSync(join(folder, "tls", "cle.pem"), certificate.key, { mode: 0o600 });
  writeFileSync(join(folder, "tls", "autre.pem"), other.key, { mode: 0o600 });
  writeFileSync(join(folder, "secrets", "influx"), "motdepasse\n", { mode: 0o600 });
  writeFileSync(join(folder, "secrets", "veille"), "https://veille.example/ping/0f7c3a52?via=vigie\n", { mode: 0o600 });
  writeFileSync(join(folder, "collector.yml"), change(readFileSync(new URL("collector.yml", examples), "utf8")));
  return folder;
}
