import type { FastifyPluginCallback, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { silentAfterMs } from "../agent-silence.ts";
import type { Agent, Directory } from "../directory/directory.ts";
import type { AgentStanding } from "../ledger/port.ts";

export interface AgentTargetsOptions {
  readonly directory: Pick<Directory, "agents" | "agent" | "site">;
  readonly agents: () => Promise<ReadonlyMap<string, AgentStanding>>;
  /** Where a proxy gives the collector a path; null: nobody said. */
  readonly publicUrl: string | null;
  /** ms since 1970 UTC */
  readonly now: () => number;
}

const Target = Type.Object({
  targets: Type.Array(Type.String()),
  labels: Type.Record(Type.String(), Type.String()),
});

/**
 * `GET /sd/agents`: every agent of the inventory as a target of its own, for Prometheus's HTTP service discovery. Agents open no port
 * to be scraped; what is scraped in their place is `GET /metrics/agents/ID` of the collector, which succeeds as long as that agent is
 * heard. So `up` says of each declared agent, even of one that never called, whether it lives. Figures of agents are in `/metrics`
 * alone: told twice they would be counted twice.
 */
export function agentTargets(options: AgentTargetsOptions): FastifyPluginCallback {
  return (app, _options, done) => {
    const discovery = { summary: "Agents as targets, for Prometheus's HTTP service discovery", response: { 200: Type.Array(Target) } };
    app.get("/sd/agents", { schema: { ...discovery, tags: ["monitoring"] } }, (request, reply) =>
      reply.header("cache-control", "no-store").send(options.directory.agents.map((agent) => targetOf(agent, request, options))),
    );
    const liveness = { summary: "Succeeds as long as the agent is heard; has no figures", params: Type.Object({ id: Type.String() }) };
    app.get<{ Params: { id: string } }>(
      "/metrics/agents/:id",
      { schema: { ...liveness, tags: ["monitoring"] } },
      async (request, reply) => {
        const { id } = request.params;
        void reply.header("cache-control", "no-store").type("text/plain; version=0.0.4; charset=utf-8");
        if (options.directory.agent(id) === undefined) return reply.code(404).send("# no such agent\n");
        const lastContactAt = (await options.agents()).get(id)?.lastContactAt;
        if (lastContactAt === undefined) return reply.code(503).send("# never heard\n");
        const heard = `last heard ${new Date(lastContactAt).toISOString()}`;
        if (options.now() - lastContactAt > silentAfterMs) return reply.code(503).send(`# silent, ${heard}\n`);
        return reply.send(`# ${heard}\n`);
      },
    );
    done();
  };
}

/** The collector under the name by which Prometheus has just reached it. */
function targetOf(agent: Agent, request: FastifyRequest, { directory, publicUrl }: AgentTargetsOptions) {
  const { host, protocol } = request;
  const territories = new Set(agent.sites.map((site) => directory.site(site)?.territory ?? ""));
  const [territory = ""] = territories.size === 1 ? territories : [];
  return {
    targets: [host],
    labels: {
      __scheme__: protocol,
      __metrics_path__: `${pathOf(publicUrl, host)}/metrics/agents/${agent.id}`,
      agent: agent.id,
      // Of a central agent: those of its sites, where they all have the same.
      site: agent.site ?? "",
      territory,
      vantage: agent.vantage,
    },
  };
}

function pathOf(publicUrl: string | null, host: string): string {
  if (publicUrl === null) return "";
  const url = new URL(publicUrl);
  return url.host === host ? url.pathname.replace(/\/+$/, "") : "";
}
