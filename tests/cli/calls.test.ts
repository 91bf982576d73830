import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { lockDataDir } from "../../settings/lock-data-dir.ts";
import { collectorFolder } from "../collector/config/collector-folder.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { describeWithRecordings } from "../servers/requirements.ts";
import { fewCalls, hdxCdr } from "./hdx-cdr.ts";
import { vigie } from "./heard.ts";

const parent = temporaryFolder("calls");
const main = fileURLToPath(new URL("../../cli/main.js", import.meta.url));

function saved(text: string, name = "cdr.xml"): string {
  const file = join(mkdtempSync(join(parent, "history-")), name);
  writeFileSync(file, text);
  return file;
}

const hdxFile = saved(hdxCdr(fewCalls));
const read = (...argv: string[]) => vigie("calls", "read", ...argv);

describe("vigie calls read", () => {
  it("shows the calls of a saved history, the oldest first, in the hours of the site, and what they add up to", async () => {
    const { exitCode, stdout, stderr } = await read("--family", "poly-hdx", hdxFile);

    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n").map((line) => line.replaceAll(/\s+/g, " ").trim())).toEqual([
      "Début Durée Sens Protocole kbit/s Gigue Délai Remarque",
      expect.stringMatching(/^─+/),
      "02/03/2019 10:00 30 min émis H.323 512 12 ms 45 ms",
      "02/03/2019 10:32 20 min émis H.323 512 12 ms 45 ms",
      "05/07/2019 14:00 – émis H.323 512 non abouti : autre protocole essayé",
      "05/07/2019 14:00 – émis SIP 512 nouvelle tentative ; non abouti : autre protocole essayé",
      "06/07/2019 09:00 20 s reçu H.323 512 12 ms 45 ms",
      "07/07/2019 09:00 1 h reçu H.323 512 12 ms 45 ms",
      "",
      "6 enregistrements dans le journal, 6 appels reconnus",
      "4 appels aboutis, 1 h 50 min en tout",
      "2 appels non aboutis, dont 2 bascules vers un autre protocole",
      "1 nouvelle tentative rattachée à l'appel qu'elle reprend",
      "2 usages (appels d'une minute au moins, rappels sous cinq minutes réunis)",
      "du 2 mars 2019 au 7 juillet 2019",
      "",
    ]);
  });

  it("gives the calls in JSON in the words of the contract, and never who was called", async () => {
    const { exitCode, stdout } = await read("--family", "poly-hdx", "--json", hdxFile);

    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ family: "poly-hdx", records: 6, dropped: 0 });
    const { calls } = JSON.parse(stdout) as { calls: { startedAt: number; durationS: number; isConnected: boolean }[] };
    expect(calls).toHaveLength(6);
    expect(calls).toContainEqual(
      expect.objectContaining({ startedAt: Date.parse("2019-03-02T09:00:00Z"), durationS: 1800, isConnected: true, direction: "out" }),
    );
    expect(stdout).not.toMatch(/6600|salle2|farEnd"/);
  });

  it("tells far ends by their hash where the key of the site is given, and where they are where the phone book is", async () => {
    const key = saved("clef du site\n", "key");
    chmodSync(key, 0o600);
    const book = saved("entries:\n  - alias: '660009'\n    place: commune:29155\n    kind: test\n", "annuaire.yml");
    const { stdout } = await read("--family", "hdx", "--far-end-key-file", key, "--phonebook", book, "--json", hdxFile);
    const { calls } = JSON.parse(stdout) as { calls: { farEnd?: string; farEndPlace?: string; isTest?: true }[] };

    expect(calls.every(({ farEnd }) => /^[0-9a-f]{16}$/.test(farEnd ?? ""))).toBe(true);
    expect(calls.filter(({ isTest }) => isTest === true).map(({ farEndPlace }) => farEndPlace)).toEqual(["commune:29155", "commune:29155"]);
    expect((await read("--family", "hdx", "--phonebook", book, hdxFile)).stdout).toMatch(/2 appels d'essai\n +1 usage /);
  });

  it("reads local hours in the zone it is told", async () => {
    const { stdout } = await read("--family", "hdx", "--zone", "Indian/Reunion", "--json", hdxFile);

    const { calls } = JSON.parse(stdout) as { calls: { startedAt: number }[] };

    expect(calls.map(({ startedAt }) => startedAt)).toContain(Date.UTC(2019, 2, 2, 6));
  });

  it("reads what is piped in", () => {
    const { status, stdout } = spawnSync(process.execPath, [main, "calls", "read", "--family", "hdx", "-"], {
      input: hdxCdr(fewCalls),
      encoding: "utf8",
    });

    expect(status).toBe(0);
    expect(stdout).toContain("6 appels reconnus");
  });

  it.each([
    [[], "Il manque le fichier du journal d'appels"],
    [["cdr.xml"], "Il manque la famille : --family FAMILLE ; les familles : "],
    [["cdr.xml", "--family", "poly-hxd"], "Famille inconnue : poly-hxd (vouliez-vous écrire « poly-hdx » ?)"],
    [
      ["cdr.xml", "--family", "cisco-cts"],
      "La famille cisco-cts n'a pas de fichier de journal : l'agent lit ses appels par SNMP ; les familles",
    ],
    [["cdr.xml", "--family", "cts"], "La famille cisco-cts n'a pas de fichier de journal"],
    [
      ["cdr.xml", "--family", "generic-mib2"],
      "La famille generic-mib2 n'a pas de journal d'appels ; les familles dont le journal est un fichier : ",
    ],
    [["cdr.xml", "--family", "hdx", "--zone", "Bretagne"], "Fuseau horaire inconnu : Bretagne"],
    [["cdr.xml", "--family", "hdx", "--far-end-key-file", "absent"], "--far-end-key-file : "],
    [["a.xml", "b.xml", "--family", "hdx"], "Mot inattendu : b.xml"],
  ])("refuses %j and says why", async (argv, reason) => {
    const { exitCode, stdout, stderr } = await read(...argv);

    expect([exitCode, stdout]).toEqual([64, ""]);
    expect(stderr).toContain(reason);
    expect(stderr).toContain("Mode d'emploi : vigie calls read --help");
  });

  it.each([
    ["", "fichier vide"],
    ["<html/>", "ce n'est pas un journal d'appels de la famille poly-hdx"],
  ])("says of a file that holds %j what is wrong with it", async (text, why) => {
    const file = saved(text);

    expect(await read("--family", "hdx", file)).toEqual({ exitCode: 1, stdout: "", stderr: `${file} : ${why}\n` });
  });

  it("says at which line a file stops being XML", async () => {
    const cut = saved(hdxCdr(fewCalls).slice(0, -30));
    const broken = saved("\n<cdr>\n<info></cdr>\n");

    expect((await read("--family", "hdx", cut)).stderr).toBe(`${cut}:2 : ce n'est pas un document XML complet\n`);
    expect((await read("--family", "hdx", broken)).stderr).toBe(`${broken}:3 : ce n'est pas un document XML complet\n`);
  });

  it("says that a file is not there, and every problem of a phone book", async () => {
    expect(await read("--family", "hdx", "absent.xml")).toEqual({ exitCode: 1, stdout: "", stderr: "absent.xml : fichier introuvable\n" });
    expect(await read("--family", "hdx", "--phonebook", saved("entries: 3\n", "annuaire.yml"), hdxFile)).toMatchObject({ exitCode: 78 });
  });

  it("fits a terminal of 80 columns: what matters least is left out", async () => {
    let out = "";
    const { runVigie } = await import("../../cli/vigie.ts");
    await runVigie(["calls", "read", "--family", "hdx", hdxFile], {
      stdout: (text) => void (out += text),
      stderr: () => undefined,
      columns: 80,
    });
    const [titles = "", ...lines] = out.split("\n\n")[0]?.split("\n") ?? [];

    expect(lines.every((line) => line.length <= 80)).toBe(true);
    expect(titles).toMatch(/^Début +Durée +Sens/);
    expect(titles).not.toContain("Délai");
  });

  it.each(["calls", "calls read", "calls import"])("explains « %s » with its options and exit codes", async (words) => {
    const { exitCode, stdout } = await vigie(...words.split(" "), "--help");

    expect(exitCode).toBe(0);
    expect(stdout).toContain("Usage :");
    expect(stdout).toContain(`vigie ${words}`);
    expect(await vigie("help", ...words.split(" "))).toMatchObject({ exitCode: 0, stdout });
  });
});

describe("vigie calls import", () => {
  const endpoint = "ouessant-salle-conseil";
  const given = (folder: string) => [
    "calls",
    "import",
    "--family",
    "hdx",
    "--endpoint",
    endpoint,
    "--config",
    join(folder, "collector.yml"),
  ];

  it("adds the calls of several files once, however often it is told to, and marks them", async () => {
    const folder = collectorFolder();
    const first = saved(hdxCdr(fewCalls.slice(0, 4)));
    const whole = saved(hdxCdr(fewCalls));

    expect(await vigie(...given(folder), first, whole)).toEqual({
      exitCode: 0,
      stdout: [
        `${first} : 4 ajoutés, 0 complété, 0 déjà là`,
        `${whole} : 2 ajoutés, 0 complété, 4 déjà là`,
        `${endpoint} : 6 appels ajoutés au registre, 0 complété, 4 déjà là.`,
        "L'équipement n'a encore dit ni son modèle ni son numéro de série : rien à comparer avec ces journaux.",
        "",
      ].join("\n"),
      stderr: "",
    });
    expect((await vigie(...given(folder), whole)).stdout).toContain("0 appel ajouté au registre, 0 complété, 6 déjà là");

    const ledger = await openSqliteLedger({ file: join(folder, "donnees", "ledger.db") });
    const calls = await ledger.callsAfter(0, 100);
    await ledger.close();
    expect(calls.map(({ isImported }) => isImported)).toEqual(Array(6).fill(true));
  });

  it("writes nothing where it is only to say what it would do", async () => {
    const folder = collectorFolder();
    const { exitCode, stdout } = await vigie(...given(folder), "--dry-run", hdxFile);

    expect([exitCode, stdout]).toEqual([0, `${hdxFile} : 6 appels à reprendre\nRien n'a été écrit (--dry-run).\n`]);
    expect((await vigie(...given(folder), hdxFile)).stdout).toContain("6 appels ajoutés");
  });

  it("refuses while a collector works, and says what to do", async () => {
    const folder = collectorFolder();
    await vigie(...given(folder), hdxFile);
    const unlock = lockDataDir(join(folder, "donnees"));
    const refused = await vigie(...given(folder), hdxFile);
    unlock?.();

    expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
    expect(refused.stderr).toContain("arrêtez-le (systemctl stop vigie-collector)");
  });

  it("refuses an endpoint that the inventory does not name, with the nearest one that it does", async () => {
    const config = join(collectorFolder(), "collector.yml");
    const argv = ["calls", "import", "--family", "hdx", "--endpoint", "ouessant-sale-conseil", "--config", config, hdxFile];

    expect(await vigie(...argv)).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `ouessant-sale-conseil n'est pas dans l'inventaire (vouliez-vous écrire « ${endpoint} » ?)\n`,
    });
  });

  it("imports nothing when one of the files cannot be read", async () => {
    const folder = collectorFolder();

    expect(await vigie(...given(folder), hdxFile, "absent.xml")).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: "absent.xml : fichier introuvable\n",
    });
    expect((await vigie(...given(folder), hdxFile)).stdout).toContain("6 appels ajoutés");
  });

  it.each([
    [["--family", "hdx", "--endpoint", "x", "cdr.xml"], "--config FICHIER"],
    [["--family", "hdx", "--config", "c.yml", "cdr.xml"], "Il manque l'équipement"],
    [["--family", "hdx", "--config", "c.yml", "--endpoint", "x"], "Il manque le fichier"],
  ])("refuses %j and says what is missing", async (argv, reason) => {
    const { exitCode, stderr } = await vigie("calls", "import", ...argv);

    expect(exitCode).toBe(64);
    expect(stderr).toContain(reason);
  });
});

const recorded = "http/polycom-hdx9006/GET_a_getcdr_cgi.anon.xml";

describeWithRecordings([recorded], "nine years of an HDX", (folder) => {
  it("are 73 records: 49 calls and 24 that never connected, imported once", async () => {
    const file = join(folder, recorded);
    const { stdout } = await read("--family", "poly-hdx", file);
    for (const part of ["73 enregistrements dans le journal, 73 appels", "49 appels aboutis", "24 appels non aboutis", "31 usages"]) {
      expect(stdout).toContain(part);
    }

    const config = join(collectorFolder(), "collector.yml");
    const argv = ["calls", "import", "--family", "hdx", "--endpoint", "ouessant-salle-conseil", "--config", config, file];
    expect((await vigie(...argv)).stdout).toContain("73 appels ajoutés");
    expect((await vigie(...argv)).stdout).toContain("0 appel ajouté au registre, 0 complété, 73 déjà là");
  });
});
