import { describe, expect, it } from "vitest";
import { families } from "../../agent/drivers/index.ts";
import { probeHelp } from "../../cli/fr-probe.ts";
import { readingWords } from "../../collector/web/fr-readings.ts";
import { readingKinds } from "../../contract/reading-kinds.ts";
import { codecThatSays, probe, secretFile } from "./probe-runs.ts";

describe("the command line of vigie probe", () => {
  it.each([
    [[], "Il manque l'équipement"],
    [["codec", "--driver", "minitel"], "Famille inconnue : minitel"],
    [["codec", "--driver", "ploy-hdx"], "Famille inconnue : ploy-hdx (vouliez-vous écrire « --driver poly-hdx » ?)"],
    [["codec", "--driver", "cisco"], "Famille inconnue : cisco"],
    [
      ["codec", "--driver", "cisco-cts", "--http-user", "u", "--http-password-file", secretFile("mot")],
      "La famille cisco-cts n'est lue que par SNMP : ajouter --snmp-community ou --snmp-user",
    ],
    [["codec", "--snmp-port", "70000"], "Port SNMP incorrect : 70000"],
    [["codec", "--timeout", "0"], "Attente incorrecte : 0"],
    [["codec", "--snmp-communtiy", "x"], "vouliez-vous écrire « --snmp-community »"],
    [["codec", "--snmp-community", "x", "--snmp-user", "y"], "ne vont pas ensemble"],
    [["codec", "--snmp-user", "y"], "--snmp-user ne va pas sans --snmp-auth-password-file"],
    [["codec", "--snmp-auth-password-file", "f"], "--snmp-auth-password-file ne va pas sans --snmp-user"],
    [["codec", "--http-url", "https://codec"], "--http-url ne va pas sans --http-user"],
    [["codec", "--http-user", "u", "--http-url", "ftp://codec"], "Adresse incorrecte : ftp://codec"],
    [["codec", "--http-user", "u", "--http-fingerprint", "abc"], "Empreinte incorrecte"],
    [["codec", "--http-user", "u", "--http-password-file", "absent"], "fichier introuvable"],
    [["codec", "--tcp-port", "0"], "Port TCP incorrect : 0"],
    [["codec", "--http-ca", "ca.pem"], "--http-ca ne va pas sans --http-user"],
    [
      ["codec", "--http-user", "u", "--http-password-file", secretFile("mot"), "--http-ca", "absent.pem"],
      "--http-ca : absent.pem : fichier introuvable",
    ],
    [
      ["codec", "--http-user", "u", "--http-password-file", secretFile("mot"), "--http-ca", "package.json"],
      "ce n'est pas un certificat PEM",
    ],
    [
      ["codec", "--http-user", "u", "--http-password-file", secretFile("mot"), "--http-tls-minimum", "1.3"],
      "--http-tls-minimum : valeurs possibles 1.0, 1.1, 1.2",
    ],
    [["codec", "--http-tls-minimum", "1.0"], "--http-tls-minimum ne va pas sans --http-user"],
    [["codec", "--record", "docs"], "docs contient déjà quelque chose ; rien n'est écrasé"],
  ])("refuses %j and says why", async (argv, reason) => {
    const { code, out, err } = await probe(...argv);

    expect(code).toBe(64);
    expect(out).toBe("");
    expect(err).toContain(reason);
  });

  it("refuses a password file that others can read", async () => {
    const { code, err } = await probe("codec", "--http-user", "u", "--http-password-file", secretFile("mot-de-passe", 0o644));

    expect(code).toBe(64);
    expect(err).toContain("droits trop larges");
  });

  it("explains itself in French, with examples and every exit code", async () => {
    const { code, out } = await probe("--help");

    expect(code).toBe(0);
    expect(out).toBe(probeHelp);
    for (const part of ["Exemples :", "Codes de sortie :", "--snmp-priv-password-file", "--http-tls-minimum"]) expect(out).toContain(part);
  });

  it.each(Object.keys(readingKinds))("has a French name for %s", (kind) => {
    expect(Object.keys(readingWords)).toContain(kind);
  });

  it.each(families)("takes %s as a family", async (family) => {
    const codec = await codecThatSays({ snmp: "" });
    const argv = ["127.0.0.1", "--driver", family, "--snmp-port", `${codec.snmp?.port}`, "--snmp-community", "x", "--timeout", "0,1"];

    expect((await probe(...argv)).code).toBe(2);
  });
});
