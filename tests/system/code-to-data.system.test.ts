import { execFile } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleSite } from "../../packaging/bundle.ts";
import { type Fleet, startFleet } from "../../simulator/fleet.ts";
import { vigie } from "../cli/heard.ts";
import { brest, type CollectorPlace, layOutCollector, siteOf, trusting } from "../servers/collector.ts";
import { type Daemon, startDaemon } from "../servers/daemon.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { waitUntil } from "../servers/wait-until.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const installation = readFileSync(join(root, "docs", "installation-agent.md"), "utf8");

/** The steps of the document, in order, with the program that the package installs; its folders lie below one of the test's. */
describe("an agent, from a one-time code to the state of its codec", () => {
  const folder = temporaryFolder("code-to-data");
  const site = { config: join(folder, "etc", "agent.yml"), dataDir: join(folder, "var"), secrets: join(folder, "etc", "secrets") };
  const program = join(folder, "lib", "vigie.mjs");
  const daemons: Daemon[] = [];
  let collector: CollectorPlace;
  let fleet: Fleet;
  let agent: Daemon;
  let enrolment: readonly string[] = [];

  /** What is typed on the site, as `vigie …`. */
  const onSite = (...words: readonly string[]) =>
    new Promise<{ readonly code: number; readonly said: string }>((resolve) => {
      execFile(process.execPath, [program, ...words], { cwd: folder, env: {} }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), said: `${stdout}${stderr}` }),
      );
    });

  const startOnSite = async (words: readonly string[], isReady: (log: string) => boolean): Promise<Daemon> => {
    const log = (): string => readFileSync(join(folder, "agent.log"), "utf8");
    const args = [program, ...words];
    const daemon = await startDaemon({
      name: "agent",
      command: process.execPath,
      args,
      folder,
      isReady: () => Promise.resolve(isReady(log())),
    });
    daemons.push(daemon);
    return daemon;
  };

  beforeAll(async () => {
    mkdirSync(site.secrets, { recursive: true, mode: 0o700 });
    await bundleSite({ root, out: join(folder, "lib") });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "vigie-agent", version: "1.0.0", type: "module" }));
    fleet = await startFleet([
      { id: "salle", family: "poly-videoos", community: "public", httpUser: "vigie", httpPassword: "demonstration" },
    ]);
    collector = await layOutCollector({ folder, inventory: inventoryOf(fleet), settings: { tls: "own" } });
    daemons.push(await collector.start());
  });

  afterAll(async () => {
    for (const daemon of daemons.toReversed()) await daemon.stop();
    await fleet.close();
  });

  it("gets a code on the collector, with the very command that the document gives", async () => {
    const { stdout } = await vigie("agents", "add", "mairie", "--config", collector.config);
    enrolment = /sudo vigie (agent enroll .*)/.exec(stdout)?.[1]?.split(" ") ?? [];

    const documented = /`vigie (agent enroll [^`]*)`/.exec(installation)?.[1]?.split(" ") ?? [];
    expect(enrolment.filter((word) => !documented.includes(word))).toHaveLength(3);
    expect(documented.filter((word) => !enrolment.includes(word))).toEqual(["https://…", "…", "…"]);
  });

  it("is admitted by that command, which writes settings that a check finds right and that follow the plan", async () => {
    const enrolled = await onSite(...enrolment, "--config", site.config, "--data-dir", site.dataDir);

    expect(enrolled).toMatchObject({ code: 0 });
    expect(enrolled.said).toContain("Agent mairie-agent admis (Mairie (site fictif))");
    const checked = await onSite("agent", "--check", "--config", site.config);
    expect(checked).toMatchObject({ code: 0 });
    expect(checked.said).toContain("plan");
  });

  it("asks for its plan over its certificate, and says which secrets it lacks", async () => {
    // A codec of the tests is on loopback, where no plan may lead unless the site says so; and a second is soon enough to send.
    appendFileSync(site.config, "ranges: [127.0.0.0/8]\nbatchSeconds: 1\n");
    agent = await startOnSite(["agent", "--config", site.config], (log) => log.includes("agent has started"));

    await waitUntil("the plan is on disk", () => existsSync(join(site.dataDir, "plan.json")));
    await waitUntil("the agent says what it lacks", () => agent.log().includes("absent du dossier des secrets"));
    expect(await stateOnPage()).toBe("inconnu");
    expect(readFileSync(site.config, "utf8")).not.toMatch(/token|endpoints/);
  });

  it("polls the codec once its secrets are there and it was told so, and the page of the collector shows its state", async () => {
    for (const [name, word] of [
      ["codecs-snmp", "public"],
      ["codecs-web", "demonstration"],
    ] as const)
      writeFileSync(join(site.secrets, name), `${word}\n`, { mode: 0o600 });
    process.kill(agent.pid, "SIGHUP");

    await waitUntil("the page shows the state", async () => (await stateOnPage()) === "disponible");
    const { stdout } = await vigie("agents", "list", "--config", collector.config);
    expect(stdout).toMatch(/mairie-agent .* certificat \(.*appliqué/);
  });

  /** What the row of the codec says, as a person reads it. */
  async function stateOnPage(): Promise<string | undefined> {
    const { body } = await request(`${collector.url}/`, { dispatcher: trusting });
    const words = (await body.text()).replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
    // The model stands between the two once the codec has told it.
    return /24 h\/24.* Salle du conseil .*?(?<!\S)(disponible|dégradé|indisponible|inconnu) /.exec(words)?.[1];
  }
});

function inventoryOf(fleet: Fleet): object {
  const { address, snmpPort, httpUrl } = fleet.codec("salle");
  return {
    polling: {
      paces: { stateSeconds: 2, statusSeconds: 5, historySeconds: 60 },
      timeoutMs: 1_000,
      retries: 0,
      snmp: { version: "2c", community: "codecs-snmp" },
      http: { user: "vigie", password: "codecs-web" },
    },
    territories: [brest],
    sites: [
      siteOf("mairie", {
        name: "Mairie (site fictif)",
        agent: { id: "mairie-agent" },
        endpoints: [
          {
            id: "mairie-salle",
            name: "Salle du conseil",
            poll: { host: address, family: "poly-videoos", snmp: { port: snmpPort }, http: { url: httpUrl } },
          },
        ],
      }),
    ],
  };
}
