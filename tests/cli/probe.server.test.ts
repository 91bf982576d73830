import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runProbe } from "../../cli/probe.ts";
import { startRecordedCodec } from "../agent/recorded-codec.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { describeWithRecordings, describeWithServers } from "../servers/requirements.ts";
import { type Snmpd, startSnmpd } from "../servers/snmpd.ts";
import { type Snmpsim, startSnmpsim } from "../servers/snmpsim.ts";

const recordings = fileURLToPath(new URL("../recordings", import.meta.url));

async function probe(...argv: string[]): Promise<{ code: number; out: string }> {
  let out = "";
  const code = await runProbe(["127.0.0.1", ...argv], { stdout: (text) => void (out += text), stderr: (text) => void (out += text) });
  return { code, out };
}

function secretFile(word: string): string {
  const file = join(temporaryFolder("probe"), "secret");
  writeFileSync(file, `${word}\n`);
  chmodSync(file, 0o600);
  return file;
}

const snmprec = ["polycomLens_studioxc50", "vccodec", "vcs"].map((name) => `snmp/${name}.snmprec`);

describeWithRecordings(snmprec, "recorded codecs", (folder) => {
  describeWithServers(["snmpsim"], "served by snmpsim", () => {
    let snmpsim: Snmpsim;
    beforeAll(async () => {
      snmpsim = await startSnmpsim({ dataDir: join(folder, "snmp") });
    });
    afterAll(() => snmpsim.stop());

    const ask = (community: string) => probe("--snmp-port", `${snmpsim.port}`, "--snmp-community", community, "--timeout", "2");

    it("shows a Studio X50 that is well but not registered", async () => {
      const { code, out } = await ask("polycomLens_studioxc50");

      expect(code).toBe(0);
      expect(out).toContain("famille poly-videoos");
      for (const line of [/Modèle +StudioX50/, /Micrologiciel +3\.10\.0-362035/, /Enregistrement SIP +en échec/]) expect(out).toMatch(line);
      for (const line of [/Caméra Main +en ordre/, /Microphone +en ordre/, /eth0 +1.000 Mbit\/s/]) expect(out).toMatch(line);
    });

    it("shows model and firmware of an SX20", async () => {
      const { code, out } = await ask("vccodec");

      expect(code).toBe(0);
      for (const line of [/Modèle +Cisco TelePresence SX20/, /Micrologiciel +TC7\.3\.5\.a93bdb1/]) expect(out).toMatch(line);
    });

    it("refuses a VCS: it is not a codec", async () => {
      const { code, out } = await ask("vcs");

      expect(code).toBe(5);
      expect(out).toContain("Cisco VCS");
    });
  });
});

describeWithServers(["snmpd"], "this very machine, by its snmpd", () => {
  let snmpd: Snmpd;
  beforeAll(async () => {
    snmpd = await startSnmpd();
  });
  afterAll(() => snmpd.stop());

  const port = () => ["--snmp-port", `${snmpd.port}`, "--timeout", "1"];

  it("is shown as a generic codec, by v2c", async () => {
    const { code, out } = await probe(...port(), "--snmp-community", snmpd.community);

    expect(code).toBe(0);
    expect(out).toContain("famille generic-mib2");
    expect(out).toMatch(/Modèle +Linux/);
  });

  it.each([
    ["sha", 0],
    ["sha256", 1],
  ])("is shown as a generic codec, by v3 with %s and AES", async (algorithm, order) => {
    const user = snmpd.users[order];
    const auth = ["--snmp-auth-protocol", algorithm, "--snmp-auth-password-file", secretFile(user?.authPassword ?? "")];
    const priv = ["--snmp-priv-protocol", "aes", "--snmp-priv-password-file", secretFile(user?.privPassword ?? "")];
    const { code, out } = await probe(...port(), "--snmp-user", user?.name ?? "", ...auth, ...priv);

    expect(code).toBe(0);
    expect(out).toMatch(/En marche depuis/);
  });

  it("ends with 3 for a wrong v3 password, with 2 for a wrong v2c community", async () => {
    const [user] = snmpd.users;
    const auth = ["--snmp-auth-protocol", "sha", "--snmp-auth-password-file", secretFile("pas-le-bon-mot")];
    const priv = ["--snmp-priv-password-file", secretFile(user?.privPassword ?? "")];

    expect((await probe(...port(), "--snmp-user", user?.name ?? "", ...auth, ...priv)).code).toBe(3);
    expect((await probe(...port(), "--snmp-community", "autre")).code).toBe(2);
  });
});

describe("recorded web answers, over HTTPS with a certificate of the codec's own", () => {
  const ask = (url: string) => probe("--http-url", url, "--http-user", "vigie", "--http-password-file", secretFile("mot-de-passe"));

  it("shows a Room Bar in a Teams call", async () => {
    const status = readFileSync(join(recordings, "avispl-cisco/status.xml"), "utf8");
    const codec = await startRecordedCodec({ http: { "/getxml?location=/Status/SystemUnit": status, "/status.xml": status } });
    const { code, out } = await ask(codec.http?.url ?? "");
    await codec.close();

    expect(code).toBe(0);
    for (const line of [/Modèle +Cisco Room Bar/, /Activité +en appel/, /Appels en cours +1/, /chez le constructeur +enregistré/]) {
      expect(out).toMatch(line);
    }
  });

  it("shows a Studio X30 asleep and registered", async () => {
    const { mappings } = JSON.parse(readFileSync(join(recordings, "avispl-polycom-videoos/wiremock-multi.json"), "utf8")) as {
      mappings: { request: { url: string }; response: { body: string } }[];
    };
    const http = Object.fromEntries(mappings.map(({ request, response }) => [request.url, response.body]));
    const codec = await startRecordedCodec({ http });
    const { code, out } = await ask(codec.http?.url ?? "");
    await codec.close();

    expect(code).toBe(0);
    for (const line of [/Modèle +StudioX30/, /Activité +en veille/, /Enregistrement SIP +enregistré/, /En marche depuis +8 j/]) {
      expect(out).toMatch(line);
    }
  });
});
