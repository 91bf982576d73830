import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AgentSettings } from "../../../agent/config/agent-settings.ts";
import { loadAgentSettings } from "../../../agent/config/load-agent-settings.ts";
import { drivers, families } from "../../../agent/drivers/index.ts";
import { spokenChannels } from "../../../agent/drivers/spoken-channels.ts";
import { keepAuthority, keepCredential } from "../../../agent/enrol/credential-files.ts";
import { readFarEndAddress } from "../../../agent/far-ends/far-end-address.ts";
import { Secret } from "../../../settings/secret.ts";
import { problemsOf } from "../../settings/problems-of.ts";
import { inAgentFolder } from "./agent-folder.ts";

const example = new URL("../../../docs/examples/agent.yml", import.meta.url);
const broken = new URL("broken/", import.meta.url);
/** What is told of an unknown family must not change with each family that is added. */
const someFamilies = ["cisco-ce", "poly-videoos", "generic-mib2"];

function load(change: (text: string) => string = (text) => text) {
  const { folder, file } = inAgentFolder(example);
  writeFileSync(file, change(readFileSync(file, "utf8")));
  return { folder, settings: loadAgentSettings(file, { families }) };
}

function problems(change: (text: string) => string): string {
  const { folder, file } = inAgentFolder(example);
  writeFileSync(file, change(readFileSync(file, "utf8")));
  return problemsOf(() => loadAgentSettings(file, { families }), folder);
}

/** What can be compared between two loads: neither the folder nor functions. */
function plain({ dataDir: _dataDir, phoneBook, ...others }: AgentSettings) {
  return { ...others, phoneBookSize: phoneBook.size };
}

describe("an agent without a token of the operator's", () => {
  const withoutToken = (text: string) => text.replace(/^ {2}tokenFile: .*\n/m, "");

  it("is told to enrol first", () => {
    expect(problems(withoutToken)).toMatch(
      /^agent\.yml:6:1 collector : cet agent n'a ni certificat ni jeton : l'admettre avec « vigie agent enroll »/,
    );
  });

  it("speaks by what its enrolment left in its data directory, and trusts the authority found there", () => {
    const { folder, file } = inAgentFolder(example);
    writeFileSync(file, withoutToken(readFileSync(file, "utf8")));
    keepCredential(join(folder, "donnees"), { kind: "token", token: new Secret("word") });
    keepAuthority(join(folder, "donnees"), "the authority");

    expect(loadAgentSettings(file, { families }).collector).toEqual({
      url: "https://collecteur.example:8443",
      token: null,
      caPem: "the authority",
    });
  });

  it("does not believe a credential that others may read", () => {
    const { folder, file } = inAgentFolder(example);
    writeFileSync(file, withoutToken(readFileSync(file, "utf8")));
    keepCredential(join(folder, "donnees"), { kind: "token", token: new Secret("word") });
    chmodSync(join(folder, "donnees", "credential", "token"), 0o644);

    expect(problemsOf(() => loadAgentSettings(file, { families }), folder)).toContain(
      "dataDir : droits trop larges sur token (0644), attendu 0600",
    );
  });
});

describe("the example of agent.yml", () => {
  it("is right, and gives what it does not say", () => {
    const { folder, settings } = load();

    expect(settings).toMatchObject({
      agent: "ouessant-mairie",
      collector: { url: "https://collecteur.example:8443", caPem: null },
      dataDir: join(folder, "donnees"),
      batchSeconds: 60,
      outbox: { maxBytes: 2_147_483_648, maxDays: 30 },
      paces: { stateSeconds: 60, statusSeconds: 300, historySeconds: 600, inventoryAt: { hour: 3, minute: 30 } },
      zone: "Europe/Paris",
      ignoredDiagnostics: ["MacrosRuntimeStatus", "HTTPFeedbackFailed"],
      logLevel: "info",
    });
    expect(settings.phoneBook.size).toBeGreaterThan(10);
    expect(settings.endpoints[1]).toMatchObject({
      id: "ouessant-mediatheque",
      family: "auto",
      snmp: { version: "2c", port: 161 },
      timeoutMs: 5_000,
      retries: 2,
    });
    expect(settings.endpoints[0]).toMatchObject({
      snmp: { version: "3", user: "vigie", authProtocol: "sha256" },
      http: { verifyTls: true },
      reach: { tcpPort: 443, icmp: true },
      timeoutMs: 3_000,
      retries: 1,
    });
  });

  it("says by default what its comments say", () => {
    const { settings } = load((text) =>
      text.replaceAll(/^# (batchSeconds|outbox|paces|zone|ignoredDiagnostics|codecTls|  - |  (?!caFile)\w+: )/gm, "$1"),
    );

    expect(plain(settings)).toEqual(plain(load().settings));
  });

  it("has its secrets read, and does not show them", () => {
    const { settings } = load();

    expect(settings.collector.token?.reveal()).toBe("jeton-0123456789abcdef");
    expect(JSON.stringify(settings)).not.toMatch(/jeton-0|0123456789abcdef|authentification|chiffrement"|communaute"/);
  });

  it("names no channel that is not used", () => {
    expect(load().settings.endpoints[1]).not.toHaveProperty("http");
    expect(load().settings.endpoints[1]).not.toHaveProperty("reach");
  });
});

describe("the example of an agent that follows the collector's plan", () => {
  it("names no codec, and says what of the site a plan may use", () => {
    const { folder, file } = inAgentFolder(new URL("../../../docs/examples/agent-plan.yml", import.meta.url));
    const text = readFileSync(file, "utf8").replace("jeton-collecteur", "secrets/jeton-collecteur").replace("cle-corr", "secrets/cle-corr");
    writeFileSync(file, text);
    const { endpoints, plan } = loadAgentSettings(file, { families });

    expect(endpoints).toEqual([]);
    expect(plan).toMatchObject({
      secrets: {
        folder: join(folder, "secrets"),
        reserved: [join(folder, "donnees"), join(folder, "secrets", "jeton-collecteur"), join(folder, "secrets", "cle-correspondants")],
      },
      maxEndpoints: 500,
      everySeconds: 300,
    });
    const hosts = ["192.0.2.10", "codec.mairie.example", "198.51.100.7", "other.mairie.example", "10.0.0.1"];
    expect(hosts.map((host) => plan?.ranges.permits(host))).toEqual([true, true, false, false, false]);
  });
});

describe("an agent.yml with mistakes", () => {
  it.each(readdirSync(broken).filter((name) => name.endsWith(".yml")))("%s is refused with every one of them", async (name) => {
    const { folder, file } = inAgentFolder(new URL(name, broken));

    await expect(problemsOf(() => loadAgentSettings(file, { families: someFamilies }), folder)).toMatchFileSnapshot(
      `broken/${name.replace(".yml", ".txt")}`,
    );
  });
});

describe("the family of a codec", () => {
  const withWebOnly = (family: string) => (text: string) => {
    const http = '{ url: "https://192.0.2.99", user: vigie, passwordFile: secrets/api-salle-conseil }';
    return `${text}\n  - { id: par-le-web, host: 192.0.2.99, family: ${family}, http: ${http} }\n`;
  };
  const [withWeb, withoutWeb] = [true, false].map((isSpoken) =>
    drivers.filter((driver) => spokenChannels(driver).includes("http") === isSpoken).map(({ family }) => family),
  ) as [string[], string[]];

  it.each(withoutWeb)("%s has no web interface that is read: one declared by it alone would never be asked, and is refused", (family) => {
    const told = problems(withWebOnly(family));

    expect(told).toMatch(/^agent\.yml:\d+:\d+ endpoints\[3\]\.family : /);
    expect(told).toContain(`la famille ${family} n'est lue que par SNMP`);
  });

  it.each(withWeb)("%s can be declared by its web interface alone", (family) => {
    expect(load(withWebOnly(family)).settings.endpoints.at(-1)).toMatchObject({ family });
  });
});

describe("what an agent knows of its site", () => {
  const withKeys = (keys: string) => (text: string) => `${text}\n${keys}\n`;

  it("is a time zone that exists, whichever way it is written", () => {
    expect(load(withKeys("zone: Indian/Reunion")).settings.zone).toBe("Indian/Reunion");
    expect(problems(withKeys("zone: Europe/Pari"))).toContain("zone : fuseau horaire inconnu (vouliez-vous écrire « Europe/Paris » ?)");
    expect(problems(withKeys('zone: "+01:00"'))).toContain("zone : fuseau horaire inconnu ; attendu : un nom comme Europe/Paris");
  });

  it("is which messages of the codecs it does not want to hear of", () => {
    expect(load().settings.ignoredDiagnostics, "by default, those about monitoring itself").toEqual([
      "MacrosRuntimeStatus",
      "HTTPFeedbackFailed",
    ]);
    expect(load(withKeys("ignoredDiagnostics: [TCPMediaFailover]")).settings.ignoredDiagnostics).toEqual(["TCPMediaFailover"]);
    expect(load(withKeys("ignoredDiagnostics: []")).settings.ignoredDiagnostics).toEqual([]);
  });

  it("is where far ends are: without a phone book, only what their numbers prove", () => {
    const { settings } = load((text) => text.replace("phonebookFile", "# phonebookFile"));

    expect(settings.phoneBook.find(readFarEndAddress("0298001234"))).toEqual({ place: "france" });
    expect(settings.phoneBook.find(readFarEndAddress("2955001"))).toEqual({ place: "unknown" });
  });

  it("is told with the problems of its phone book, at their own lines, after those of agent.yml", () => {
    const mistakes = (text: string) => text.replace("annuaire.yml\n", "annuaire-faux.yml\n").replace("dataDir: donnees", 'dataDir: ""');

    expect(problems(mistakes)).toBe(
      [
        "agent.yml:14:10 dataDir : ne doit pas être vide",
        "annuaire-faux.yml:3:12 entries[0].place : ce numéro SIREN est faux : sa clé de contrôle ne correspond pas",
        'annuaire-faux.yml:4:13 entries[1].number : attendu : un texte ; mettre des guillemets : "0298"',
        "",
      ].join("\n"),
    );
  });
});

describe("the certificate of a codec", () => {
  const http = (keys: string) => `
  - id: autre-salle
    host: 192.0.2.20
    http: { url: "https://192.0.2.20", user: vigie, passwordFile: secrets/api-salle-conseil${keys} }`;
  const lastHttp = (endpoint: string, site = "") => load((text) => `${site}\n${text}${endpoint}\n`).settings.endpoints.at(-1)?.http;
  const verify = "codecTls: { policy: verify, caFile: codecs-ca.pem }";
  const aPem = expect.stringContaining("BEGIN CERTIFICATE") as string;

  it("is accepted as it is, unless the site or the endpoint says otherwise", () => {
    expect(lastHttp(http(""))).toMatchObject({ verifyTls: false });
    expect(lastHttp(http(""), "codecTls: { policy: accept }")).toMatchObject({ verifyTls: false });
    expect(lastHttp(http(""), "codecTls: { policy: verify }")).toMatchObject({ verifyTls: true });
    expect(lastHttp(http(""), "codecTls: { policy: verify }")).not.toHaveProperty("caPem");
  });

  it("is held to the site's authority, and to that of the endpoint first", () => {
    expect(lastHttp(http(""), verify)).toMatchObject({ verifyTls: true, caPem: aPem });
    expect(lastHttp(http(", verifyTls: true, caFile: codecs-ca.pem"))).toMatchObject({ verifyTls: true, caPem: aPem });
  });

  it("may be accepted or pinned at one endpoint of a site that verifies", () => {
    const named = (text: string) => text.replace("    http:", "    family: poly-hdx\n    http:");
    const pinned = lastHttp(named(http(`, fingerprintSha256: "${"ab".repeat(32)}"`)), verify);

    expect(lastHttp(http(", verifyTls: false"), verify)).toMatchObject({ verifyTls: false });
    expect(pinned).toMatchObject({ verifyTls: false, fingerprintSha256: "ab".repeat(32) });
    expect(pinned).not.toHaveProperty("caPem");
  });

  it("may be pinned of a family that changes its own at each restart, where an authority signs it", () => {
    const keys = (text: string) => http(text).replace("    http:", "    family: poly-videoos\n    http:");
    const both = lastHttp(keys(`, verifyTls: true, fingerprintSha256: "${"ab".repeat(32)}"`), verify);

    expect(both).toMatchObject({ verifyTls: true, fingerprintSha256: "ab".repeat(32) });
  });
});

describe("a codec that speaks an old TLS only", () => {
  const http = (url: string, keys: string) => (text: string) =>
    `${text}
  - id: ancien-codec
    host: 192.0.2.20
    http: { url: "${url}", user: vigie, passwordFile: secrets/api-salle-conseil${keys} }
`;

  it("is an exception that the site declares for it, and for no other", () => {
    const { endpoints } = load(http("https://192.0.2.20", ', tlsMinimum: "1.0"')).settings;

    expect(endpoints.at(-1)?.http).toMatchObject({ tlsMinimum: "1.0" });
    expect(endpoints[0]?.http).not.toHaveProperty("tlsMinimum");
  });

  it("is not declared in vain, in numbers, or in a version that says nothing of anybody", () => {
    const told = (url: string, keys: string) => problems(http(url, keys)).replace(/^\S+ /, "");

    expect(told("http://192.0.2.20", ', tlsMinimum: "1.0"')).toBe(
      "endpoints[3].http.tlsMinimum : sans effet avec une adresse http:// ; retirer cette clé ou passer à https://\n",
    );
    expect(told("https://192.0.2.20", ", tlsMinimum: 1.0")).toContain('mettre des guillemets : "1.0"');
    expect(told("https://192.0.2.20", ', tlsMinimum: "SSLv3"')).toContain("attendu, au choix : 1.0, 1.1, 1.2");
  });
});

describe("the collector's address", () => {
  const withUrl = (url: string) => (text: string) => text.replace("https://collecteur.example:8443", url);

  it("in clear to another machine is refused: the token would be read on the way", () => {
    expect(problems(withUrl("http://collecteur.example"))).toContain(
      "agent.yml:7:8 collector.url : http:// vers une autre machine ferait passer le jeton en clair",
    );
  });

  it("in clear is accepted on this machine, or when a tunnel is declared", () => {
    expect(problems(withUrl("http://127.0.0.1:8080"))).toBe("");
    expect(problems((text) => withUrl("http://collecteur.example")(text).replace("# allowPlainHttp", "allowPlainHttp"))).toBe("");
  });

  it("may have a path, and loses its final slash", () => {
    expect(load(withUrl("https://portail.example/vigie/")).settings.collector.url).toBe("https://portail.example/vigie");
  });
});

describe("the pace of envelopes", () => {
  const withPaces = (stateSeconds: number, batchSeconds?: number) => (text: string) =>
    `${text}\npaces: { stateSeconds: ${stateSeconds} }\n${batchSeconds === undefined ? "" : `batchSeconds: ${batchSeconds}\n`}`;

  it("may not be so slow that a healthy endpoint looks unknown in between", () => {
    expect(problems(withPaces(10, 21))).toContain("batchSeconds : 21 s entre deux envois pour une interrogation toutes les 10 s");
    expect(problems(withPaces(10, 20))).toBe("");
  });

  it("follows polls that are closer than a minute", () => {
    expect(load(withPaces(5)).settings.batchSeconds).toBe(5);
    expect(load(withPaces(300)).settings.batchSeconds).toBe(60);
  });
});
