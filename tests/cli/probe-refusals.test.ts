import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { pollEndpoint } from "../../agent/poll/poll-endpoint.ts";
import { runProbe } from "../../cli/probe.ts";
import type { ProbeReport } from "../../cli/probe-results.ts";
import type { Channel, Question, Reading } from "../../contract/observation.ts";
import { selfSignedCertificate } from "../../simulator/http/self-signed.ts";
import { targetOf, testClock } from "../agent/poll/polled-codec.ts";
import { type RecordedCodec, startRecordedCodec } from "../agent/recorded-codec.ts";
import { startTlsCodec } from "../agent/transport/hostile-web.ts";
import { temporaryFolder } from "../servers/folders.ts";

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function probe(...argv: string[]): Promise<{ code: number; out: string }> {
  let out = "";
  const code = await runProbe(argv, { stdout: (text) => void (out += text), stderr: () => undefined });
  return { code, out };
}

async function codecThatSays(words: Parameters<typeof startRecordedCodec>[0]): Promise<RecordedCodec> {
  const codec = await startRecordedCodec(words);
  closing.push(() => codec.close());
  return codec;
}

function web(url: string | undefined, password = "mot-de-passe"): string[] {
  const file = join(temporaryFolder("probe"), "secret");
  writeFileSync(file, password, { mode: 0o600 });
  return ["127.0.0.1", "--http-url", url ?? "", "--http-user", "vigie", "--http-password-file", file];
}

const unitPath = "/getxml?location=/Status/SystemUnit";
const systemUnit = "<Status><SystemUnit><ProductId>Cisco Room Bar</ProductId><Uptime>9000</Uptime></SystemUnit></Status>";
const forbidden = { text: "", status: 403 };
const banner = "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.5596.150.6.4.1\n1.3.6.1.2.1.1.3.0|67|360050\n1.3.6.1.2.1.25.1.1.0|67|720100\n";

describe("what vigie probe says of a refusal", () => {
  it("is, of a document that the account may not read, what to do; the codec answers and the rest is shown", async () => {
    const codec = await codecThatSays({ http: { [unitPath]: systemUnit, "/status.xml": forbidden, "/putxml": "<Command/>" } });
    const { code, out } = await probe(...web(codec.http?.url));

    expect(code, "a script that checks accesses hears of it").toBe(6);
    expect(out).toMatch(
      /Web +répond +GET \/status\.xml : document interdit à cet utilisateur \(403\) : lui donner, sur l'équipement, le rôle/,
    );
    expect(out).toMatch(/Modèle +Cisco Room Bar/);
    expect(codec.requests.filter((request) => request === "GET /status.xml")).toHaveLength(1);
  });

  it("is that the codec refuses, when it does so after it had answered, and it is asked nothing more", async () => {
    const said = { [unitPath]: systemUnit, "/status.xml": { text: "", status: 401 }, "/putxml": "<Command/>" };
    const codec = await codecThatSays({ http: said });
    const { code, out } = await probe(...web(codec.http?.url), "--driver", "cisco-ce");

    expect(code).toBe(3);
    expect(out).toMatch(/Web +refuse +.*utilisateur ou mot de passe incorrect \(401\)/);
    expect(codec.requests).not.toContain("POST /putxml");
  });

  it("is that we refuse a TLS too old, and how it may be allowed", async () => {
    const versions = { minVersion: "TLSv1", maxVersion: "TLSv1", ciphers: "ALL:@SECLEVEL=0" } as const;
    const old = await startTlsCodec({ ...selfSignedCertificate("codec", Date.now()), ...versions });
    closing.push(() => old.close());
    const { code, out } = await probe(...web(old.url), "--driver", "cisco-ce");

    expect(code).toBe(3);
    expect(out).toMatch(/^127\.0\.0\.1 : chiffrement refusé par Vigie/);
    expect(out).toContain("--http-tls-minimum");
  });
});

describe("while the web interface refuses us, vigie probe and the agent", () => {
  const told = (readings: readonly Reading[]): string[] => [...new Set(readings.map(({ kind }) => kind))].toSorted();

  it("read the same over SNMP", async () => {
    const sysDescr = "1.3.6.1.2.1.1.1.0|4|Cisco Codec SoftW: ce9.10.3 MCU: Cisco TelePresence SX80 S/N: FOC1\n";
    const codec = await codecThatSays({ snmp: sysDescr + banner, http: { [unitPath]: systemUnit } });
    const { http, snmp } = codec;
    const snmpArguments = ["--snmp-port", `${snmp?.port}`, "--snmp-community", "public"];
    const { out } = await probe(...web(http?.url, "autre"), ...snmpArguments, "--json");
    const report = JSON.parse(out) as Pick<ProbeReport, "readings">;

    const target = targetOf({
      ...(snmp && { snmp }),
      ...(http && { http: { ...http, password: { reveal: () => "autre" } } }),
      family: "cisco-ce",
    });
    closing.push(() => target.close());
    const readings: Reading[] = [];
    const refused = new Set<Channel>();
    for (const question of ["state", "inventory", "status", "history"] satisfies Question[]) {
      const { observation } = await pollEndpoint(target, question, testClock(), { resting: refused });
      readings.push(...observation.readings);
      if (observation.channels.http === "refused") refused.add("http");
    }

    expect(told(report.readings)).toEqual(told(readings));
    expect(told(readings)).toEqual(["firmware", "model", "serial", "snmp_uptime_seconds"]);
  });
});
