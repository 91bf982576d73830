import { describe, expect, it } from "vitest";
import { selfSignedCertificate } from "../../simulator/http/self-signed.ts";
import { startTlsCodec } from "../agent/transport/hostile-web.ts";
import { closing, codecThatSays, probe, quietCisco, secretFile, systemUnit, unwrapped, web } from "./probe-runs.ts";

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

    expect(unwrapped((await probe(...argv, ...password)).out)).toMatch(
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
