import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { selfSignedCertificate } from "../../../simulator/http/self-signed.ts";
import { temporaryFolder } from "../../servers/folders.ts";

/** Every secret that the example and the broken files name, with a word good for its use. */
const secrets: Readonly<Record<string, string>> = {
  "jeton-collecteur": "jeton-0123456789abcdef\n",
  "cle-correspondants": "0123456789abcdef0123456789abcdef\n",
  "snmp-authentification": "authentification\n",
  "snmp-chiffrement": "chiffrement\n",
  "api-salle-conseil": "api\n",
  communaute: "communaute\n",
  court: "court\n",
};

const phoneBook = new URL("../../../docs/examples/annuaire.yml", import.meta.url);
const parent = temporaryFolder("agent");

/** A folder with secrets, a phone book and an authority, beside which a copy of that file is put; the copy's path. */
export function inAgentFolder(source: string | URL): { readonly folder: string; readonly file: string } {
  const folder = mkdtempSync(join(parent, "site-"));
  const file = join(folder, "agent.yml");
  mkdirSync(join(folder, "secrets"));
  for (const [name, word] of Object.entries(secrets)) writeFileSync(join(folder, "secrets", name), word, { mode: 0o600 });
  writeFileSync(join(folder, "secrets", "ouvert"), "communaute\n", { mode: 0o644 });
  copyFileSync(source, file);
  copyFileSync(phoneBook, join(folder, "annuaire.yml"));
  writeFileSync(join(folder, "codecs-ca.pem"), selfSignedCertificate("autorite-fictive.invalid", Date.now()).cert);
  writeFileSync(join(folder, "pas-une-autorite.pem"), "-----BEGIN CERTIFICATE-----\nrien\n-----END CERTIFICATE-----\n");
  writeFileSync(
    join(folder, "annuaire-faux.yml"),
    "entries:\n  - alias: salle\n    place: epci:242900315\n  - number: 0298\n    place: france\n",
  );
  return { folder, file };
}
