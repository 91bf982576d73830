import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openSqliteDeclarations } from "../../collector/ledger/sqlite-declarations.ts";
import { generatedFiles } from "../../dashboards/generated-files.ts";
import type { AlertingSettings } from "../../dashboards/settings.ts";
import { type Fleet, startFleet } from "../../simulator/fleet.ts";
import { pagedOnlyAt } from "../dashboards/example-settings.ts";
import { startWebhook, type Webhook } from "../dashboards/webhook.ts";
import { type Alertmanager, startAlertmanager } from "../servers/alertmanager.ts";
import { agentWithToken, brest, type CollectorPlace, layOutCollector, siteOf } from "../servers/collector.ts";
import type { Daemon } from "../servers/daemon.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { type Prometheus, startPrometheus } from "../servers/prometheus.ts";
import { describeWithServers } from "../servers/requirements.ts";
import { waitUntil } from "../servers/wait-until.ts";
import { layOutAgent, newToken } from "./site-agent.ts";

const here = { host: "127.0.0.1" };
const rooms = ["room-1", "room-2", "room-3"];
const pollSeconds = 1;
const faults = 2;
/** Only bounds a test that fails: a busy machine may need it. */
const patienceMs = 200_000;

/** One poll a second instead of a minute, and all waits as much shorter; what a busy machine may need is left. */
const waits: NonNullable<AlertingSettings["waits"]> = {
  bridge: 90,
  agentSilent: 30,
  manySilent: 25,
  collectorStart: 20,
  collectorDown: 90,
  ticket: 60,
  steady: 3,
  groupPages: 1,
  groupPagesAgain: 3,
  heartbeat: 1,
  evaluation: 1,
};

describeWithServers(["prometheus", "alertmanager"], "whom a fault wakes, from the codec to the telephone", () => {
  const daemons: { collector?: Daemon; agent?: Daemon | undefined } = {};
  let fleet: Fleet;
  let collector: CollectorPlace;
  let startAgent: ReturnType<typeof layOutAgent>;
  let webhook: Webhook;
  let alertmanager: Alertmanager;
  let prometheus: Prometheus;

  beforeAll(async () => {
    const folder = temporaryFolder("alerts");
    const token = newToken();
    fleet = await startFleet(rooms.map((id) => ({ id, family: "generic-mib2", community: "public" })));
    const endpoints = rooms.map((id) => ({ id, name: `Salle ${id}` }));
    const site = siteOf("mairie", { name: "Mairie", agent: agentWithToken("agent-a", token), endpoints });
    collector = await layOutCollector({ folder, inventory: { territories: [brest], sites: [site] } });
    const polled = rooms.map((id) => ({
      id,
      ...here,
      family: "generic-mib2",
      snmp: { version: "2c", port: fleet.codec(id).snmpPort ?? 0, communityFile: "secrets/public" },
      timeoutMs: 300,
      retries: 0,
    }));
    const paces = { stateSeconds: pollSeconds, statusSeconds: 60, historySeconds: 60 };
    startAgent = layOutAgent({ id: "agent-a", token, collectorUrl: collector.url, folder, endpoints: polled, paces });
    daemons.collector = await collector.start();
    daemons.agent = await startAgent();
    webhook = await startWebhook();
    await startAlerting();
    await areUp();
    await aWhile(1);
  });

  afterAll(async () => {
    await prometheus.stop();
    await alertmanager.stop();
    await webhook.close();
    await daemons.agent?.stop();
    await daemons.collector?.stop();
    await fleet.close();
  });

  /** A try that failed halfway leaves a silent room, or no agent: what that comes to is told before the next begins. */
  beforeEach(async () => {
    const isWhole = daemons.agent !== undefined && (await countUp()) === rooms.length;
    for (const room of rooms) recover(room);
    daemons.agent ??= await startAgent();
    await areUp();
    if (!isWhole) await aWhile(10);
    webhook.forget();
  });

  async function startAlerting(): Promise<void> {
    const files = generatedFiles(pagedBy(webhook));
    alertmanager = await startAlertmanager({ configuration: files.get("alertmanager/alertmanager.yml") ?? "" });
    const jobs = [
      { job_name: "vigie", static_configs: [{ targets: [new URL(collector.url).host] }] },
      { job_name: "vigie-agents", http_sd_configs: [{ url: `${collector.url}/sd/agents` }] },
    ];
    const ruleFiles = [...files].filter(([path]) => path.startsWith("prometheus/")).map(([, text]) => text);
    prometheus = await startPrometheus({ scrapeConfigs: jobs, ruleFiles, alertmanagers: [`127.0.0.1:${alertmanager.port}`] });
  }

  const fallSilent = (room: string) => fleet.codec(room).apply({ does: "silence" });
  const recover = (room: string) => fleet.codec(room).apply({ does: "recover" });
  const countUp = async () => (await prometheus.query('visio_endpoint_state{state="up"} == 1')).length;
  const areUp = () => waitUntil("all rooms are up", async () => (await countUp()) === rooms.length);
  const paged = () => waitUntil("somebody is paged", () => webhook.pages().length > 0, patienceMs);
  const toldOfTheEnd = () => waitUntil("the end is told", () => webhook.ends().length > 0, patienceMs);
  /** Whatever had to be told has been: Prometheus has looked at its rules, and Alertmanager at its groups, some more times. */
  const aWhile = (beats = 5) => {
    const known = webhook.heartbeats();
    return waitUntil("the heartbeat goes on", () => webhook.heartbeats() >= known + beats, patienceMs);
  };
  const toldOf = () => webhook.pages().map(({ alerts }) => alerts.map(({ labels }) => labels["alertname"]));

  it("is nobody while all is well, and the heartbeat is heard", async () => {
    await aWhile();

    expect(webhook.pages()).toEqual([]);
  });

  it("is told once of one dead codec, with what to do, and of its end", async () => {
    const delays: number[] = [];
    for (let fault = 0; fault < faults; fault += 1) {
      webhook.forget();
      const began = performance.now();
      fallSilent("room-1");
      await paged();
      delays.push((performance.now() - began) / 1000 / pollSeconds);
      await aWhile();
      expect(toldOf()).toEqual([["VisioEndpointDown"]]);
      const [told] = webhook.pages()[0]?.alerts ?? [];
      expect(told?.annotations["summary"]).toMatch(/^Équipement en panne : Salle room-1, Mairie \(Brest\), depuis \d/);
      expect(told?.annotations["page_url"]).toMatch(/\/endpoints\/room-1$/);
      expect(told?.labels).toMatchObject({ severity: "page", owner: "concierge", site: "mairie", territory: "brest" });
      recover("room-1");
      await toldOfTheEnd();
    }
    const [first = 0, ...more] = delays.toSorted((a, b) => a - b);
    const worst = more.at(-1) ?? first;
    process.stdout.write(
      `from fault to page, in polls: median ${[first, ...more][Math.floor(faults / 2)]?.toFixed(1)}, worst ${worst.toFixed(1)} of ${faults}\n`,
    );
    await areUp();
  });

  it("is told nothing new when the collector starts anew, with a fault or without", async () => {
    fallSilent("room-2");
    await paged();
    await daemons.collector?.stop();
    daemons.collector = await collector.start();
    await prometheus.queryUntil('visio_endpoint_state{endpoint="room-2",state="down"} == 1');
    await aWhile(10);

    expect(toldOf()).toEqual([["VisioEndpointDown"]]);
    expect(webhook.ends()).toEqual([]);
    recover("room-2");
    await toldOfTheEnd();
    await areUp();
  });

  it("is told nothing new when Prometheus starts anew", async () => {
    fallSilent("room-3");
    await paged();
    await prometheus.stop();
    const files = generatedFiles(pagedBy(webhook));
    const ruleFiles = [...files].filter(([path]) => path.startsWith("prometheus/")).map(([, text]) => text);
    const scrapeConfigs = [{ job_name: "vigie", static_configs: [{ targets: [new URL(collector.url).host] }] }];
    prometheus = await startPrometheus({ scrapeConfigs, ruleFiles, alertmanagers: [`127.0.0.1:${alertmanager.port}`] });
    await prometheus.queryUntil('ALERTS{alertname="VisioEndpointDown",alertstate="firing"}');
    await aWhile();

    expect(toldOf()).toEqual([["VisioEndpointDown"]]);
    recover("room-3");
    await toldOfTheEnd();
    await areUp();
  });

  it("is told once of a dead agent, and not of each of its rooms", async () => {
    await daemons.agent?.stop("SIGKILL");
    daemons.agent = undefined;
    await paged();
    await aWhile();

    expect(toldOf()).toEqual([["VisioAgentSilent"]]);
    expect(webhook.pages()[0]?.alerts[0]?.annotations["summary"]).toMatch(/^Agent muet : Mairie \(Brest\), depuis/);
    daemons.agent = await startAgent();
    await toldOfTheEnd();
    await areUp();
  });

  it("is told nothing of work that was announced", async () => {
    await announceWork(collector, "room-1");
    await prometheus.queryUntil('ALERTS{alertname="VisioMaintenance",endpoint="room-1"}');
    await aWhile(2);
    fallSilent("room-1");
    await prometheus.queryUntil('ALERTS{alertname="VisioEndpointDown",endpoint="room-1",alertstate="firing"}');
    await aWhile();

    expect(toldOf()).toEqual([]);
  });
});

/** From now on for an hour. */
async function announceWork({ ledgerFile }: CollectorPlace, endpoint: string): Promise<void> {
  const declarations = openSqliteDeclarations({ file: ledgerFile, now: Date.now });
  const from = Math.floor(Date.now() / 1000);
  const work = { reason: "Firmware", scope: { kind: "endpoint", id: endpoint }, time: { kind: "once", from, to: from + 3_600 } } as const;
  await declarations.writeMaintenance({ act: "declared", ...work }, { who: "unix:test", origin: "command" });
  await declarations.close();
}

function pagedBy({ url }: Webhook): AlertingSettings {
  return { ...pagedOnlyAt(`${url}/page`), heartbeat: { url: `${url}/heartbeat` }, waits };
}
