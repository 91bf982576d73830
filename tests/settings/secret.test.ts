/* oxlint-disable typescript/restrict-template-expressions -- the slip these tests are about */
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { readSecretFile, readSecretPem, Secret } from "../../settings/secret.ts";
import { temporaryFolder } from "../servers/folders.ts";

const folder = temporaryFolder("secret");

function secretFile(content: string, mode = 0o600): string {
  const path = join(folder, "jeton");
  writeFileSync(path, content, { mode: 0o600 });
  chmodSync(path, mode);
  return path;
}

function wordOf(content: string): string | null {
  const result = readSecretFile(secretFile(content));
  return "secret" in result ? result.secret.reveal() : null;
}

function problemOf(content: string, mode?: number): string {
  const result = readSecretFile(secretFile(content, mode));
  return "problem" in result ? result.problem : "";
}

describe("a secret", () => {
  const secret = new Secret("motdepasse");

  it.each([
    ["a text", `${secret}`],
    ["a concatenation", String(secret)],
    ["JSON", JSON.stringify({ secret })],
    ["the inspector", inspect({ deep: [secret] })],
    ["console.log", format("%s %o %j", secret, secret, secret)],
    ["an error", String(new Error(`with ${secret}`))],
  ])("never shows in %s", (_where, shown) => {
    expect(shown).toContain("<secret>");
    expect(shown).not.toContain("motdepasse");
  });

  it("leaves no trace in a copy or in the names of its fields", () => {
    expect(JSON.stringify({ entries: Object.entries(secret), keys: Reflect.ownKeys(secret), copy: structuredClone(secret) })).not.toContain(
      "motdepasse",
    );
  });

  it("comes out when asked by name", () => {
    expect(secret.reveal()).toBe("motdepasse");
  });
});

describe("a secret's file", () => {
  it.each([
    ["motdepasse", "motdepasse"],
    ["motdepasse\n", "motdepasse"],
    ["motdepasse\r\n", "motdepasse"],
    [" mot de passe ", " mot de passe "],
    ["été", "été"],
  ])("that holds %j gives %j: only the editor's newline is taken off", (content, word) => {
    expect(wordOf(content)).toBe(word);
  });

  it.each([
    ["", "jeton est vide"],
    ["\n", "jeton est vide"],
    ["  \n", "jeton est vide"],
  ])("that holds %j is refused as empty", (content, problem) => {
    expect(problemOf(content)).toBe(problem);
  });

  it.each([["un\ndeux\n"], ["mot\n\n"], ["mot\u0000"]])("that holds %j is refused: a secret is one line of text", (content) => {
    expect(problemOf(content)).toBe("jeton doit contenir le secret seul, sur une seule ligne");
  });

  it("of more than four kilobytes is refused", () => {
    expect(problemOf("x".repeat(4_097))).toBe("jeton dépasse 4096 octets : ce n'est pas un secret");
    expect(problemOf("x".repeat(4_096))).toBe("");
  });

  it.each([0o644, 0o640, 0o604, 0o610])("that others may open (%o) is refused", (mode) => {
    expect(problemOf("mot", mode)).toBe(`droits trop larges sur jeton (0${mode.toString(8)}), attendu 0600`);
  });

  it.each([0o600, 0o400])("that its owner alone may open (%o) is read", (mode) => {
    expect(problemOf("mot", mode)).toBe("");
  });

  it("that is missing is said to be missing", () => {
    const path = join(folder, "absent");

    expect(readSecretFile(path)).toEqual({ problem: `${path} : fichier introuvable` });
  });

  it("of a private key keeps its lines", () => {
    const result = readSecretPem(secretFile("-----BEGIN\nabc\n"));

    expect("secret" in result && result.secret.reveal()).toBe("-----BEGIN\nabc\n");
  });
});
