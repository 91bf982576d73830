import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Fleet, startFleet } from "../../simulator/fleet.ts";
import { type StubCollector, type StubOptions, startStubCollector } from "../agent/uplink/stub-collector.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { waitUntil } from "../servers/wait-until.ts";

const program = fileURLToPath(new URL("run-agent.ts", import.meta.url));

interface RunningAgent {
  readonly process: ChildProcess;
  readonly messages: string[];
  readonly exit: Promise<number | null>;
}

const agents: RunningAgent[] = [];
let fleet: Fleet;
let collector: StubCollector;

beforeEach(async () => {
  fleet = await startFleet(["a", "b", "c"].map((id) => ({ id, family: "generic-mib2" as const, community: "public" })));
});
afterEach(async () => {
  for (const agent of agents.splice(0)) {
    agent.process.kill("SIGKILL");
    await agent.exit;
  }
  await collector.close();
  await fleet.close();
});

function startAgent(dataDir: string, ports = fleet.codecs.map(({ snmpPort }) => String(snmpPort))): RunningAgent {
  const child = spawn(process.execPath, [program, collector.url, dataDir, ...ports], { stdio: ["ignore", "pipe", "inherit"] });
  const messages: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => messages.push(messageOf(line)));
  const agent = { process: child, messages, exit: once(child, "exit").then(([code]) => (typeof code === "number" ? code : null)) };
  agents.push(agent);
  return agent;
}

function messageOf(line: string): string {
  const entry: unknown = JSON.parse(line);
  return typeof entry === "object" && entry !== null && "msg" in entry ? String(entry.msg) : line;
}

async function startCollector(options: StubOptions = {}): Promise<void> {
  collector = await startStubCollector(options);
}

const keptOf = (endpoint: string) => [...collector.kept.values()].filter((one) => one.endpoint === endpoint);

describe("the agent", () => {
  it("polls its codecs and delivers what they say", async () => {
    await startCollector();
    startAgent(temporaryFolder("agent"));
    await waitUntil("every codec was heard twice", () => ["codec-1", "codec-2", "codec-3"].every((id) => keptOf(id).length >= 2));

    expect(keptOf("codec-1")[0]).toMatchObject({ channels: { snmp: "answered" } });
    expect(collector.envelopes[0]?.health).toMatchObject({ lostCount: 0, rejectedCount: 0 });
  });

  it("stops on a signal, sends what it has, and exits with 0", async () => {
    await startCollector();
    const agent = startAgent(temporaryFolder("agent"));
    await waitUntil("it has polled", () => collector.kept.size > 0 && agent.messages.includes("agent is ready"));
    agent.process.kill("SIGTERM");

    expect(await agent.exit).toBe(0);
    expect(agent.messages).toEqual(["agent has started", "agent is ready", "agent has stopped"]);
  });

  it("stops in time while its codecs are silent and its collector hangs", async () => {
    await startCollector({ mood: () => ({ kind: "keep-and-hang" }) });
    const agent = startAgent(temporaryFolder("agent"), ["9", "9", "9"]);
    await waitUntil("it has tried", () => collector.envelopes.length > 0);
    agent.process.kill("SIGINT");

    expect(await agent.exit).toBe(0);
  });

  it("does not work in the data directory of another", async () => {
    await startCollector();
    const dataDir = temporaryFolder("agent");
    const first = startAgent(dataDir);
    await waitUntil("it has started", () => first.messages.includes("agent has started"));
    const second = startAgent(dataDir);

    expect(await second.exit).toBe(1);
    expect(second.messages).toEqual(["agent could not start"]);
    expect(first.process.exitCode).toBeNull();
  });

  it("starts again after kill -9 and delivers what it had kept, once", async () => {
    let isAway = true;
    await startCollector({ mood: () => (isAway ? { kind: "status", status: 503 } : null) });
    const dataDir = join(temporaryFolder("agent"), "not", "there", "yet");
    const first = startAgent(dataDir);
    await waitUntil("some observations wait", () => collector.envelopes.some(({ columns }) => columns.endpoint.length >= 6));
    first.process.kill("SIGKILL");
    await first.exit;
    const waited = collector.envelopes.flatMap(({ outbox, first: from, columns }) =>
      columns.endpoint.map((_, index) => `${outbox} ${from + index}`),
    );
    isAway = false;
    startAgent(dataDir);
    await waitUntil("the collector has all of it", () => waited.every((number) => collector.kept.has(number)));

    const instants = [...collector.kept.values()].map(({ endpoint, question, observedAt }) => `${endpoint} ${question} ${observedAt}`);
    expect(new Set(instants).size).toBe(instants.length);
  });
});
