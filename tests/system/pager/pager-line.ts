import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generatedFiles } from "../../../dashboards/generated-files.ts";
import type { AlertingSettings } from "../../../dashboards/settings.ts";
import { type Fleet, startFleet } from "../../../simulator/fleet.ts";
import { pagedOnlyAt } from "../../dashboards/example-settings.ts";
import { startWebhook, type Webhook } from "../../dashboards/webhook.ts";
import { startTcpRelay, type TcpRelay } from "../../faults/tcp-relay.ts";
import { type Alertmanager, startAlertmanager } from "../../servers/alertmanager.ts";
import { agentWithToken, type CollectorPlace, layOutCollector, siteOf } from "../../servers/collector.ts";
import { type Daemon, startDaemon } from "../../servers/daemon.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { type Prometheus, startPrometheus } from "../../servers/prometheus.ts";
import { type AgentOfTest, newToken, writeAgent } from "../site-agent.ts";

/** A site with one room, `room-ID`, and its agent, `agent-ID`. */
export interface SiteOfLine {
  readonly id: string;
  readonly territory: string;
  /** `late`: its agent is started by the test; `none`: still to be equipped, so its room is nowhere. */
  readonly agent?: "late" | "none";
}

export interface PagerLineOptions {
  readonly sites: readonly SiteOfLine[];
  readonly waits: NonNullable<AlertingSettings["waits"]>;
  readonly pollSeconds: number;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly scrapeSeconds: number;
  readonly influx?: { readonly url: string; readonly database: string };
}

/** The whole line, from simulated codecs to whoever is paged. Whatever a test stops it can start again. */
export interface PagerLine {
  readonly fleet: Fleet;
  readonly place: CollectorPlace;
  readonly webhook: Webhook;
  readonly alertmanager: Alertmanager;
  /** Between all agents and the collector. */
  readonly link: TcpRelay;
  /** The Prometheus that runs now. */
  prometheus(): Prometheus;
  restartCollector(): Promise<void>;
  /** With nothing of what the former knew. */
  restartPrometheus(): Promise<void>;
  outboxFolder(site: string): string;
  startAgent(site: string): Promise<void>;
  stop(): Promise<void>;
}

const host = "127.0.0.1";
const manyAgents = fileURLToPath(new URL("many-agents.ts", import.meta.url));

export async function startPagerLine(options: PagerLineOptions): Promise<PagerLine> {
  const { sites, influx } = options;
  const folder = temporaryFolder("pager");
  const equipped = sites.filter(({ agent }) => agent !== "none");
  const fleet = await startFleet(equipped.map(({ id }) => ({ id: `room-${id}`, family: "generic-mib2", community: "public" })));
  const tokens = new Map(equipped.map(({ id }) => [id, newToken()]));
  const place = await layOutCollector({
    folder,
    inventory: inventoryOf(sites, tokens),
    settings: { logLevel: "warn", ...(influx !== undefined && { influx }) },
  });
  const port = Number(new URL(place.url).port);
  const link = await startTcpRelay({ host }, { host, port });
  const configs = new Map([...tokens].map(([id, token]) => [id, writeAgent(agentOf(id, token, { options, folder, fleet, link }))]));
  const webhook = await startWebhook();
  const files = generatedFiles(settingsOf(options, webhook));
  const alertmanager = await startAlertmanager({ configuration: files.get("alertmanager/alertmanager.yml") ?? "" });
  let collector = await place.start();
  let prometheus = await prometheusOf(files, { place, alertmanager, scrapeSeconds: options.scrapeSeconds });
  const agents: Daemon[] = [];
  const startAgents = async (ids: readonly string[]): Promise<void> => {
    const args = [manyAgents, ...ids.map((id) => configs.get(id) ?? "")];
    const own = join(folder, `agents-${agents.length}`);
    mkdirSync(own);
    const isReady = () => Promise.resolve(true);
    agents.push(await startDaemon({ name: "agents", command: process.execPath, args, folder: own, isReady }));
  };
  await startAgents(equipped.filter(({ agent }) => agent !== "late").map(({ id }) => id));
  return {
    fleet,
    place,
    webhook,
    alertmanager,
    link,
    prometheus: () => prometheus,
    restartCollector: async () => {
      await collector.stop("SIGKILL");
      collector = await place.start();
    },
    restartPrometheus: async () => {
      await prometheus.stop();
      prometheus = await prometheusOf(files, { place, alertmanager, scrapeSeconds: options.scrapeSeconds });
    },
    outboxFolder: (id) => join(folder, `agent-${id}`, "data"),
    startAgent: (id) => startAgents([id]),
    stop: async () => {
      await prometheus.stop();
      await alertmanager.stop();
      await webhook.close();
      await Promise.all(agents.map((daemon) => daemon.stop()));
      await collector.stop();
      await link.close();
      await fleet.close();
    },
  };
}

function inventoryOf(sites: readonly SiteOfLine[], tokens: ReadonlyMap<string, string>): object {
  const territories = [...new Set(sites.map(({ territory }) => territory))];
  return {
    territories: territories.map((id) => ({ id, name: id, kind: "ILE" })),
    sites: sites.map(({ id, territory }) => {
      const token = tokens.get(id);
      const agent = token === undefined ? { id: `agent-${id}` } : agentWithToken(`agent-${id}`, token);
      return siteOf(id, { name: id, territory, agent, endpoints: [{ id: `room-${id}`, name: `Salle ${id}` }] });
    }),
  };
}

interface Around {
  readonly options: PagerLineOptions;
  readonly folder: string;
  readonly fleet: Fleet;
  readonly link: TcpRelay;
}

function agentOf(id: string, token: string, { options, folder, fleet, link }: Around): AgentOfTest {
  const { pollSeconds, timeoutMs, retries } = options;
  const room = `room-${id}`;
  const snmp = { version: "2c", port: fleet.codec(room).snmpPort ?? 0, communityFile: "secrets/public" };
  return {
    id: `agent-${id}`,
    token,
    collectorUrl: `http://${host}:${link.port}`,
    folder,
    endpoints: [{ id: room, host, family: "generic-mib2", snmp, timeoutMs, retries }],
    paces: { stateSeconds: pollSeconds, statusSeconds: 300, historySeconds: 300 },
    // As an agent does by itself: one envelope a poll at most.
    batchSeconds: pollSeconds,
    logLevel: "error",
  };
}

/** The morning list is read at any hour, so that a test need not wait for the morning. */
function settingsOf({ waits }: PagerLineOptions, { url }: Webhook): AlertingSettings {
  const paged = pagedOnlyAt(`${url}/page`);
  return {
    ...paged,
    workingHours: { weekdays: "sunday:saturday", from: "00:00", to: "24:00" },
    tickets: { ...paged.tickets, operator: [{ kind: "webhook", url: `${url}/list` }] },
    heartbeat: { url: `${url}/heartbeat` },
    waits,
  };
}

interface Scraped {
  readonly place: CollectorPlace;
  readonly alertmanager: Alertmanager;
  readonly scrapeSeconds: number;
}

function prometheusOf(files: ReadonlyMap<string, string>, { place, alertmanager, scrapeSeconds }: Scraped): Promise<Prometheus> {
  const ruleFiles = [...files].filter(([path]) => path.startsWith("prometheus/")).map(([, text]) => text);
  const scrapeConfigs = [{ job_name: "vigie", static_configs: [{ targets: [new URL(place.url).host] }] }];
  return startPrometheus({ scrapeConfigs, ruleFiles, alertmanagers: [`${host}:${alertmanager.port}`], intervalS: scrapeSeconds });
}
