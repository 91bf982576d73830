import fastify, { type FastifyInstance } from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import { agentTargets } from "../../../collector/metrics/agent-targets.ts";
import { type Prometheus, startPrometheus } from "../../servers/prometheus.ts";
import { describeWithServers } from "../../servers/requirements.ts";
import { waitUntil } from "../../servers/wait-until.ts";
import { directoryOf, morning, smallSource } from "./small-source.ts";

const minute = 60_000;
const apps: FastifyInstance[] = [];
let now = morning;

afterEach(async () => {
  now = morning;
  for (const app of apps.splice(0)) await app.close();
});

function collector(publicUrl: string | null = null): FastifyInstance {
  const app = fastify();
  apps.push(app);
  const site = directoryOf([{ id: "salle-haute", name: "Salle haute", site: "ouessant-mairie" }]);
  const central = { id: "centre", vantage: "central", site: null, sites: ["ouessant-mairie"], tokenSha256: null } as const;
  const agents = [...site.agents, central];
  const directory = { ...site, agents, agent: (id: string) => agents.find((agent) => agent.id === id) };
  app.register(agentTargets({ directory, agents: () => smallSource().agents(), publicUrl, now: () => now }));
  return app;
}

interface Target {
  readonly targets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

async function targets(app: FastifyInstance, headers: Record<string, string> = {}): Promise<Target[]> {
  return (await app.inject({ url: "/sd/agents", headers })).json<Target[]>();
}

describe("agents as targets of Prometheus", () => {
  it("are all those of the inventory, with where they stand, under the name by which Prometheus calls the collector", async () => {
    const found = await targets(collector(), { host: "collecteur.example:8443" });

    expect(found).toHaveLength(3);
    expect(found[0]).toEqual({
      targets: ["collecteur.example:8443"],
      labels: {
        __scheme__: "http",
        __metrics_path__: "/metrics/agents/agent-ouessant",
        agent: "agent-ouessant",
        site: "ouessant-mairie",
        territory: "ouessant",
        vantage: "site",
      },
    });
    expect(found[2]?.labels).toMatchObject({ agent: "centre", site: "", territory: "ouessant", vantage: "central" });
  });

  it("are found behind a proxy that gives the collector a path, by those who come through it", async () => {
    const app = collector("https://visio.example/vigie");
    const pathFrom = async (host: string) => (await targets(app, { host }))[0]?.labels["__metrics_path__"];

    expect(await pathFrom("visio.example")).toBe("/vigie/metrics/agents/agent-ouessant");
    expect(await pathFrom("10.0.0.1:8080")).toBe("/metrics/agents/agent-ouessant");
  });

  it("live as long as they are heard, and a name that is no agent is nobody", async () => {
    const app = collector();
    const statusOf = async (id: string) => (await app.inject(`/metrics/agents/${id}`)).statusCode;

    expect(await Promise.all(["agent-ouessant", "agent-never-heard", "nobody"].map(statusOf))).toEqual([200, 503, 404]);
    now += 6 * minute;
    expect(await statusOf("agent-ouessant")).toBe(503);
  });

  it("have no figures here: told twice they would be counted twice", async () => {
    const { payload } = await collector().inject("/metrics/agents/agent-ouessant");

    expect(payload).toMatch(/^# last heard 2026-09-01T07:59:55\.000Z\n$/);
  });
});

describeWithServers(["prometheus"], "agents discovered by Prometheus", () => {
  it("are each up or not, those that never called included", async () => {
    const app = collector();
    const url = await app.listen({ host: "127.0.0.1", port: 0 });
    const prometheus: Prometheus = await startPrometheus({
      scrapeConfigs: [{ job_name: "vigie-agents", http_sd_configs: [{ url: `${url}/sd/agents`, refresh_interval: "1s" }] }],
    });
    try {
      const up = await prometheus.queryUntil("up", 3);
      expect(Object.fromEntries(up.map(({ metric, value }) => [metric["agent"], value]))).toEqual({
        "agent-ouessant": 1,
        "agent-never-heard": 0,
        centre: 0,
      });
      expect(up[0]?.metric).toMatchObject({ territory: "ouessant" });
      now += 6 * minute;
      await waitUntil("it is seen", async () => (await prometheus.query("up == 1")).length === 0);
    } finally {
      await prometheus.stop();
    }
  });
});
