import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadCollector } from "../../../collector/config/load-collector.ts";
import { problemsOf } from "../../settings/problems-of.ts";
import { certificate, collectorFolder } from "./collector-folder.ts";

const load = (change?: (text: string) => string) => loadCollector(join(collectorFolder(change), "collector.yml"));

function problems(change: (text: string) => string): string {
  const folder = collectorFolder(change);
  return problemsOf(() => loadCollector(join(folder, "collector.yml")), folder);
}

const minimal = "dataDir: donnees\ninventoryFile: inventory.yml\n";

describe("the example of collector.yml", () => {
  it("is right, with its certificate and its inventory", () => {
    const folder = collectorFolder();
    const { settings, directory } = loadCollector(join(folder, "collector.yml"));

    expect(settings).toMatchObject({
      listen: { host: "0.0.0.0", port: 8443 },
      dataDir: join(folder, "donnees"),
      inventoryFile: join(folder, "inventory.yml"),
      influx: null,
      demonstration: false,
    });
    expect(settings.tls).toMatchObject({ kind: "files", certPem: certificate.cert });
    expect(settings.tls?.kind === "files" && settings.tls.keyPem.reveal()).toBe(certificate.key);
    expect(settings.publicUrl).toBe("https://collecteur.example:8443");
    expect(JSON.stringify(settings)).not.toContain("PRIVATE KEY");
    expect(directory.sites).toHaveLength(3);
  });

  it("says by default what its comments say", () => {
    const uncommented = (text: string) =>
      text.replaceAll(
        /^# (observationRetentionDays|callRetentionMonths|rules|demonstration|logLevel|  (?:confirmFailures|holdIntervals): )/gm,
        "$1",
      );
    const places = { dataDir: "", inventoryFile: "" };

    expect({ ...load(uncommented).settings, ...places }).toEqual({ ...load().settings, ...places });
  });

  it("says what the network agrees on for figures of use, as it holds where nothing is said", () => {
    const uncommented = (text: string) => text.replace(/^# usage:\n(?:#  .*\n)+/m, (section) => section.replaceAll(/^# /gm, ""));

    expect(uncommented("# usage:\n#   cost:\n")).toBe("usage:\n  cost:\n");
    expect(load(uncommented).settings.usage).toEqual(load().settings.usage);
  });

  it("shows how InfluxDB is named", () => {
    const { settings } = load((text) =>
      text.replaceAll(/^# (influx:|  (?:url(?=: http:)|database|user|passwordFile|batchPoints): )/gm, "$1"),
    );

    expect(settings.influx).toMatchObject({
      url: "http://127.0.0.1:8086",
      database: "vigie",
      login: { user: "vigie" },
      batchPoints: 1_000,
    });
    expect(settings.influx?.login?.password.reveal()).toBe("motdepasse");
  });
});

describe("the dead man's signal of the example", () => {
  it("is right once one of its two addresses is chosen, and says by default what its comments say", () => {
    const chosen = (text: string) => text.replaceAll(/^# (deadMan:|  (?:urlFile|method|everySeconds|tellFailures): )/gm, "$1");

    expect(load(chosen).settings.deadMan).toMatchObject(
      load(() => `${minimal}deadMan: { url: "https://veille.example/" }\n`).settings.deadMan ?? {},
    );
  });
});

describe("a collector with a certificate of its own making", () => {
  const own = (more: string) => (text: string) => text.replace(/^tls:\n.*\n.*\n/m, "tls: own\n").replace(/^publicUrl: .*$/m, more);

  it("bears the name by which sites call it, and those of this machine", () => {
    const { settings } = load(own("publicUrl: https://visio.bzh.example/vigie/"));

    expect(settings).toMatchObject({
      tls: { kind: "own", hosts: ["visio.bzh.example", "localhost", "127.0.0.1"] },
      publicUrl: "https://visio.bzh.example/vigie",
    });
  });

  it.each([
    ["no name to bear", "", "collector.yml:15:6 tls : avec « tls: own », publicUrl donne le nom"],
    ["an address without TLS", "publicUrl: http://visio.bzh.example", "publicUrl : http:// alors que « tls » est donné"],
    ["an address with a password", "publicUrl: https://moi:secret@visio.bzh.example", "publicUrl : "],
    ["no address at all", "publicUrl: visio.bzh.example", "publicUrl : attendu : l'adresse https:// que les sites emploient"],
  ])("is refused with %s", (_what, line, problem) => {
    expect(problems(own(line))).toContain(problem);
  });
});

describe("a collector.yml", () => {
  it("need only say where data and inventory are", () => {
    expect(load(() => minimal).settings).toMatchObject({
      listen: { host: "127.0.0.1", port: 8080 },
      tls: null,
      observationRetentionDays: 35,
      callRetentionMonths: 6,
      rules: { confirmFailures: 3, holdIntervals: 3 },
      logLevel: "info",
    });
  });

  it.each(["0.0.0.0", "::", "192.0.2.1", "collecteur.example"])("may not listen on %s in clear", (host) => {
    expect(problems(() => `${minimal}listen: { host: "${host}" }\n`)).toContain(
      `collector.yml:3:17 listen.host : l'écoute sur ${host} sans « tls » ferait passer les jetons en clair`,
    );
  });

  it.each([
    ["on this machine", 'listen: { host: "::1" }\n'],
    ["when a proxy is declared", "listen: { host: 0.0.0.0 }\nallowPlainHttp: true\n"],
  ])("may listen in clear %s", (_when, text) => {
    expect(problems(() => minimal + text)).toBe("");
  });

  it("keeps observations long enough for the thirty days it shows", () => {
    expect(problems(() => `${minimal}observationRetentionDays: 30\n`)).toBe(
      "collector.yml:3:27 observationRetentionDays : attendu : de 31 à 4000\n",
    );
  });

  it.each([
    ["a key of another certificate", "tls/autre.pem", "tls.keyFile : cette clé privée ne correspond pas au certificat de tls.certFile"],
    ["a certificate for a key", "tls/certificat.pem", "tls.keyFile : droits trop larges sur certificat.pem (0644), attendu 0600"],
    ["a word for a key", "secrets/influx", "tls.keyFile : ce fichier n'est pas une clé privée lisible, sans mot de passe, au format PEM"],
  ])("with %s is refused", (_what, file, problem) => {
    expect(problems((text) => text.replace("tls/cle.pem", file))).toContain(problem);
  });

  it("with a key for a certificate is refused", () => {
    expect(problems((text) => text.replace("tls/certificat.pem", "tls/cle.pem"))).toContain(
      "tls.certFile : ce fichier n'est pas un certificat lisible",
    );
  });

  it("may not name a user of InfluxDB without a password", () => {
    expect(problems(() => `${minimal}influx: { url: "http://127.0.0.1:8086/x", database: vigie, user: vigie }\n`)).toBe(
      [
        "collector.yml:3:1 influx : « user » et « passwordFile » vont ensemble : donner les deux ou aucun",
        "collector.yml:3:16 influx.url : pas de chemin après le nom de la machine",
        "",
      ].join("\n"),
    );
  });

  it("may say who is called as long as it works, in a file where the address is a password", () => {
    const { settings } = load(() => `${minimal}deadMan: { urlFile: secrets/veille, everySeconds: 30, tellFailures: true }\n`);

    expect(settings.deadMan).toMatchObject({ method: "GET", everySeconds: 30, tellsFailures: true, caPem: null });
    expect(settings.deadMan?.url.reveal()).toBe("https://veille.example/ping/0f7c3a52?via=vigie");
    expect(JSON.stringify(settings)).not.toContain("0f7c3a52");
  });

  it("may say who is called with a question behind the address", () => {
    const { settings } = load(() => `${minimal}deadMan: { url: "https://veille.example/api/push/vigie?status=up&msg=OK" }\n`);

    expect(settings.deadMan?.url.reveal()).toBe("https://veille.example/api/push/vigie?status=up&msg=OK");
  });

  it.each([
    ["no address", "{ everySeconds: 60 }", "collector.yml:3:1 deadMan : donner l'adresse à appeler"],
    [
      "two addresses",
      "{ url: 'https://veille.example/', urlFile: secrets/veille }",
      "deadMan.urlFile : « url » et « urlFile » disent la même",
    ],
    ["an address in clear of a person", "{ url: 'https://moi:secret@veille.example/' }", "deadMan.url : "],
    ["a file that holds no address", "{ urlFile: secrets/influx }", "deadMan.urlFile : l'adresse que contient ce fichier ne convient pas"],
    ["too short an interval", "{ url: 'https://veille.example/', everySeconds: 1 }", "deadMan.everySeconds : attendu : de 10 à 3600"],
    ["an authority that is not there", "{ url: 'https://veille.example/', caFile: absent.pem }", "deadMan.caFile : "],
  ])("may not ask for a dead man's signal with %s", (_what, deadMan, problem) => {
    const told = problems(() => `${minimal}deadMan: ${deadMan}\n`);

    expect(told).toContain(problem);
    expect(told).not.toContain("motdepasse");
  });

  it("whose inventory is missing is told so at the key that names it", () => {
    expect(problems(() => "dataDir: donnees\ninventoryFile: absent.yml\n")).toBe(
      "collector.yml:2:16 inventoryFile : absent.yml : fichier introuvable\n",
    );
  });

  it("is refused together with its inventory, in one go", () => {
    const folder = collectorFolder(() => `${minimal}listn: {}\n`);
    writeFileSync(join(folder, "inventory.yml"), "territories: []\nsites: 3\n");

    expect(problemsOf(() => loadCollector(join(folder, "collector.yml")), folder)).toBe(
      [
        "collector.yml:3:1 listn : clé inconnue (vouliez-vous écrire « listen » ?)",
        "inventory.yml:1:1 territories : la liste ne doit pas être vide",
        "inventory.yml:2:8 sites : attendu : une liste ; trouvé : le nombre 3",
        "",
      ].join("\n"),
    );
  });

  it("that is right is still refused for its inventory's mistakes", () => {
    const folder = collectorFolder(() => minimal);
    writeFileSync(join(folder, "inventory.yml"), "");

    expect(problemsOf(() => loadCollector(join(folder, "collector.yml")), folder)).toBe("inventory.yml:1:1 le fichier est vide\n");
  });
});

describe("what a collector.yml says of use", () => {
  it("takes the place of what is usual, key by key", () => {
    const { usage } = load(() => `${minimal}usage: {underUse: {thresholdPerMonth: 2}, cost: {runningEurosPerMonth: 40}}\n`).settings;

    expect(usage.underUse).toMatchObject({ thresholdPerMonth: 2, establishedFrom: 0.95 });
    expect(usage.room).toEqual({ amortisationYears: 5, runningEurosPerMonth: 40 });
  });

  it.each([
    ["underUse: {probableFrom: 0.97}", "« probableFrom » dépasse « establishedFrom »"],
    ["savings: {substitution: {low: 1, central: 0.5, high: 1}}", "du plus bas au plus haut"],
    ["study: {lowPerMonth: 3, highPerMonth: 2, quotation: x, source: y}", "« lowPerMonth » dépasse « highPerMonth »"],
    ["cost: {amortisationYears: 0}", "amortisationYears"],
    ["underuse: {}", "underUse"],
  ])("is refused as %s, with its line", (words, sentence) => {
    const told = problems(() => `${minimal}usage:\n  ${words}\n`);

    expect(told).toContain(sentence);
    expect(told).toMatch(/collector\.yml:[34]/);
  });
});
