import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { families } from "../../agent/drivers/index.ts";
import { probeHelp } from "../../cli/fr-probe.ts";
import { runProbe } from "../../cli/probe.ts";
import { readingWords } from "../../collector/web/fr-readings.ts";
import { readingKinds } from "../../contract/reading-kinds.ts";
import { selfSignedCertificate } from "../../simulator/http/self-signed.ts";
import { type RecordedCodec, startRecordedCodec } from "../agent/recorded-codec.ts";
import { startTlsCodec } from "../agent/transport/hostile-web.ts";
import { temporaryFolder } from "../servers/folders.ts";

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function probe(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await runProbe(argv, { stdout: (text) => void (out += text), stderr: (text) => void (err += text) });
  return { code, out, err };
}

async function codecThatSays(words: Parameters<typeof startRecordedCodec>[0]): Promise<RecordedCodec> {
  const codec = await startRecordedCodec(words);
  closing.push(() => codec.close());
  return codec;
}

function secretFile(word: string, mode = 0o600): string {
  const file = join(temporaryFolder("probe"), "secret");
  writeFileSync(file, word);
  chmodSync(file, mode);
  return file;
}

const web = (codec: RecordedCodec, password = "mot-de-passe"): string[] => [
  "127.0.0.1",
  "--http-url",
  codec.http?.url ?? "",
  "--http-user",
  "vigie",
  "--http-password-file",
  secretFile(password),
];
/** Without the root page, which is asked for without a password. */
const asked = ({ requests }: RecordedCodec): string[] => requests.filter((request) => request !== "GET /");
const systemUnit = "<Status><SystemUnit><ProductId>Cisco Room Bar</ProductId><Uptime>9000</Uptime></SystemUnit></Status>";
const quietCisco = { "/getxml?location=/Status/SystemUnit": systemUnit, "/status.xml": systemUnit, "/putxml": "<Command/>" };

describe("vigie probe", () => {
  it("shows in French what a codec answers", async () => {
    const { code, out } = await probe(...web(await codecThatSays({ http: quietCisco })));

    expect(code).toBe(0);
    expect(out).toContain("127.0.0.1 : répond, famille cisco-ce");
    expect(out).toMatch(/Modèle +Cisco Room Bar/);
    expect(out).toMatch(/En marche depuis +2 h 30 min/);
  });

  it("gives the same in JSON to who asks for it", async () => {
    const { code, out } = await probe(...web(await codecThatSays({ http: quietCisco })), "--json");

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      host: "127.0.0.1",
      family: "cisco-ce",
      outcome: "answered",
      notACodec: null,
      channels: [{ channel: "http", outcome: "answered", notes: [] }],
    });
    const { readings } = JSON.parse(out) as { readings: { kind: string; source: string }[] };
    const address = "/getxml?location=/Status/SystemUnit#Status/SystemUnit/Uptime";
    const uptime = readings.find(({ kind }) => kind === "uptime_seconds");
    expect(uptime).toMatchObject({ value: 9000, address, isUnverified: false });
    expect(uptime?.source).toMatch(/^Cisco xAPI/);
  });

  it("ends with 2 when the codec is silent", async () => {
    const codec = await codecThatSays({ snmp: "" });
    const { code, out } = await probe("127.0.0.1", "--snmp-port", `${codec.snmp?.port}`, "--snmp-community", "x", "--timeout", "0,1");

    expect(code).toBe(2);
    expect(out).toContain("muet");
  });

  it("ends with 3 after one try when the password is wrong", async () => {
    const codec = await codecThatSays({ http: quietCisco });
    const { code, out } = await probe(...web(codec, "autre"));

    expect(code).toBe(3);
    expect(out).toContain("utilisateur ou mot de passe incorrect");
    expect(asked(codec)).toHaveLength(1);
  });

  it("tries a wrong web password once even when SNMP goes on answering", async () => {
    const codec = await codecThatSays({ snmp: "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.5596.150.6.4.1\n", http: quietCisco });
    const { code, out } = await probe(...web(codec, "autre"), "--snmp-port", `${codec.snmp?.port}`, "--snmp-community", "public");

    expect(code).toBe(0);
    expect(out).toMatch(/Web +refuse/);
    expect(asked(codec)).toHaveLength(1);
  });

  it("ends with 4 when the answer cannot be read", async () => {
    const codec = await codecThatSays({ http: { "/getxml?location=/Status/SystemUnit": "<Status>" } });

    expect((await probe(...web(codec), "--driver", "cisco-ce")).code).toBe(4);
  });

  it("ends with 5 and the name of the device when it is no codec", async () => {
    const codec = await codecThatSays({ snmp: "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.5596.130.6.4.1\n" });
    const { code, out } = await probe("127.0.0.1", "--snmp-port", `${codec.snmp?.port}`);

    expect(code).toBe(5);
    expect(out).toContain("Cisco VCS");
  });

  it("names in French a device that has no name of its own", async () => {
    const codec = await codecThatSays({ snmp: "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.2435.2.3.9.1\n" });
    const { code, out } = await probe("127.0.0.1", "--snmp-port", `${codec.snmp?.port}`);

    expect(code).toBe(5);
    expect(out).toContain("imprimante Brother");
  });

  it("names each document that could not be read, and accuses no codec that proved to be itself", async () => {
    const codec = await codecThatSays({
      http: { ...quietCisco, "/status.xml": "<printer><toner>40</toner></printer>", "/putxml": "<Command" },
    });
    const { code, out } = await probe(...web(codec));
    const { channels, notUnderstood } = JSON.parse((await probe(...web(codec), "--json", "--all")).out) as {
      channels: { faults: unknown }[];
      notUnderstood: { addresses: { address: string }[] };
    };

    expect(code).toBe(0);
    expect(out).toContain("GET /status.xml : ce n'est pas le document attendu");
    expect(out).toContain("POST /putxml : document XML illisible");
    expect(out).not.toContain("autre appareil");
    expect(channels[0]?.faults).toEqual([
      { request: "GET /status.xml", note: "not_this_document" },
      { request: "POST /putxml", note: "not_xml" },
    ]);
    expect(
      notUnderstood.addresses.filter(({ address }) => address.startsWith("/status.xml")),
      "what is not the codec's is not unread",
    ).toEqual([]);
  });

  it("says of a list of calls that is empty that it was read", async () => {
    const none = "<Command><CallHistoryGetResult/></Command>";

    expect((await probe(...web(await codecThatSays({ http: { ...quietCisco, "/putxml": none } })))).out).toContain(
      "Journal d'appels lu : 0 appel",
    );
  });

  it("says whose refusal it is where it was ours: the certificate, and that no password was sent", async () => {
    const other = await startTlsCodec(selfSignedCertificate("codec", Date.now()), (_, response) => response.end(systemUnit));
    closing.push(() => other.close());
    const argv = ["127.0.0.1", "--http-url", other.url, "--http-user", "vigie", "--http-password-file", secretFile("mot-de-passe")];
    const pinned = await probe(...argv, "--driver", "poly-videoos", "--http-fingerprint", "00".repeat(32));
    const verified = await probe(...argv, "--driver", "cisco-ce", "--http-verify-tls");

    expect([pinned.code, verified.code]).toEqual([3, 3]);
    expect(pinned.out).toMatch(/^127\.0\.0\.1 : certificat refusé par Vigie, famille poly-videoos/);
    expect(pinned.out).toMatch(/son certificat a changé, ce que cette famille fait à chaque redémarrage, aucun mot de passe/);
    expect(verified.out).toMatch(/certificat non reconnu par cette machine, aucun mot de passe n'a été envoyé/);
  });

  it("never shows who was called", async () => {
    const call =
      "<Command><CallHistoryGetResult><Entry><CallHistoryId>1</CallHistoryId><RemoteNumber>salle@exemple.fr</RemoteNumber>" +
      "<DisplayName>Mme Exemple</DisplayName><Duration>600</Duration><StartTimeUTC>2026-11-20T08:00:00Z</StartTimeUTC></Entry></CallHistoryGetResult></Command>";
    const codec = await codecThatSays({ http: { ...quietCisco, "/putxml": call } });
    const shown = [(await probe(...web(codec))).out, (await probe(...web(codec), "--json")).out].join("");

    expect(shown).toContain("1 appel");
    expect(shown).not.toMatch(/exemple/i);
  });
});

describe("what vigie probe says of each value", () => {
  const status =
    "<Status><SystemUnit><ProductId>Cisco Room Bar</ProductId><Uptime>9000</Uptime></SystemUnit><Audio><Volume>50</Volume></Audio>" +
    "<UserInterface><ContactInfo><Name>Mairie d'Exemple</Name></ContactInfo></UserInterface>" +
    "<Network><IPv4><Address>10.1.2.3</Address></IPv4></Network></Status>";
  const talkative = { ...quietCisco, "/status.xml": status };

  it("is its address, and the document it comes from for who asks", async () => {
    const codec = await codecThatSays({ http: talkative });
    const plain = (await probe(...web(codec))).out;
    const sourced = (await probe(...web(codec), "--sources")).out;

    expect(plain).toMatch(/En marche depuis +2 h 30 min +…?\S+SystemUnit\/Uptime$/m);
    expect(sourced).toMatch(/En marche depuis +2 h 30 min +\S+SystemUnit\/Uptime +Cisco xAPI/);
  });

  it("is what nobody reads: its count, and everything for who asks, without a name or an address", async () => {
    const codec = await codecThatSays({ http: talkative });
    const plain = (await probe(...web(codec))).out;
    const all = (await probe(...web(codec), "--all")).out;

    expect(plain).toMatch(/Non lu : \d valeurs \(le détail : --all\)/);
    expect(plain).not.toMatch(/Volume +50/);
    expect(all).toMatch(/^\/status\.xml\nAdresse +Valeur\n[^]*^Status\/Audio\/Volume +50$/m);
    expect(all).toMatch(/ContactInfo\/Name +Xxxxxx x'Xxxxxxx/);
    expect(all).not.toMatch(/Exemple|10\.1\.2\.3/);
  });

  it("is in JSON too, whole for who asks", async () => {
    const codec = await codecThatSays({ http: talkative });
    const { notUnderstood } = JSON.parse((await probe(...web(codec), "--json", "--all")).out) as {
      notUnderstood: { values: number; addresses: { address: string; values: string[] }[] };
    };

    expect(notUnderstood.values).toBe(notUnderstood.addresses.flatMap(({ values }) => values).length);
    expect(notUnderstood.addresses).toContainEqual({ address: "/status.xml#Status/Audio/Volume", values: ["50"] });
    expect(JSON.parse((await probe(...web(codec), "--json")).out)).not.toHaveProperty(["notUnderstood", "addresses"]);
  });

  it("is marked where nobody has seen a codec answer it", async () => {
    const names = ["INACALL", "AUTOANSWER", "GATEKEEPER", "SIP_REGISTER", "IPNETWORK"];
    const systemStatus = `<SYSTEMSTATUS>${names.map((name) => `<${name}><STATE>off</STATE></${name}>`).join("")}</SYSTEMSTATUS>`;
    const codec = await codecThatSays({ http: { "/systemstatus.xml": systemStatus }, access: { kind: "digest" } });
    const { out } = await probe(...web(codec), "--driver", "poly-hdx");

    expect(out).toMatch(/Activité +prêt \(\?\)/);
    expect(out).toContain("(?) adresse que personne n'a encore vue répondre");
  });

  it("hears a codec that only knows TLS 1.0 where it is told to, and says how where it is not", async () => {
    const versions = { minVersion: "TLSv1", maxVersion: "TLSv1", ciphers: "ALL:@SECLEVEL=0" } as const;
    const old = await startTlsCodec({ ...selfSignedCertificate("codec", Date.now()), ...versions }, (_, response) => {
      response.end(systemUnit);
    });
    closing.push(() => old.close());
    const argv = ["127.0.0.1", "--driver", "cisco-ce", "--http-url", old.url, "--http-user", "vigie"];
    const password = ["--http-password-file", secretFile("mot-de-passe")];

    expect((await probe(...argv, ...password)).out).toMatch(
      /Web +chiffrement refusé par Vigie +chiffrement trop ancien.+--http-tls-minimum/,
    );
    expect((await probe(...argv, ...password, "--http-tls-minimum", "1.0")).out).toMatch(/Web +répond/);
  });

  it("tells witnesses apart from what a codec says of itself", async () => {
    const codec = await codecThatSays({ http: quietCisco });
    const port = new URL(codec.http?.url ?? "").port;
    const { code, out } = await probe(...web(codec), "--tcp-port", port);

    expect(code).toBe(0);
    expect(out).toMatch(/^TCP +répond$/m);
  });

  it("cannot move the cursor of who reads it", async () => {
    const name = "Room&#x9B;2J\u009b31m\u202emoor\u2028\u2066";
    const hostile = systemUnit.replace("Cisco Room Bar", name);
    const codec = await codecThatSays({ http: { ...quietCisco, "/getxml?location=/Status/SystemUnit": hostile } });
    const [table, json] = [await probe(...web(codec), "--all"), await probe(...web(codec), "--all", "--json")];

    for (const { out } of [table, json]) expect(out.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
    const { readings } = JSON.parse(json.out) as { readings: { kind: string; value: unknown }[] };
    expect(readings.find(({ kind }) => kind === "model")?.value).toContain("\u202emoor");
  });
});

describe("the command line of vigie probe", () => {
  it.each([
    [[], "Il manque l'équipement"],
    [["codec", "--driver", "minitel"], "Famille inconnue : minitel"],
    [["codec", "--driver", "hdx"], "Famille inconnue : hdx (vouliez-vous écrire « --driver poly-hdx » ?)"],
    [["codec", "--driver", "videoos"], "« --driver poly-videoos »"],
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
