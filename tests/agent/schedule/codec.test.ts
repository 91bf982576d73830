import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { EndpointSettings } from "../../../agent/poll/endpoint-settings.ts";
import { plainSite } from "../../../agent/poll/site.ts";
import { type Codec, openCodec, pacesOf } from "../../../agent/schedule/codec.ts";
import { newTransportCounters } from "../../../agent/transport/counters.ts";
import type { Channel } from "../../../contract/observation.ts";
import { type Fleet, startFleet } from "../../../simulator/fleet.ts";
import { selfSignedCertificate } from "../../../simulator/http/self-signed.ts";
import { heardLog } from "../outbox/outbox-room.ts";
import { testClock } from "../poll/polled-codec.ts";
import { secret, startRecordedCodec } from "../recorded-codec.ts";
import { startTlsCodec, startWebCodec } from "../transport/hostile-web.ts";

const clock = testClock();
const none: ReadonlySet<Channel> = new Set();
const opened: Codec[] = [];
const closing: (() => unknown)[] = [];
const paces = pacesOf({ stateSeconds: 60, statusSeconds: 300, historySeconds: 600 });

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describe("a codec too old for today's TLS", () => {
  it.each([
    ["that nobody made an exception for", {}, "http.tlsMinimum"],
    ["that speaks an older version than the one accepted", { tlsMinimum: "1.1" }, "http.tlsMinimum"],
    ["that no setting can help", { tlsMinimum: "1.0" }, undefined],
  ] as const)("%s is told of with the setting to look at, if there is one", async (_, exception, setting) => {
    const ciphers = "tlsMinimum" in exception && exception.tlsMinimum === "1.0" ? "NULL-SHA" : "ALL";
    const versions = { minVersion: "TLSv1", maxVersion: "TLSv1", ciphers: `${ciphers}:@SECLEVEL=0` } as const;
    const web = await startTlsCodec({ ...selfSignedCertificate("codec", clock.nowMs()), ...versions });
    const log = heardLog();
    const codec = openCodec(
      {
        id: "salle-1",
        host: "127.0.0.1",
        family: "cisco-ce",
        http: { url: web.url, user: "vigie", password: secret("mot-de-passe"), verifyTls: false, ...exception },
        timeoutMs: 10_000,
        retries: 0,
      },
      { counters: newTransportCounters(), paces, site: plainSite(null), clock, log },
    );
    await codec.poll("state", none);
    await codec.close();
    await web.close();

    expect(log.lines.map(({ facts }) => facts)).toMatchObject([{ channel: "http", outcome: "refused", note: "tls_too_old", setting }]);
  });
});

describe("a codec", () => {
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await startFleet(
      [{ id: "salle-1", family: "cisco-ce", community: "public", httpUser: "vigie", httpPassword: "mot-de-passe" }],
      {
        nowMs: () => clock.nowMs(),
      },
    );
  });
  afterAll(() => fleet.close());
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((codec) => codec.close()));
  });

  function watch({ password = "mot-de-passe", snmpPort = fleet.codec("salle-1").snmpPort ?? 0, timeoutMs = 10_000 }) {
    const log = heardLog();
    const settings: EndpointSettings = {
      id: "salle-1",
      host: "127.0.0.1",
      family: "auto",
      snmp: { version: "2c", port: snmpPort, community: secret("public") },
      http: { url: fleet.codec("salle-1").httpUrl ?? "", user: "vigie", password: secret(password), verifyTls: false },
      timeoutMs,
      retries: 0,
    };
    const codec = openCodec(settings, { counters: newTransportCounters(), paces, site: plainSite(null), clock, log });
    opened.push(codec);
    return { codec, log };
  }

  it("is asked on all its channels when none rests", async () => {
    const { codec, log } = watch({});

    const { channels, readings } = (await codec.poll("state", none)).observation;

    expect(channels).toEqual({ snmp: "answered", http: "answered" });
    expect(readings.map(({ kind }) => kind)).toContain("uptime_seconds");
    expect(log.lines).toEqual([]);
  });

  it("is asked by SNMP alone while its web interface rests, which is told as refusing still", async () => {
    const { codec } = watch({ password: "wrong" });
    expect((await codec.poll("state", none)).observation.channels).toEqual({ snmp: "answered", http: "refused" });

    const { observation } = await codec.poll("state", new Set<Channel>(["http"]));

    expect(observation.channels).toEqual({ snmp: "answered", http: "refused" });
    const kinds = observation.readings.map(({ kind }) => kind);
    expect(kinds, "what SNMP answered is kept").toContain("snmp_uptime_seconds");
    expect(kinds, "an uptime from elsewhere would look like a reboot").not.toContain("uptime_seconds");
  });

  it("is asked by its web interface alone while SNMP rests", async () => {
    const { codec } = watch({});
    await codec.poll("state", none);

    const { observation } = await codec.poll("state", new Set<Channel>(["snmp"]));

    expect(observation.channels).toEqual({ http: "answered", snmp: "refused" });
    expect(observation.readings.map(({ kind }) => kind)).toContain("uptime_seconds");
  });

  it("is not asked at all while everything rests, and told as refusing", async () => {
    const { codec } = watch({ password: "wrong", snmpPort: 9 });

    const { observation } = await codec.poll("status", new Set<Channel>(["snmp", "http"]));

    expect(observation).toMatchObject({ question: "status", channels: { snmp: "refused", http: "refused" }, elapsedMs: 0, readings: [] });
  });

  it("that goes quiet or refuses is told of once, not at every poll", async () => {
    const { codec, log } = watch({ password: "wrong", snmpPort: 9, timeoutMs: 500 });
    for (const question of ["state", "state", "status", "state"] as const) await codec.poll(question, none);

    expect(log.lines.map(({ level, facts }) => ({ level, facts }))).toMatchObject([
      { level: "warn", facts: { endpoint: "salle-1", question: "state", channel: "snmp", outcome: "silent" } },
      { level: "warn", facts: { endpoint: "salle-1", question: "state", channel: "http", outcome: "refused", note: "http_401" } },
      { level: "warn", facts: { endpoint: "salle-1", question: "status", channel: "http", outcome: "refused" } },
    ]);
  });

  it("that answers again is told of too", async () => {
    const { codec, log } = watch({ timeoutMs: 1_000 });
    for (const channel of ["snmp", "http"] as const) fleet.codec("salle-1").apply({ does: "silence", channel });
    await codec.poll("state", none);
    fleet.codec("salle-1").apply({ does: "recover" });
    await codec.poll("state", none);

    expect(log.lines.map(({ message }) => message)).toEqual([
      "codec did not answer",
      "codec did not answer",
      "codec answers again",
      "codec answers again",
    ]);
  });
});

describe("a codec whose web interface we do not trust", () => {
  const poly = readFileSync(new URL("../drivers/poly-videoos/g7500-in-a-call-by-snmp-only/snmp.snmprec", import.meta.url), "utf8");

  async function meet(family: string) {
    const web = await startWebCodec((_, response) => response.end("{}"), "https");
    const recorded = await startRecordedCodec({ snmp: poly });
    const log = heardLog();
    const another = web.fingerprint.replace(/^../, web.fingerprint.startsWith("00") ? "01" : "00");
    const codec = openCodec(
      {
        id: "salle-1",
        host: "127.0.0.1",
        family,
        ...(recorded.snmp && { snmp: recorded.snmp }),
        http: { url: web.url, user: "vigie", password: secret("mot-de-passe"), verifyTls: false, fingerprintSha256: another },
        timeoutMs: 10_000,
        retries: 0,
      },
      { counters: newTransportCounters(), paces, site: plainSite(null), clock, log },
    );
    closing.push(
      () => web.close(),
      () => recorded.close(),
      () => codec.close(),
    );
    return { codec, log };
  }

  it("that changes its certificate at each restart is told of so, though its family was not declared, and SNMP is read on", async () => {
    const { codec, log } = await meet("auto");
    const first = (await codec.poll("state", none)).observation;
    const resting = (await codec.poll("state", new Set<Channel>(["http"]))).observation;

    for (const { channels, readings } of [first, resting]) {
      expect(channels).toEqual({ snmp: "answered", http: "refused" });
      expect(readings).toContainEqual({ kind: "tls_refusal", value: "renewed" });
      expect(readings.map(({ kind }) => kind)).toContain("snmp_uptime_seconds");
    }
    expect(log.lines).toMatchObject([
      {
        message: "codec's certificate was refused, no password was sent",
        facts: { note: "certificate_renewed", setting: "http.fingerprintSha256" },
      },
    ]);
  });

  it("of another family may be another machine", async () => {
    const { codec } = await meet("cisco-ce");

    const { readings } = (await codec.poll("state", none)).observation;

    expect(readings).toContainEqual({ kind: "tls_refusal", value: "changed" });
  });
});

describe("what rests and what is missing", () => {
  it("calls that SNMP tells while the web interface rests are kept: they are remembered as told", async () => {
    const words = readFileSync(new URL("../drivers/cisco-cts/cts-500-with-a-history/snmp.snmprec", import.meta.url), "utf8");
    const recorded = await startRecordedCodec({ snmp: words });
    const codec = openCodec(
      {
        id: "salle-1",
        host: "127.0.0.1",
        family: "cisco-cts",
        ...(recorded.snmp && { snmp: recorded.snmp }),
        http: { url: "http://127.0.0.1:9", user: "vigie", password: secret("mot-de-passe"), verifyTls: false },
        timeoutMs: 10_000,
        retries: 0,
      },
      { counters: newTransportCounters(), paces, site: plainSite(null), clock, log: heardLog() },
    );
    const { observation } = await codec.poll("history", new Set<Channel>(["http"]));
    await codec.close();
    await recorded.close();

    expect(observation.channels).toEqual({ snmp: "answered", http: "refused" });
    expect(observation.calls.length).toBeGreaterThan(0);
  });

  it("an address that gives nonsense is told of once, though others come and go beside it", async () => {
    const now = Date.UTC(2026, 2, 2, 14);
    const words = (time: string, uptime: string): Record<string, string> => ({
      "/getxml?location=/Status/SystemUnit": `<Status><SystemUnit><Uptime>${uptime}</Uptime></SystemUnit></Status>`,
      "/getxml?location=/Status/Time": `<Status><Time><SystemTime>${time}</SystemTime></Time></Status>`,
    });
    const answers = words("noon", "long");
    const recorded = await startRecordedCodec({ http: answers });
    const log = heardLog();
    const codec = openCodec(
      {
        id: "salle-1",
        host: "127.0.0.1",
        family: "cisco-ce",
        ...(recorded.http && { http: recorded.http }),
        timeoutMs: 10_000,
        retries: 0,
      },
      { counters: newTransportCounters(), paces, site: plainSite(null), clock: { ...clock, nowMs: () => now }, log },
    );
    for (const said of [words("noon", "long"), words("noon", "60"), words("2026-03-02T14:00:00Z", "long"), words("noon", "long")]) {
      Object.assign(answers, said);
      await codec.poll("state", none);
    }
    await codec.close();
    await recorded.close();

    const addresses = [
      "/getxml?location=/Status/SystemUnit#Status/SystemUnit/Uptime",
      "/getxml?location=/Status/Time#Status/Time/SystemTime",
    ];
    expect(log.lines).toMatchObject([{ level: "warn", facts: { endpoint: "salle-1", addresses } }]);
  });

  it("a machine that has no ping says so once, for nobody would know why no echo is told", async () => {
    vi.stubEnv("PATH", "/nowhere");
    const log = heardLog();
    const codec = openCodec(
      { id: "salle-1", host: "127.0.0.1", family: "auto", reach: { icmp: true }, timeoutMs: 10_000, retries: 0 },
      { counters: newTransportCounters(), paces, site: plainSite(null), clock, log },
    );
    await codec.poll("state", none);
    await codec.poll("state", none);
    await codec.close();
    vi.unstubAllEnvs();

    expect(log.lines).toMatchObject([{ level: "warn", facts: { endpoint: "salle-1", channel: "icmp", note: "ping_missing" } }]);
  });
});
