import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { driverOf } from "../../agent/drivers/index.ts";
import { newMasks } from "../../cli/masks.ts";
import { runProbe } from "../../cli/probe.ts";
import { saveCase } from "../../cli/probe-record.ts";
import { understand } from "../../cli/probe-understanding.ts";
import { type Fleet, type SimulatedCodec, type SimulatedCodecOptions, startFleet } from "../../simulator/fleet.ts";
import { startRecordedCodec } from "../agent/recorded-codec.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { options } from "../simulator/ask.ts";

let fleet: Fleet | null = null;
afterEach(async () => {
  await fleet?.close();
  fleet = null;
});

const work = temporaryFolder("record");

interface Report {
  readonly family: string;
  readonly readings: readonly { readonly kind: string; readonly instance?: string; readonly value: unknown }[];
  readonly calls: readonly Record<string, unknown>[];
}

async function probe(...argv: string[]): Promise<{ code: number; report: Report; said: string }> {
  let out = "";
  let said = "";
  const code = await runProbe(["127.0.0.1", "--json", ...argv], {
    stdout: (text) => void (out += text),
    stderr: (text) => void (said += text),
  });
  return { code, report: (out === "" ? {} : JSON.parse(out)) as Report, said };
}

function secretFile(word: string): string {
  const file = join(temporaryFolder("secret"), "word");
  writeFileSync(file, word);
  chmodSync(file, 0o600);
  return file;
}

const webOptions = (url: string, user: string, password: string) => [
  "--http-url",
  url,
  "--http-user",
  user,
  "--http-password-file",
  secretFile(password),
];

function waysTo({ snmpPort, httpUrl }: SimulatedCodec): string[] {
  return [
    ...(snmpPort === null ? [] : ["--snmp-port", `${snmpPort}`, "--snmp-community", "public"]),
    ...webOptions(httpUrl ?? "", "admin", "mot-de-passe"),
  ];
}

/** Says again what was saved. */
async function playBack(folder: string, family: string): Promise<Report> {
  const saved = JSON.parse(readFileSync(join(folder, "codec.json"), "utf8")) as { snmp?: string; http?: Record<string, string> };
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  const codec = await startRecordedCodec({
    access: driverOf(family)?.access ?? ({ kind: "basic" } as const),
    ...(saved.snmp === undefined ? {} : { snmp: read(saved.snmp) }),
    ...(saved.http === undefined ? {} : { http: Object.fromEntries(Object.entries(saved.http).map(([path, file]) => [path, read(file)])) }),
  });
  try {
    const { report } = await probe(
      ...(codec.snmp === undefined ? [] : ["--snmp-port", `${codec.snmp.port}`, "--snmp-community", "public"]),
      ...(codec.http === undefined ? [] : webOptions(codec.http.url, "vigie", "mot-de-passe")),
    );
    return report;
  } finally {
    await codec.close();
  }
}

const savedText = (folder: string): string =>
  readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");

const recordings = new URL("../recordings/", import.meta.url);
const status = readFileSync(new URL("avispl-cisco/status.xml", recordings), "utf8");
const roomBar: Record<string, string> = { "/getxml?location=/Status/SystemUnit": status, "/status.xml": status };
const { mappings } = JSON.parse(readFileSync(new URL("avispl-polycom-videoos/wiremock-multi.json", recordings), "utf8")) as {
  mappings: { request: { url: string }; response: { body: string } }[];
};
const studioX30: Record<string, string> = Object.fromEntries(mappings.map(({ request, response }) => [request.url, response.body]));

/** What does not depend on the second it is asked in, nor on who it is. */
function lasting({ family, readings, calls }: Report): unknown {
  const changing = new Set(["serial", "clock_offset_seconds", "data_age_seconds"]);
  return {
    family,
    readings: readings.filter(({ kind }) => !changing.has(kind)).map(({ kind, instance, value }) => ({ kind, instance, value })),
    calls: calls.map(({ clockOffsetS: _, ...call }) => call),
  };
}

const families: readonly SimulatedCodecOptions["family"][] = ["cisco-ce", "poly-videoos", "poly-hdx"];

describe("vigie probe --record", () => {
  it.each(families)("saves what a %s says so that it says it again, without its serial number or who it called", async (family) => {
    let nowMs = Date.now() - 7_200_000;
    const serial = "FTT18290ABC";
    fleet = await startFleet([options(family, { serial })], { nowMs: () => nowMs });
    const codec = fleet.codec(family);
    codec.apply({ does: "call", durationS: 600, farEnd: "mairie.dupont@visio.exemple.fr" });
    nowMs += 3_600_000;
    codec.apply({ does: "call", durationS: 3_600, farEnd: "0299123456" });
    nowMs += 60_000;

    const folder = join(work, family);
    const { code, report, said } = await probe(...waysTo(codec), "--record", folder);

    expect(code).toBe(0);
    expect(said).toContain(`Cas enregistré dans ${folder}`);
    expect(said).toContain("RELISEZ");
    expect(savedText(folder)).not.toMatch(new RegExp(`${serial}|dupont|0299123456`, "i"));
    expect(report.readings.length).toBeGreaterThan(5);
    expect(lasting(await playBack(folder, family))).toEqual(lasting(report));
  });

  it.each([
    ["cisco-ce", roomBar, /FOC273|FMXNR7B|192\.168\.0\.239|10\.8\.|10\.2\.10|68:79:09|aviinc|chicago|Room Navigator|avispllab/i],
    ["poly-videoos", studioX30, /8L200|StudioX30-5|172\.31|00:e0:db|00e0db50/i],
  ])("shows nothing of the owner of a recorded %s", async (family, http, owner) => {
    const words = { http, access: driverOf(family)?.access ?? ({ kind: "basic" } as const) };
    const codec = await startRecordedCodec(words);
    const folder = join(work, `recorded-${family}`);
    const { report } = await probe(...webOptions(codec.http?.url ?? "", "vigie", "mot-de-passe"), "--record", folder);
    await codec.close();

    expect(Object.values(http).join("\n")).toMatch(owner);
    expect(savedText(folder)).not.toMatch(owner);
    expect(lasting(await playBack(folder, family))).toEqual(lasting(report));
  });

  it("overwrites nothing, and asks nothing first", async () => {
    const folder = temporaryFolder("taken");
    writeFileSync(join(folder, "codec.json"), "{}");
    const codec = await startRecordedCodec({ http: {} });
    const { code, said } = await probe(...webOptions(codec.http?.url ?? "", "vigie", "mot-de-passe"), "--record", folder);
    await codec.close();

    expect(code).toBe(64);
    expect(said).toContain("rien n'est écrasé");
    expect(codec.requests).toEqual([]);
    expect(readFileSync(join(folder, "codec.json"), "utf8")).toBe("{}");
  });

  it("says that it cannot write, after showing what it heard", async () => {
    const file = join(temporaryFolder("file"), "file");
    writeFileSync(file, "");
    fleet = await startFleet([options("cisco-ce")]);
    const ways = waysTo(fleet.codec("cisco-ce"));

    expect((await probe(...ways, "--record", file)).code).toBe(64);
    const { code, report, said } = await probe(...ways, "--record", join(file, "below"));
    expect(code).toBe(1);
    expect(report.family).toBe("cisco-ce");
    expect(said).toContain("écriture impossible");
  });

  it("keeps no half of a case where the rest cannot be written, and touches nothing that is not its own", async () => {
    const folder = temporaryFolder("half");
    mkdirSync(join(folder, "codec.json"));
    const heard = [{ channel: "http" as const, request: "GET /status.xml", text: status }];
    const understanding = await understand(null, heard, { nowMs: 0, zone: "Europe/Paris", ignoredDiagnostics: new Set<string>() });

    expect(() => saveCase(folder, 0, understanding, newMasks({ farEnds: [], serials: [] }))).toThrow("EEXIST");
    expect(readdirSync(folder)).toEqual(["codec.json"]);
  });

  it("saves nothing of a codec that says nothing", async () => {
    const codec = await startRecordedCodec({ snmp: "" });
    const argv = ["--snmp-port", `${codec.snmp?.port}`, "--snmp-community", "x", "--timeout", "0,1", "--record", join(work, "silent")];
    const { code, said } = await probe(...argv);
    await codec.close();

    expect(code).toBe(2);
    expect(said).toContain("Rien à enregistrer");
    expect(readdirSync(work)).not.toContain("silent");
  });
});
