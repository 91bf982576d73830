import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadAgentSettings } from "../../../agent/config/load-agent-settings.ts";
import { families } from "../../../agent/drivers/index.ts";
import { problemsOf } from "../../settings/problems-of.ts";
import { inAgentFolder } from "./agent-folder.ts";

const example = new URL("../../../docs/examples/agent.yml", import.meta.url);
const broken = new URL("broken/", import.meta.url);

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
      logLevel: "info",
    });
    expect(settings.endpoints[1]).toMatchObject({
      id: "ouessant-mediatheque",
      family: "auto",
      snmp: { version: "2c", port: 161 },
      timeoutMs: 5_000,
      retries: 2,
    });
    expect(settings.endpoints[0]).toMatchObject({
      snmp: { version: "3", user: "vigie", authProtocol: "sha256" },
      http: { verifyTls: false },
      timeoutMs: 3_000,
      retries: 1,
    });
  });

  it("says by default what its comments say", () => {
    const { settings } = load((text) => text.replaceAll(/^# (batchSeconds|outbox|paces|  \w+: )/gm, "$1"));

    expect({ ...settings, dataDir: "" }).toEqual({ ...load().settings, dataDir: "" });
  });

  it("has its secrets read, and does not show them", () => {
    const { settings } = load();

    expect(settings.collector.token.reveal()).toBe("jeton-0123456789abcdef");
    expect(JSON.stringify(settings)).not.toMatch(/jeton-0|0123456789abcdef|authentification|chiffrement"|communaute"/);
  });

  it("names no channel that is not used", () => {
    expect(load().settings.endpoints[1]).not.toHaveProperty("http");
  });
});

describe("an agent.yml with mistakes", () => {
  it.each(readdirSync(broken).filter((name) => name.endsWith(".yml")))("%s is refused with every one of them", async (name) => {
    const { folder, file } = inAgentFolder(new URL(name, broken));

    await expect(problemsOf(() => loadAgentSettings(file, { families }), folder)).toMatchFileSnapshot(
      `broken/${name.replace(".yml", ".txt")}`,
    );
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
