import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { type RecordedCodec, startRecordedCodec } from "../agent/recorded-codec.ts";
import { agentWithToken, brest, type CollectorPlace, layOutCollector, siteOf } from "../servers/collector.ts";
import type { Daemon } from "../servers/daemon.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { startVigie } from "../servers/vigie.ts";
import { waitUntil } from "../servers/wait-until.ts";

const tokens = { "agent-a": "token-of-agent-a-0123456789", "agent-b": "token-of-agent-b-0123456789" } as const;
type AgentId = keyof typeof tokens;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

describe("the plan of a site, from the inventory to its codecs", () => {
  const folder = temporaryFolder("plan");
  const planFile = join(folder, "agent", "data", "plan.json");
  const devices: RecordedCodec[] = [];
  const stoppers: Daemon[] = [];
  let place: CollectorPlace;
  let collector: Daemon;
  let agent: Daemon;

  /** Endpoints of the site by their name, each the device of that number, with the name of its community. */
  const inventoryOf = (named: Readonly<Record<string, { readonly device: number; readonly community?: string }>>): object => {
    const site = (id: string, ofAgent: AgentId, endpoints: object[]) =>
      siteOf(id, { agent: agentWithToken(ofAgent, tokens[ofAgent]), endpoints });
    const polled = Object.entries(named).map(([id, { device, community = "public" }]) => ({
      id,
      name: id,
      poll: { host: "127.0.0.1", family: "generic-mib2", snmp: { port: devices[device]?.snmp?.port ?? 9, community } },
    }));
    const paces = { stateSeconds: 1, statusSeconds: 60, historySeconds: 60 };
    return {
      polling: { paces, timeoutMs: 500, retries: 0, snmp: { version: "2c" } },
      territories: [brest],
      sites: [site("site-a", "agent-a", polled), site("site-b", "agent-b", [{ id: "elsewhere", name: "Elsewhere" }])],
    };
  };

  const writeSecret = (name: string, word: string, mode = 0o600): void => {
    const file = join(folder, "agent", "secrets", name);
    writeFileSync(file, word);
    chmodSync(file, mode);
  };

  const startCollector = async (): Promise<void> => {
    collector = await place.start();
    stoppers.push(collector);
  };
  const startAgent = async (): Promise<void> => {
    agent = await startVigie("agent", join(folder, "agent", "agent.yml"), { folder: join(folder, "agent") });
    stoppers.push(agent);
  };

  const ask = (of: AgentId, headers: Record<string, string> = {}) =>
    request(`${place.url}/v1/agents/self/config`, { headers: { authorization: `Bearer ${tokens[of]}`, ...headers } });

  const states = () => place.states();

  const reload = async (inventory: object): Promise<void> => {
    const former = await ask("agent-a");
    await former.body.dump();
    const before = former.headers["etag"];
    place.writeInventory(inventory);
    process.kill(collector.pid, "SIGHUP");
    await waitUntil("the collector gives another plan", async () => {
      const answer = await ask("agent-a");
      await answer.body.dump();
      return answer.headers["etag"] !== before;
    });
    process.kill(agent.pid, "SIGHUP");
  };

  beforeAll(async () => {
    for (const uptime of ["1000", "2000", "3000"]) devices.push(await startRecordedCodec({ snmp: `1.3.6.1.2.1.1.3.0|67|${uptime}` }));
    place = await layOutCollector({ folder, inventory: inventoryOf({ one: { device: 0 } }) });
    mkdirSync(join(folder, "agent", "secrets"), { recursive: true });
    writeFileSync(join(folder, "agent", "token"), tokens["agent-a"], { mode: 0o600 });
    writeSecret("public", "public");
    writeFileSync(
      join(folder, "agent", "agent.yml"),
      stringify({
        agent: "agent-a",
        collector: { url: place.url, tokenFile: "token" },
        dataDir: "data",
        batchSeconds: 1,
        planSeconds: 3_600,
        ranges: ["127.0.0.0/8"],
      }),
    );
    await startCollector();
    await startAgent();
  });

  afterAll(async () => {
    for (const daemon of stoppers.toReversed()) await daemon.stop();
    for (const device of devices) await device.close();
  });

  it("is taken up by an agent whose own settings name no codec", async () => {
    await waitUntil("the codec is up", async () => (await states())["one"] === "up");

    expect(existsSync(planFile)).toBe(true);
  });

  it("is not sent again while it stays the same", async () => {
    const first = await ask("agent-a");
    const plan = await first.body.json();
    const again = await ask("agent-a", { "if-none-match": String(first.headers["etag"]) });

    expect(plan).toMatchObject({ agent: "agent-a", endpoints: [{ id: "one", snmp: { community: "public" } }] });
    expect(first.headers["cache-control"]).toBe("private, no-cache");
    expect([again.statusCode, await again.body.text()]).toEqual([304, ""]);
  });

  it("is its agent's alone: another agent gets its own, a stranger none", async () => {
    const other = await ask("agent-b");
    const stranger = await request(`${place.url}/v1/agents/self/config`, { headers: { authorization: "Bearer nobody" } });
    const nobody = await request(`${place.url}/v1/agents/self/config`);

    expect([other.statusCode, stranger.statusCode, nobody.statusCode]).toEqual([404, 401, 401]);
    for (const { body } of [other, stranger, nobody]) expect(await body.text()).not.toContain("127.0.0.1");
  });

  it("changes what is polled while both programs run", async () => {
    await reload(inventoryOf({ one: { device: 0 }, two: { device: 1 } }));

    await waitUntil("the new codec is up too", async () => {
      const now = await states();
      return now["one"] === "up" && now["two"] === "up";
    });
    expect(agent.log()).toContain('"added":1,"changed":0,"removed":0,"watched":2');
  });

  it("stops only the codec whose secret the site does not have, and says which one it is", async () => {
    await reload(inventoryOf({ one: { device: 0 }, two: { device: 1 }, three: { device: 2, community: "missing" } }));
    await waitUntil("the agent says what it lacks", () => agent.log().includes("absent du dossier des secrets"));
    expect(agent.log()).toContain("« missing »");
    await waitUntil("the others are polled on", async () => (await states())["two"] === "up");
    await waitUntil("nothing is known of it", async () => (await states())["three"] === "unknown");

    writeSecret("missing", "public");
    process.kill(agent.pid, "SIGHUP");

    await waitUntil("the codec is up once its secret is there", async () => (await states())["three"] === "up");
  });

  it("stays as it is when the new inventory is wrong; the collector says why", async () => {
    const { headers, body } = await ask("agent-a");
    await body.dump();
    const wrong = stringify(inventoryOf({ one: { device: 0 } })).replace("generic-mib2", "generic-mib3");
    place.writeInventory(wrong);
    process.kill(collector.pid, "SIGHUP");

    await waitUntil("the collector refuses it", () => collector.log().includes("inventory is refused, the former one stays"));
    expect(collector.log()).toContain("famille inconnue (vouliez-vous écrire « generic-mib2 » ?)");
    const after = await ask("agent-a");
    await after.body.dump();
    expect(after.headers["etag"]).toBe(headers["etag"]);
  });

  it("is followed from its copy on disk when the collector is away at the start", async () => {
    await agent.stop();
    await collector.stop();
    const told = agent.log().length;
    await startAgent();
    await waitUntil("the agent follows its copy", () => agent.log().slice(told).includes("what is polled follows the plan"));
    await waitUntil("it knows that the collector is away", () => agent.log().slice(told).includes("collector did not give its plan"));

    place.writeInventory(inventoryOf({ one: { device: 0 }, two: { device: 1 } }));
    await startCollector();
    await waitUntil("what was seen meanwhile arrives", async () => (await states())["two"] === "up");
    expect(readFileSync(join(folder, "agent", "data", "plan.former.json"), "utf8")).toContain('"two"');
  });

  it("is asked for again when its copy is damaged, and the copy before it serves meanwhile", async () => {
    await agent.stop();
    const bytes = readFileSync(planFile);
    bytes[bytes.length - 10] = (bytes[bytes.length - 10] ?? 0) ^ 1;
    writeFileSync(planFile, bytes);
    const told = agent.log().length;
    await startAgent();

    await waitUntil("the damage is noticed", () => agent.log().slice(told).includes("kept plan is damaged"));
    const plan = await (await ask("agent-a")).body.text();
    await waitUntil("the plan of the collector is on disk, whole", () => readFileSync(planFile, "utf8") === `${sha256(plan)}\n${plan}`);
    expect(plan).not.toContain('"three"');
  });
});
