import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { request } from "undici";
import { afterEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../servers/folders.ts";
import { freeTcpPort } from "../servers/ports.ts";
import { waitUntil } from "../servers/wait-until.ts";

const command = fileURLToPath(new URL("../../cli/main.js", import.meta.url));
let demo: Demo | undefined;
afterEach(() => demo?.stop());

interface Demo {
  readonly url: string;
  readonly folder: string;
  readonly pid: number;
  said(): string;
  /** Sends the signal, gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

async function startDemo(folder: string, port?: number): Promise<Demo> {
  const ownPort = port ?? (await freeTcpPort());
  const env = { ...process.env, npm_lifecycle_event: undefined, VIGIE_PORT: String(ownPort), VIGIE_DATA: folder };
  const child: ChildProcess = spawn(process.execPath, [command, "demo"], { env, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  const ended = once(child, "close");
  return {
    url: `http://127.0.0.1:${ownPort}`,
    folder,
    pid: child.pid ?? 0,
    said: () => text,
    stop: async (signal = "SIGTERM") => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}

const metrics = async ({ url }: Demo): Promise<string> => (await request(`${url}/metrics`)).body.text();
const seriesThatAreOne = (text: string, name: string): number =>
  text.split("\n").filter((line) => line.startsWith(`${name}{`) && line.endsWith(" 1")).length;

/** Processes whose words name the folder: the collector and the agents of this demonstration. */
function programsOf(folder: string): number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => wordsOf(pid).some((word) => word.startsWith(`${folder}/`)));
}

function wordsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

describe("the demonstration, as a newcomer starts it", () => {
  it("shows fourteen working codecs live, tells their past, stops cleanly and goes on at the next start", async () => {
    demo = await startDemo(temporaryFolder("demo"));
    const first = demo;
    await waitUntil("it says where to look", () => first.said().includes(`${first.url}/openapi.json`), 60_000);
    for (const path of ["/", "/metrics", "/openapi.json"]) expect((await request(`${first.url}${path}`)).statusCode).toBe(200);
    await waitUntil("all codecs are seen live", async () => seriesThatAreOne(await metrics(first), "visio_endpoint_up") >= 12, 120_000);
    await waitUntil("some of the past is told", () => first.said().includes("Historique : "), 60_000);
    expect(programsOf(first.folder)).toHaveLength(7);

    expect(await first.stop("SIGINT")).toBe(0);
    expect(programsOf(first.folder)).toEqual([]);
    expect(existsSync(join(first.folder, "demo.pid"))).toBe(false);
    const kept = readFileSync(join(first.folder, "fill.json"), "utf8");

    demo = await startDemo(first.folder);
    const second = demo;
    await waitUntil("it says where to look", () => second.said().includes(`${second.url}/openapi.json`), 60_000);
    await waitUntil("the past goes on", () => readFileSync(join(first.folder, "fill.json"), "utf8") !== kept, 120_000);
    await waitUntil("all codecs are seen live", async () => seriesThatAreOne(await metrics(second), "visio_endpoint_up") >= 12, 120_000);
    const text = await metrics(second);
    // An envelope whose receipt the first stop cut off is sent again: the collector says it has it, and keeps nothing twice.
    expect(text).not.toMatch(/visio_ingest_refused_envelopes_total\{code="(?!SEQUENCE_ALREADY_SEEN)[^}]*\} [1-9]/);
    expect(await second.stop()).toBe(0);
  });

  it("leaves nothing running when it is killed outright", async () => {
    demo = await startDemo(temporaryFolder("demo"));
    const killed = demo;
    await waitUntil("its programs run", () => programsOf(killed.folder).length === 7, 60_000);
    await killed.stop("SIGKILL");

    await waitUntil("they have left", () => programsOf(killed.folder).length === 0, 30_000);
    expect(programsOf(killed.folder)).toEqual([]);
  });

  it("names the port that is taken, and how to choose another", async () => {
    demo = await startDemo(temporaryFolder("demo"));
    const running = demo;
    await waitUntil("it listens", () => running.said().includes("/openapi.json"), 60_000);
    const late = await startDemo(temporaryFolder("demo"), Number(new URL(running.url).port));
    await waitUntil("it gives up", async () => (await late.stop("SIGCONT")) === 1);

    expect(late.said()).toContain(`Le port ${new URL(running.url).port} est déjà utilisé`);
    expect(late.said()).toContain("VIGIE_PORT=");
  });

  it("says which agent died and goes on; when the collector dies it stops everything and says why", async () => {
    demo = await startDemo(temporaryFolder("demo"));
    const running = demo;
    await waitUntil("its programs run", () => programsOf(running.folder).length === 7, 60_000);
    await waitUntil("it listens", () => running.said().includes("/openapi.json"), 60_000);
    const pidOf = (name: string): number => programsOf(running.folder).find((pid) => wordsOf(pid).some((word) => word.includes(name))) ?? 0;

    process.kill(pidOf("agents/ag-ouessant-mairie"), "SIGKILL");
    await waitUntil("the agent's end is told", () => running.said().includes("L'agent ag-ouessant-mairie s'est arrêté (signal SIGKILL)"));
    process.kill(pidOf("collector.yml"), "SIGKILL");
    await waitUntil("the collector's end is told", () => running.said().includes("Le collecteur s'est arrêté (signal SIGKILL)"));

    expect(await running.stop("SIGCONT")).toBe(1);
    expect(programsOf(running.folder)).toEqual([]);
  });
});
