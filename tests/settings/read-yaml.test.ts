import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type Static, Type } from "typebox";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { SettingsError } from "../../settings/problem.ts";
import { type ExtraChecks, readYaml } from "../../settings/read-yaml.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { problemsOf } from "./problems-of.ts";

const strict = { additionalProperties: false };
const Room = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 20 }),
    seats: Type.Integer({ minimum: 1, maximum: 40 }),
    isOpen: Type.Optional(Type.Boolean()),
    kind: Type.Enum(["conseil", "formation"]),
    codec: Type.Optional(
      Type.Union([
        Type.Object({ version: Type.Literal("2c"), community: Type.String() }, strict),
        Type.Object({ version: Type.Literal("3"), user: Type.String(), port: Type.Integer({ minimum: 1 }) }, strict),
      ]),
    ),
  },
  strict,
);
const Rooms = Type.Object(
  {
    rooms: Type.Array(Room, { minItems: 1 }),
    code: Type.Optional(Type.String({ pattern: "^[0-9]{5}$", expected: "cinq chiffres entre guillemets" })),
  },
  strict,
);
type Rooms = Static<typeof Rooms>;

const folder = temporaryFolder("yaml");

function read(text: string | Uint8Array, extraChecks?: ExtraChecks<Rooms>): Rooms {
  const file = join(folder, "salles.yml");
  writeFileSync(file, text);
  return readYaml(file, Rooms, extraChecks);
}

const problems = (text: string | Uint8Array, extraChecks?: ExtraChecks<Rooms>) =>
  problemsOf(() => read(text, extraChecks), folder).split("\n");
const right = "rooms:\n  - name: Conseil\n    seats: 12\n    kind: conseil\n";

describe("a settings file that is right", () => {
  it("is read as it is written", () => {
    expect(read(right)).toEqual({ rooms: [{ name: "Conseil", seats: 12, kind: "conseil" }] });
  });

  it("may share a value between several places with an anchor, hundreds of times", () => {
    const rooms = Array.from({ length: 300 }, () => "  - { name: *nom, seats: 1, kind: conseil }").join("\n");

    expect(read(`rooms:\n  - { name: &nom Salle, seats: 1, kind: conseil }\n${rooms}\n`).rooms).toHaveLength(301);
  });

  it("means the same with Windows line ends and a byte order mark", () => {
    expect(read(`\uFEFF${right.replaceAll("\n", "\r\n")}`)).toEqual(read(right));
  });

  it("does not take « no » or « 03:30 » for anything but text, whatever YAML version the file declares", () => {
    expect(read(`%YAML 1.1\n---\n${right.replace("Conseil", "no")}`).rooms[0]?.name).toBe("no");
  });
});

describe("a settings file that is wrong", () => {
  it("tells every problem at once, each with its line, column and key", () => {
    const text = [
      "rooms:",
      "  - nam: Conseil",
      "    seats: beaucoup",
      "    kind: consiel",
      "  - name: ''",
      "    seats: 41",
      "    kind:",
      "code: 123",
    ];

    expect(problems(text.join("\n"))).toEqual([
      "salles.yml:2:5 rooms[0].name : clé obligatoire absente",
      "salles.yml:2:5 rooms[0].nam : clé inconnue (vouliez-vous écrire « name » ?)",
      "salles.yml:3:12 rooms[0].seats : attendu : un nombre entier ; trouvé : le texte « beaucoup »",
      "salles.yml:4:11 rooms[0].kind : attendu, au choix : conseil, formation ; trouvé : le texte « consiel » (vouliez-vous écrire « conseil » ?)",
      "salles.yml:5:11 rooms[1].name : ne doit pas être vide",
      "salles.yml:6:12 rooms[1].seats : attendu : de 1 à 40",
      "salles.yml:7:5 rooms[1].kind : valeur absente ; attendu, au choix : conseil, formation",
      'salles.yml:8:7 code : attendu : un texte ; mettre des guillemets : "123"',
      "",
    ]);
  });

  it("tells more than eight problems", () => {
    const rooms = Array.from({ length: 30 }, () => "  - { name: Salle, seats: 0, kind: conseil }").join("\n");

    expect(problems(`rooms:\n${rooms}\n`)).toHaveLength(31);
  });

  it("says so when there are too many problems to tell", () => {
    const rooms = "  - { name: Salle, seats: 0, kind: conseil }\n".repeat(3_000);

    expect(problems(`rooms:\n${rooms}`)[0]).toBe(
      "salles.yml:1:1 trop de problèmes pour les afficher tous : la suite paraîtra une fois ceux-ci corrigés",
    );
  });

  it("explains the variant that was meant, not all of them", () => {
    expect(problems(`${right}    codec: { version: "3", usr: vigie, port: 0 }\n`)).toEqual([
      "salles.yml:5:5 rooms[0].codec.user : clé obligatoire absente",
      "salles.yml:5:28 rooms[0].codec.usr : clé inconnue (vouliez-vous écrire « user » ?)",
      "salles.yml:5:46 rooms[0].codec.port : attendu : au moins 1",
      "",
    ]);
  });

  it.each([
    ["3", 'rooms[0].codec.version : attendu : un texte ; mettre des guillemets : "3"'],
    ['"1"', "rooms[0].codec.version : attendu, au choix : 2c, 3 ; trouvé : le texte « 1 »"],
  ])("names the variants when %s is none of them", (version, problem) => {
    expect(problems(`${right}    codec: { version: ${version}, user: vigie }\n`)[0]).toBe(`salles.yml:5:23 ${problem}`);
  });

  it("lets the further rules see what is right beside what is wrong, so that nothing waits for a second try", () => {
    const noSalle: ExtraChecks<Rooms> = ({ rooms }, report) => {
      for (const [index, room] of (rooms ?? []).entries()) {
        if (room?.name === "Salle") report(["rooms", index, "name"], "nom trop vague");
      }
    };
    const text = "rooms:\n  - 12\n  - { name: Salle, seats: 0, kind: conseil }\n";

    expect(problems(text, noSalle)).toEqual([
      "salles.yml:2:5 rooms[0] : attendu : un groupe de clés ; trouvé : le nombre 12",
      "salles.yml:3:13 rooms[1].name : nom trop vague",
      "salles.yml:3:27 rooms[1].seats : attendu : de 1 à 40",
      "",
    ]);
  });

  it.each([
    ["nothing in it", "", "salles.yml:1:1 le fichier est vide"],
    ["a list instead of keys", "- 1\n- 2\n", "salles.yml:1:1 attendu : un groupe de clés ; trouvé : une liste"],
    ["the same key twice", `${right}    seats: 13\n`, "salles.yml:5:5 clé écrite deux fois dans le même groupe"],
    ["a tabulation", "rooms:\n\t- name: x\n", "salles.yml:2:1 tabulation dans le retrait : n'employer que des espaces"],
    [
      "an unclosed bracket",
      "rooms: [1\ncode: x\n",
      "salles.yml:2:1 retrait incorrect, ou crochet, accolade ou guillemet non fermé plus haut",
    ],
    ["a list for a key", "[12]: x\n", "salles.yml:1:1 une clé doit être un texte : la mettre entre guillemets"],
    ["a type tag", "rooms: !!binary aGVsbG8=\n", "salles.yml:1:8 étiquette de type (!nom) inconnue : la retirer"],
    ["two documents", `${right}---\n${right}`, "salles.yml:5:1 le fichier contient plusieurs documents (---) : un seul est attendu"],
    ["an alias without anchor", "rooms: *ici\n", "salles.yml:1:8 ce renvoi (*nom) ne correspond à aucune ancre (&nom) écrite plus haut"],
    ["bytes that are no text", Uint8Array.of(0x72, 0x3a, 0x20, 0xff, 0xfe), "salles.yml:1:1 le fichier n'est pas un texte UTF-8"],
  ])("with %s is refused with its line", (_what, text, problem) => {
    expect(problems(text)).toContain(problem);
  });

  it("may not hide a flood of data behind a few nested anchors", () => {
    const level = (name: string, below: string) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${below}`).join(", ")}]`;
    const bomb = ["a: &a [x, x, x]", level("b", "a"), level("c", "b"), level("d", "c"), level("e", "d"), level("f", "e"), level("g", "f")];

    expect(problems(bomb.join("\n"))).toEqual(["salles.yml:1:1 trop de renvois (*nom) imbriqués : le fichier est refusé", ""]);
  });

  it("may contain itself without stopping the check", () => {
    expect(problems("rooms: &tout [*tout]\n")[0]).toBe("salles.yml:1:15 rooms[0] : attendu : un groupe de clés ; trouvé : une liste");
  });

  it("that is nested a hundred thousand times is refused", () => {
    expect(problems("[".repeat(100_000))[0]).toMatch(/^salles.yml:1:\d+ le fichier est trop imbriqué pour être lu$/);
  });

  it("that weighs more than four megabytes is refused before it is read", () => {
    expect(problems(`# ${"x".repeat(4 * 1024 * 1024)}\n`)).toEqual(["salles.yml:1:1 le fichier dépasse 4 Mo", ""]);
  });

  it("that does not exist, or is a folder, is said so", () => {
    mkdirSync(join(folder, "dossier"), { recursive: true });

    expect(problemsOf(() => readYaml(join(folder, "absent.yml"), Rooms), folder)).toBe("absent.yml:1:1 fichier introuvable\n");
    expect(problemsOf(() => readYaml(join(folder, "dossier"), Rooms), folder)).toBe(
      "dossier:1:1 c'est un dossier, un fichier est attendu\n",
    );
  });
});

describe("whatever is written in a settings file", () => {
  const yamlWord = fc.constantFrom(
    "rooms",
    "name",
    ":",
    ": ",
    "\n",
    "\n  ",
    "\n  - ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a",
    "*a",
    "!x",
    "'",
    '"',
    "|",
    ">",
    "%",
    "#",
    "? ",
    "__proto__",
    "12",
    "~",
    "\t",
    "\r",
    "---",
    "é",
  );
  const soup = fc.array(yamlWord, { maxLength: 40 }).map((words) => words.join(""));
  const mutant = fc
    .tuple(fc.nat(right.length), fc.nat(6), yamlWord)
    .map(([at, cut, word]) => right.slice(0, at) + word + right.slice(at + cut));
  const anyData = fc.anything({ maxDepth: 4, withDate: false }).map((data) => stringify({ rooms: [data], code: data }));
  const anyText = fc.oneof(fc.string({ unit: "binary", maxLength: 80 }), soup, mutant, anyData);

  it("either is read, or is refused with problems that all lie within the file", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyText, (text) => {
        try {
          expect(read(text).rooms.length).toBeGreaterThan(0);
        } catch (error) {
          if (!(error instanceof SettingsError)) throw error;
          const lines = text.split("\n");
          expect(error.problems.length).toBeGreaterThan(0);
          for (const problem of error.problems) {
            expect(problem.line).toBeGreaterThanOrEqual(1);
            expect(problem.line).toBeLessThanOrEqual(lines.length);
            expect(problem.column).toBeGreaterThanOrEqual(1);
            expect(problem.column).toBeLessThanOrEqual((lines[problem.line - 1] ?? "").length + 1);
            expect(problem.message).not.toBe("");
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
