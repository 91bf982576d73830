import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { type RecordedCodec, startRecordedCodec } from "../agent/recorded-codec.ts";
import { type StoppableMachine, startStoppableMachine } from "../agent/witnesses/stoppable-machine.ts";
import { agentWithToken, brest, type CollectorPlace, layOutCollector, siteOf } from "../servers/collector.ts";
import type { Daemon } from "../servers/daemon.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { startVigie } from "../servers/vigie.ts";
import { waitUntil } from "../servers/wait-until.ts";

const token = "token-of-agent-a-0123456789";

describe("a site that is cut off, from its gateway to the page", () => {
  const folder = temporaryFolder("witnesses");
  const daemons: Daemon[] = [];
  let gateway: StoppableMachine;
  let codec: RecordedCodec;
  let collector: CollectorPlace;

  const inventory = () => ({
    polling: { paces: { stateSeconds: 1, statusSeconds: 60, historySeconds: 60 }, timeoutMs: 300, retries: 0, snmp: { version: "2c" } },
    territories: [brest],
    sites: [
      siteOf("site-a", {
        agent: agentWithToken("agent-a", token),
        polling: { witnesses: { gateway: { host: "127.0.0.1", tcpPort: gateway.port } } },
        endpoints: [
          {
            id: "room",
            name: "Room",
            poll: { host: "127.0.0.1", family: "generic-mib2", snmp: { port: codec.snmp?.port ?? 9, community: "public" } },
          },
        ],
      }),
    ],
  });

  const isNow = (state: string) => waitUntil(`the endpoint is ${state}`, async () => (await collector.states())["room"] === state);
  const hasHeardGateway = (): boolean => {
    const file = join(folder, "agent", "data", "witnesses.json");
    return existsSync(file) && readFileSync(file, "utf8").includes('"gateway"');
  };
  const page = async (): Promise<string> =>
    (await (await request(`${collector.url}/endpoints/room`)).body.text()).replace(/[\u00a0\u202f]/g, " ");

  beforeAll(async () => {
    gateway = await startStoppableMachine();
    codec = await startRecordedCodec({ snmp: "1.3.6.1.2.1.1.3.0|67|1000" });
    collector = await layOutCollector({ folder, inventory: inventory() });
    mkdirSync(join(folder, "agent", "secrets"), { recursive: true });
    const secret = { mode: 0o600 };
    writeFileSync(join(folder, "agent", "token"), token, secret);
    writeFileSync(join(folder, "agent", "secrets", "public"), "public", secret);
    const line = { collector: { url: collector.url, tokenFile: "token" }, batchSeconds: 1 };
    const config = join(folder, "agent", "agent.yml");
    writeFileSync(config, stringify({ agent: "agent-a", ...line, dataDir: "data", ranges: ["127.0.0.0/8"] }));
    daemons.push(await collector.start());
    daemons.push(await startVigie("agent", config, { folder: join(folder, "agent") }));
  });

  afterAll(async () => {
    for (const daemon of daemons.toReversed()) await daemon.stop();
    await gateway.close();
  });

  it("is up while its codec answers", async () => {
    await isNow("up");
    await waitUntil("the gateway has answered", () => Promise.resolve(hasHeardGateway()));

    expect(await page()).toContain("répond normalement");
  });

  it("is laid to the network of the site when gateway and codec fall silent together", async () => {
    await gateway.fallSilent();
    await codec.close();
    await isNow("site");

    const body = await page();
    expect(body).toContain("coupure du réseau du site (réseau du site)");
    expect(body).toMatch(/la passerelle n’a pas répondu, vue par l’agent agent-a : depuis le /);
  });

  it("is laid to the codec once the gateway is back and the codec is not", async () => {
    gateway.comeBack();
    await isNow("down");

    const body = await page();
    expect(body).toContain("ne répond plus, confirmé par trois relevés (équipement)");
    expect(body).toMatch(/coupure du réseau du site[^]*vue par l’agent agent-a : \d/);
  });
});
