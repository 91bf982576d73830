import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { noteFr, notesFr } from "../../cli/fr-notes.ts";

const agent = fileURLToPath(new URL("../../agent", import.meta.url));

/** Ways in which the agent's sources give a note: a field, or one of the functions that make an outcome of a word. */
const ways = [
  /\b(?:note|notTold|problem): (?:"[a-z_]+" \| )*"([a-z_]+)"/g,
  /\b(?:silent|refused|garbled|#refuse)\("([a-z_]+)"\)/g,
  /\b(?:silent|refused|garbled)\([^()]+\([^()]*\) \? "([a-z_]+)" : "([a-z_]+)"\)/g,
];

function notesOfTheAgent(): string[] {
  const files = ["transport", "poll"].flatMap((room) =>
    readdirSync(join(agent, room), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(agent, room, file), "utf8")),
  );
  const found = files.flatMap((text) => ways.flatMap((way) => [...text.matchAll(way)].flatMap(([, ...words]) => words)));
  // How a history file, not a codec, disappoints is said by `vigie calls read`.
  return [...new Set(found)].filter((note) => note !== undefined && note !== "no_history").toSorted();
}

const notes = notesOfTheAgent();

describe("a note on why a codec did not answer everything", () => {
  it("is found in the agent's sources wherever it is given", () => {
    for (const note of [
      "snmp_timeout",
      "usm_wrong_digest",
      "tls_failed",
      "tls_too_old",
      "ping_missing",
      "sign_in_refused",
      "another_device",
    ]) {
      expect(notes).toContain(note);
    }
  });

  it.each(notes)("is told in French: %s", (note) => {
    expect(noteFr(note, null)).not.toBe(note);
    expect(noteFr(note, null)).toMatch(/[a-zé] /);
  });

  it("is told once: no sentence stands for two causes", () => {
    expect(new Set(Object.values(notesFr)).size).toBe(Object.keys(notesFr).length);
  });

  it.each([
    ["http_407", /joindre l'équipement sans/],
    ["http_412", /^trop de sessions ouvertes.* fermer/],
    ["http_423", /^compte verrouillé.* le déverrouiller/],
    ["http_429", /^trop d'essais : la porte est fermée un moment.* attendre/],
    ["http_500", /réessayer/],
    ["http_503", /^serveur occupé.* réessayer/],
  ])("is, of a refusal, what it means and what to do first: %s", (note, told) => {
    expect(noteFr(note, "refused")).toMatch(told);
  });

  it("is the number where HTTP says it best, and never an accusation of a codec that answers", () => {
    expect(noteFr("http_418", "garbled")).toBe("réponse HTTP 418");
    expect(noteFr("http_404", "garbled")).toContain("autre famille");
    expect(noteFr("http_404", "answered")).toBe("document absent de cet équipement (404)");
    expect(noteFr("not_this_document", "garbled")).toContain("un autre appareil");
    expect(noteFr("not_this_document", "answered")).not.toContain("autre appareil");
  });
});
