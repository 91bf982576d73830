import { describe, expect, it } from "vitest";
import { driverOf } from "../../agent/drivers/index.ts";
import { runProbe } from "../../cli/probe.ts";
import { selfSignedCertificate } from "../../simulator/http/self-signed.ts";
import { startTlsCodec } from "../agent/transport/hostile-web.ts";
import { asked, closing, codecThatSays, probe, quietCisco, secretFile, systemUnit, unwrapped, web } from "./probe-runs.ts";

/** Its root page is for everybody, as where a session is behind it. */
const showingItsPage = { access: driverOf("poly-videoos")?.access ?? { kind: "basic" as const } };

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

    expect(code, "6: it answers, and not on every channel that was asked").toBe(6);
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
    expect(unwrapped(pinned.out)).toMatch(/son certificat a changé, ce que cette famille fait à chaque redémarrage, aucun mot de passe/);
    expect(unwrapped(verified.out)).toMatch(/certificat non reconnu par cette machine, aucun mot de passe n'a été envoyé/);
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

  it("shows no password to a page that is visibly another maker's, or a printer's, whatever family was named", async () => {
    for (const [family, title] of [
      ["poly-videoos", "Cisco Webex Room Kit"],
      ["cisco-ce", "Poly Studio X30"],
      ["cisco-ce", "HP LaserJet M1536dnf MFP"],
    ] as const) {
      const page = `<html><head><title>${title}</title></head></html>`;
      const codec = await codecThatSays({ http: { ...quietCisco, "/": page }, ...showingItsPage });
      const { code, out } = await probe(...web(codec), "--driver", family);

      expect(code).toBe(4);
      expect(unwrapped(out)).toContain("celle d'un autre appareil que la famille demandée, aucun mot de passe n'a été envoyé");
      expect(codec.requests).toEqual(["GET /"]);
    }
  });

  it("hears SNMP on where the page is another's, and does not end as if all were well", async () => {
    const codec = await codecThatSays({
      snmp: "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.5596.150.6.4.1\n",
      http: { "/": "<html><title>HP LaserJet M1536dnf MFP</title></html>" },
      ...showingItsPage,
    });
    const { code, out } = await probe(
      ...web(codec),
      "--driver",
      "cisco-ce",
      "--snmp-port",
      `${codec.snmp?.port}`,
      "--snmp-community",
      "public",
    );

    expect(code).toBe(6);
    expect(out).toMatch(/SNMP +répond/);
    expect(codec.requests).toEqual(["GET /"]);
  });

  it("knows a family by the part of its name that is enough", async () => {
    const codec = await codecThatSays({ snmp: "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.2684.1.1\n1.3.6.1.2.1.1.3.0|67|100\n" });
    const { out } = await probe("127.0.0.1", "--driver", "hdx", "--snmp-port", `${codec.snmp?.port}`, "--snmp-community", "public");

    expect(out).toContain("famille poly-hdx");
  });

  it("fits a window of 100 columns, whatever it has to say of a channel", async () => {
    const codec = await codecThatSays({ snmp: "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.49847.1\n" });
    const said = { out: "" };
    const io = { stdout: (text: string) => void (said.out += text), stderr: () => undefined, columns: 100 };
    await runProbe(["127.0.0.1", "--snmp-port", `${codec.snmp?.port}`], io);

    expect(unwrapped(said.out)).toContain("rien ne dit que c'en est un ; si c'en est un, déclarer sa famille");
    expect(said.out.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });
});
