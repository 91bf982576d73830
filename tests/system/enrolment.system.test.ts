import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { vigie } from "../cli/heard.ts";
import { brest, type CollectorPlace, layOutCollector, siteOf } from "../servers/collector.ts";
import type { Daemon } from "../servers/daemon.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { startVigie } from "../servers/vigie.ts";
import { waitUntil } from "../servers/wait-until.ts";

let folder: string;
let collector: CollectorPlace;
let daemons: Daemon[];

beforeEach(async () => {
  folder = temporaryFolder("enrolment");
  daemons = [];
  collector = await layOutCollector({ folder, inventory, settings: { tls: "own" } });
});

afterEach(async () => {
  for (const daemon of daemons.toReversed()) await daemon.stop();
});

const agents = (...words: string[]) => vigie("agents", ...words, "--config", collector.config);
const agentFile = (): string => join(folder, "site", "agent.yml");
const listed = async () => {
  const [agent] = JSON.parse((await agents("list", "--json")).stdout) as Listed[];
  return agent;
};

interface Listed {
  readonly agent: string;
  readonly lastContactAt: string | null;
  readonly waiting: number | null;
  readonly credential: { readonly kind: string; readonly rotationAskedAt?: string | null };
}

describe("placing an agent, with the commands that people type", () => {
  it("takes one command on the collector and one on the site; revoking takes one", async () => {
    const running = await started(collector.start());
    const { stdout: told } = await agents("add", "mairie");
    const words = /sudo vigie (agent enroll .*)/.exec(told)?.[1]?.split(" ") ?? [];
    const enrolled = await vigie(...words, "--config", agentFile());

    expect(enrolled).toMatchObject({ exitCode: 0, stderr: "" });
    expect(enrolled.stdout).toContain("Agent mairie-agent admis (Mairie (site fictif))");

    addEndpoint();
    const agent = await started(startVigie("agent", agentFile(), { folder }));
    await waitUntil("the agent is heard", async () => (await listed())?.lastContactAt !== null);
    const before = readFileSync(join(folder, "site", "donnees", "credential", "certificate.pem"), "utf8");

    expect((await agents("rotate", "mairie")).stdout).toContain("changera de clé par lui-même");
    await waitUntil("the agent has another key", async () => {
      const { credential } = (await listed()) ?? {};
      return credential?.kind === "certificate" && credential.rotationAskedAt === null;
    });
    expect(readFileSync(join(folder, "site", "donnees", "credential", "certificate.pem"), "utf8")).not.toBe(before);

    await agents("revoke", "mairie");
    await waitUntil("the agent is refused on its open line", () => agent.log().includes("CREDENTIAL_REVOKED"));
    expect(await listed()).toMatchObject({ credential: { kind: "revoked" } });
    expect(running.log()).toMatch(/"code":"CREDENTIAL_REVOKED".*"agent":"mairie-agent"/);
    expect(
      (await agents("history", "mairie")).stdout
        .split("\n")
        .slice(2, -1)
        .map((line) => line.slice(21, 46).trimEnd()),
    ).toEqual(["code donné", "admis", "changement de clé demandé", "renouvelé", "révoqué"]);

    const again = /sudo vigie (agent enroll .*)/.exec((await agents("add", "mairie")).stdout)?.[1]?.split(" ") ?? [];
    expect((await vigie(...again, "--config", agentFile())).stdout).toContain("l'agent s'en servira de lui-même, sans redémarrage");
    await waitUntil("the agent is taken again, and nobody restarted it", () => agent.log().includes("collector takes observations again"));
    expect(await listed()).toMatchObject({ credential: { kind: "certificate" } });
  });

  it("leaves an agent that was enrolled again its settings, and refuses the code of another site there", async () => {
    await started(collector.start());
    const wordsFor = async (site: string) => {
      const { command: typed } = JSON.parse((await agents("add", site, "--json")).stdout) as { command: string };
      return [...typed.split(" ").slice(2), "--config", agentFile()];
    };
    await vigie(...(await wordsFor("mairie")));
    addEndpoint();
    const settings = readFileSync(agentFile(), "utf8");
    const other = await vigie(...(await wordsFor("port")));
    const again = await vigie(...(await wordsFor("mairie")));

    expect([other.exitCode, other.stderr]).toEqual([1, expect.stringContaining("Ce code est celui d'un autre agent")]);
    expect(again.exitCode).toBe(0);
    expect(readFileSync(agentFile(), "utf8")).toBe(settings);
  });

  it("knows a name that is nearly right, and makes nothing for one that is nobody's", async () => {
    const { exitCode, stderr } = await agents("add", "mairi");

    expect([exitCode, stderr]).toEqual([64, "Ni site ni agent de ce nom dans l'inventaire : mairi (vouliez-vous écrire « mairie » ?)\n"]);
    expect(existsSync(join(folder, "collector", "data", "ca"))).toBe(false);
  });
});

async function started(starting: Promise<Daemon>): Promise<Daemon> {
  const daemon = await starting;
  daemons.push(daemon);
  return daemon;
}

/** A machine that answers on a port, polled every second. */
function addEndpoint(): void {
  const more = {
    batchSeconds: 1,
    paces: { stateSeconds: 1, statusSeconds: 60, historySeconds: 60 },
    endpoints: [{ id: "mairie-salle", host: "127.0.0.1", reach: { tcpPort: Number(new URL(collector.url).port) } }],
  };
  writeFileSync(agentFile(), `${readFileSync(agentFile(), "utf8")}${stringify(more)}`);
}

const fictional = (id: string) =>
  siteOf(id, {
    name: `${id.charAt(0).toUpperCase()}${id.slice(1)} (site fictif)`,
    agent: { id: `${id}-agent` },
    endpoints: [{ id: `${id}-salle`, name: "Salle" }],
  });
const inventory = { territories: [brest], sites: [fictional("mairie"), fictional("port")] };
