import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, it } from "vitest";
import { digestOfPersonToken } from "../../collector/desk/person-gate.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { tell } from "../collector/accounts/small-network.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { vigie } from "./heard.ts";

const example = new URL("../../docs/examples/inventory.yml", import.meta.url);
const day = 86_400_000;
let folder: string;

/** A collector has worked here. */
beforeEach(async () => {
  folder = temporaryFolder("declaring");
  copyFileSync(example, join(folder, "inventory.yml"));
  const file = join(folder, "collector.yml");
  writeFileSync(file, JSON.stringify({ dataDir: "data", inventoryFile: "inventory.yml" }));
  chmodSync(file, 0o600);
  mkdirSync(join(folder, "data"));
  await (await openSqliteLedger({ file: join(folder, "data", "ledger.db") })).close();
});

const run = (...words: string[]) => vigie(...words, "--config", join(folder, "collector.yml"));

/** A day of Paris that is so far from now, at that hour. */
const hourOf = (days: number, hour: string): string =>
  `${new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(Date.now() + days * day)}T${hour}`;

const add = (from: string, ...more: string[]) =>
  run("maintenance", "add", "--site", "ouessant-mairie", "--from", from, "--duration", "2h", "--reason", "Mise à jour", ...more);

describe("vigie maintenance", () => {
  it("says what was declared, for whom, and that it counts where it was announced in time", async () => {
    const { stdout, stderr, exitCode } = await add(hourOf(10, "18:00"));

    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Maintenance M1 déclarée : site ouessant-mairie \(Mairie d'Ouessant.*\), 2 équipements\.\n/);
    expect(stdout).toMatch(/\nDu .* à 18:00 au .* à 20:00 \(2 h\)\.\nElle compte en entier \(délai de prévenance de 2 j\)\.\n$/);
  });

  it("warns when it comes too late, wholly or in part", async () => {
    expect((await add(hourOf(-3, "18:00"))).stdout).toContain("annoncée trop tard (délai de prévenance de 2 j), elle ne comptera pas");
    const long = await run("maintenance", "add", "--network", "--from", hourOf(-1, "18:00"), "--duration", "5d", "--reason", "Travaux");
    expect(long.stdout).toMatch(/Attention : .* sur 5 j ne comptera pas, faute d'avoir été annoncé à temps.* Elle compte à partir du /);
  });

  it("lists what goes on or is to come, the next first, and everything when asked", async () => {
    await add(hourOf(20, "18:00"));
    await add(hourOf(10, "18:00"));
    await add(hourOf(-30, "18:00"));
    await run("maintenance", "withdraw", "M1", "--reason", "Reportée");

    const names = (text: string): string[] =>
      text.split("\n").flatMap((line) => /^M\d+ +[^ ]+( venir)?/.exec(line)?.[0].replace(/ +/, " ") ?? []);
    expect(names((await run("maintenance", "list")).stdout)).toEqual(["M2 à venir"]);
    expect(names((await run("maintenance", "list", "--all")).stdout)).toEqual(["M1 retirée", "M2 à venir", "M3 passée"]);
    expect(JSON.parse((await run("maintenance", "list", "--json")).stdout)).toMatchObject([
      { id: "M2", standing: "coming", countedSeconds: 7_200 },
    ]);
  });

  it("corrects what is said and leaves the rest; its history keeps every entry", async () => {
    await add(hourOf(10, "18:00"), "--rrule", "FREQ=WEEKLY", "--until", "2099-12-31");
    const corrected = await run("maintenance", "correct", "m1", "--duration", "1h30", "--reason", "Plus courte");
    const once = await run("maintenance", "correct", "M1", "--once", "--reason", "Une seule fois");
    const { stdout } = await run("maintenance", "history", "M1");

    expect(corrected.stdout).toContain("Périodique : FREQ=WEEKLY;UNTIL=20991231, pendant 1 h 30 min.");
    expect(once.stdout).toContain(" à 18:00 au ");
    expect(once.stdout).toContain("(1 h 30 min)");
    expect(
      stdout
        .split("\n")
        .slice(2, -3)
        .map((line) => /déclarée|corrigée|retirée/.exec(line)?.[0]),
    ).toEqual(["déclarée", "corrigée", "corrigée"]);
    expect(stdout).toMatch(/\n\n(?:Elle compte|Attention : ).*\n$/);
  });

  it.each([
    [["--from", "2027-03-28T02:30"], "Cette heure n'existe pas, l'horloge avance cette nuit-là : 2027-03-28T02:30"],
    [["--from", "2027-10-31T02:30"], "l'un de : 2027-10-31T02:30+02:00, 2027-10-31T02:30+01:00"],
    [["--from", "demain"], "Date et heure illisibles : demain (attendu : 2026-11-24T18:00, à l'heure de Paris)"],
    [["--from", "2027-01-04T18:00", "--rrule", "FREQ=WEEKLY;BYDAY=TU"], "le premier qui convienne est le 2027-01-05"],
    [["--from", "2027-01-04T18:00", "--rrule", "FREQ=HOURLY"], "Règle de répétition incorrecte : FREQ"],
    [
      ["--from", "2027-01-04T18:00", "--reason", "Voir jean@example.org"],
      "ressemble à un numéro de téléphone ou à une adresse de courriel",
    ],
    [["--from", "2027-01-04T18:00", "--site", "nulle-part"], "L'inventaire ne connaît pas nulle-part"],
    [
      ["--from", "2027-01-04T18:00", "--site", "ouessant-mairi"],
      "L'inventaire ne connaît pas ouessant-mairi (vouliez-vous écrire « ouessant-mairie » ?)",
    ],
  ])("refuses %j with a sentence, and writes nothing", async (words, sentence) => {
    const usual = new Map([
      ["--site", "ouessant-mairie"],
      ["--duration", "2h"],
      ["--reason", "Mise à jour"],
    ]);
    for (let place = 0; place < words.length; place += 2) usual.set(words[place] ?? "", words[place + 1] ?? "");
    const { stdout, stderr, exitCode } = await run("maintenance", "add", ...[...usual].flat());

    expect([exitCode, stdout]).toEqual([64, ""]);
    expect(stderr).toContain(sentence);
    expect(stderr).toContain("Rien n'a été écrit.");
    expect((await run("audit")).stdout).toBe("Rien n'a encore été écrit.\n");
  });

  it.each([
    [["add", "--site", "a", "--network"], "Il faut un objet, et un seul : --endpoint, --site, --territory ou --network"],
    [["add", "--network"], "Il manque le début : --from 2026-11-24T18:00"],
    [
      ["add", "--network", "--from", "x", "--duration", "2 heures"],
      "Durée illisible : 2 heures (attendu par exemple : 30min, 2h, 1h30, 2d)",
    ],
    [["ad"], "Action inconnue : ad (vouliez-vous écrire « add » ?)"],
    [["correct"], "Il manque l'identifiant d'une maintenance, comme M1"],
  ])("helps whoever writes %j", async (words, sentence) => {
    const { stderr, exitCode } = await run("maintenance", ...words);

    expect([exitCode, stderr]).toEqual([64, `${sentence}\nMode d'emploi : vigie maintenance --help\n`]);
  });
});

describe("vigie incidents", () => {
  const at = ["--at", "2026-06-01T10:00"];
  beforeEach(async () => {
    const ledger = await openSqliteLedger({ file: join(folder, "data", "ledger.db") });
    await tell(
      ledger,
      "ouessant-salle-conseil",
      ["up", "2026-06-01T08:00", "2026-06-01T09:30"],
      ["down", "2026-06-01T09:30", "2026-06-01T10:30"],
    );
    await ledger.close();
  });

  it("notes what a person says of an incident, in the name of whoever gives the command", async () => {
    const said = await run(
      "incidents",
      "attribute",
      "ouessant-salle-conseil",
      ...at,
      "--to",
      "site-power",
      "--reason",
      "Coupure annoncée",
      "--json",
    );

    expect(JSON.parse(said.stdout)).toMatchObject({
      endpoint: "ouessant-salle-conseil",
      at: "2026-06-01T08:00:00Z",
      by: expect.stringMatching(/^unix:./) as unknown,
      said: { kind: "attributed", owner: "site_power" },
    });
    expect((await run("incidents", "acknowledge", "ouessant-salle-conseil", ...at)).stdout).toBe(
      "ouessant-salle-conseil, incident du 01/06/2026 10:00 : pris en charge.\n",
    );
  });

  it.each([
    [["attribute", "ouessant-salle-conseil", ...at, "--to", "maire", "--reason", "x"], "Imputation inconnue : maire"],
    [["comment", "ouessant-salle-conseil", ...at], "Il manque le texte : --text"],
    [
      ["acknowledge", "ouessant-salle-conseil", "--at", "2026-06-01T08:30"],
      "Aucun incident connu ne couvre cet instant ; au plus près : du 01/06/2026 09:30 au 01/06/2026 10:30.",
    ],
    [["acknowledge", "codec-x", ...at], "L'inventaire ne connaît pas codec-x"],
    [["acknowledge", "ouessant-salle-conseil", "--at", "2099-06-01T10:00"], "Cet instant est à venir : 2099-06-01T10:00"],
  ])("refuses %j", async (words, sentence) => {
    const { stderr, exitCode } = await run("incidents", ...words);

    expect(exitCode).toBe(64);
    expect(stderr).toContain(sentence);
  });
});

describe("vigie tokens", () => {
  it("shows a token once, and keeps only its digest", async () => {
    const { stdout } = await run("tokens", "add", "astreinte", "--role", "operator", "--expires", "2099-12-31");
    const token = /vigie_[\w-]{43}/.exec(stdout)?.[0] ?? "";
    const ledger = new DatabaseSync(join(folder, "data", "ledger.db"));
    const [kept] = ledger.prepare("SELECT * FROM person_token").all();
    ledger.close();

    expect(kept).toMatchObject({ name: "astreinte", role: "operator", sha256: digestOfPersonToken(token) });
    for (const file of ["ledger.db", "ledger.db-wal"].map((name) => join(folder, "data", name))) {
      expect(fileText(file)).not.toContain(token);
    }
    expect((await run("tokens", "list")).stdout).toMatch(/astreinte +operator +valable .* 01\/01\/2100 00:00\n/);
  });

  it("gives no second token of a name until the first is revoked", async () => {
    await run("tokens", "add", "astreinte", "--role", "viewer");
    const second = await run("tokens", "add", "astreinte", "--role", "viewer");
    expect([second.exitCode, second.stderr]).toEqual([64, expect.stringContaining("Un jeton de ce nom vaut déjà")]);

    expect((await run("tokens", "revoke", "astreinte")).exitCode).toBe(0);
    expect((await run("tokens", "add", "astreinte", "--role", "viewer")).exitCode).toBe(0);
    expect((await run("tokens", "revoke", "personne")).exitCode).toBe(64);
  });

  it("can be revoked while the inventory is full of errors", async () => {
    await run("tokens", "add", "astreinte", "--role", "viewer");
    writeFileSync(join(folder, "inventory.yml"), "sites: [");

    expect(await run("tokens", "revoke", "astreinte")).toMatchObject({ exitCode: 0 });
  });

  it.each([
    [["add", "Jean Dupont", "--role", "viewer"], "Nom incorrect : Jean Dupont"],
    [["add", "astreinte"], "Il manque le rôle"],
    [["add", "astreinte", "--role", "admin"], "Rôle inconnu : admin"],
    [["add", "astreinte", "--role", "viewer", "--expires", "2020-01-01"], "Jour illisible ou passé : 2020-01-01"],
  ])("refuses %j", async (words, sentence) => {
    const { stderr, exitCode } = await run("tokens", ...words);

    expect(exitCode).toBe(64);
    expect(stderr).toContain(sentence);
  });
});

describe("vigie audit", () => {
  it("shows who wrote what, the newest first", async () => {
    await add(hourOf(10, "18:00"));
    await run("tokens", "add", "astreinte", "--role", "operator");

    const lines = (await run("audit")).stdout.split("\n").slice(2, -1);
    expect(lines.map((line) => /jeton donné +astreinte|maintenance déclarée +M1/.exec(line)?.[0].replace(/ +/g, " "))).toEqual([
      "jeton donné astreinte",
      "maintenance déclarée M1",
    ]);
    expect(JSON.parse((await run("audit", "--json", "--limit", "1")).stdout)).toMatchObject([
      { entry: 2, what: "token_added", before: null },
    ]);
  });

  it("and every command says so where there is no ledger, or one of another version", async () => {
    const database = new DatabaseSync(join(folder, "data", "ledger.db"));
    database.exec("INSERT INTO kysely_migration (name, timestamp) VALUES ('9000-from-afar', '')");
    database.close();
    const newer = await run("audit");
    writeFileSync(join(folder, "collector.yml"), JSON.stringify({ dataDir: "elsewhere", inventoryFile: "inventory.yml" }));
    const absent = await add(hourOf(10, "18:00"));

    expect([newer.exitCode, newer.stderr]).toEqual([1, expect.stringContaining("Le registre est d'une version plus récente")]);
    expect([absent.exitCode, absent.stderr]).toEqual([1, expect.stringContaining("Il n'y a pas encore de registre")]);
  });

  it.each(["maintenance", "incidents", "tokens", "audit"])("like %s, is explained with examples", async (command) => {
    const { stdout, exitCode } = await vigie(command, "--help");

    expect(exitCode).toBe(0);
    expect(stdout).toContain("Exemples :");
    expect(stdout).toContain(`vigie ${command}`);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(140);
  });
});

function fileText(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
