import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { type RecordedCodec, startRecordedCodec } from "../agent/recorded-codec.ts";
import { type StoppableMachine, startStoppableMachine } from "../agent/witnesses/stoppable-machine.ts";
import { type Daemon, startDaemon } from "../servers/daemon.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { freeTcpPort } from "../servers/ports.ts";
import { waitUntil } from "../servers/wait-until.ts";

const command = fileURLToPath(new URL("../../cli/main.js", import.meta.url));
const token = "token-of-agent-a-0123456789";

describe("a site that is cut off, from its gateway to the page", () => {
  const folder = temporaryFolder("witnesses");
  const daemons: Daemon[] = [];
  let gateway: StoppableMachine;
  let codec: RecordedCodec;
  let url = "";

  const inventory = () => ({
    polling: { paces: { stateSeconds: 1, statusSeconds: 60, historySeconds: 60 }, timeoutMs: 300, retries: 0, snmp: { version: "2c" } },
    territories: [{ id: "brest", name: "Brest Métropole", kind: "METROPOLE", siren: "242900314" }],
    sites: [
      {
        id: "site-a",
        name: "Site A",
        territory: "brest",
        insee: "29019",
        commune: "Brest",
        hostKind: "collectivite",
        openingHours: "24/7",
        hasTechnician: false,
        regionalAidEuros: 0,
        isFictional: true,
        agent: { id: "agent-a", tokenSha256: createHash("sha256").update(token).digest("hex") },
        polling: { witnesses: { gateway: { host: "127.0.0.1", tcpPort: gateway.port } } },
        endpoints: [
          {
            id: "room",
            name: "Room",
            poll: { host: "127.0.0.1", family: "generic-mib2", snmp: { port: codec.snmp?.port ?? 9, community: "public" } },
          },
        ],
      },
    ],
  });

  const start = async (name: "collector" | "agent", isReady: () => Promise<boolean>): Promise<void> => {
    const args = [command, name, "--config", join(folder, name, `${name}.yml`)];
    daemons.push(await startDaemon({ name, command: process.execPath, args, folder: join(folder, name), isReady }));
  };

  const stateNow = async (): Promise<string | undefined> => {
    const text = await (await request(`${url}/metrics`)).body.text();
    return /^visio_endpoint_state\{[^}]*state="(\w+)"[^}]*\} 1$/m.exec(text)?.[1];
  };
  const isNow = (state: string) => waitUntil(`the endpoint is ${state}`, async () => (await stateNow()) === state);
  const hasHeardGateway = (): boolean => {
    const file = join(folder, "agent", "data", "witnesses.json");
    return existsSync(file) && readFileSync(file, "utf8").includes('"gateway"');
  };
  const page = async (): Promise<string> => (await (await request(`${url}/endpoints/room`)).body.text()).replace(/[\u00a0\u202f]/g, " ");

  beforeAll(async () => {
    gateway = await startStoppableMachine();
    codec = await startRecordedCodec({ snmp: "1.3.6.1.2.1.1.3.0|67|1000" });
    const port = await freeTcpPort();
    url = `http://127.0.0.1:${port}`;
    for (const part of ["collector", "agent/secrets"]) mkdirSync(join(folder, part), { recursive: true });
    const secret = { mode: 0o600 };
    writeFileSync(join(folder, "agent", "token"), token, secret);
    writeFileSync(join(folder, "agent", "secrets", "public"), "public", secret);
    writeFileSync(join(folder, "collector", "inventory.yml"), stringify(inventory()));
    const collector = { listen: { port }, dataDir: "data", inventoryFile: "inventory.yml" };
    writeFileSync(join(folder, "collector", "collector.yml"), stringify(collector));
    const agent = { agent: "agent-a", collector: { url, tokenFile: "token" }, dataDir: "data", batchSeconds: 1, ranges: ["127.0.0.0/8"] };
    writeFileSync(join(folder, "agent", "agent.yml"), stringify(agent));
    await start("collector", async () => (await request(`${url}/readyz`)).statusCode === 200);
    await start("agent", () => Promise.resolve(true));
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
