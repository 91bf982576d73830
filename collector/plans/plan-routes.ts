import type { FastifyPluginCallback } from "fastify";
import { Type } from "typebox";
import { Refusal } from "../../contract/envelope.ts";
import { Plan } from "../../contract/plan.ts";
import type { Agent, Directory } from "../directory/directory.ts";
import { answerRefused } from "../ingest/answer-refused.ts";
import type { Authenticate } from "../ingest/authenticate.ts";
import { Refused } from "../ingest/refused.ts";
import { planOf } from "./plan-of.ts";

export interface PlanRoutesOptions {
  readonly directory: Directory;
  readonly authenticate: Authenticate;
}

const NoPlan = Type.Object({ code: Type.Literal("NO_PLAN"), message: Type.String() });

const documentation = {
  summary: "What the agent that asks is to poll",
  description:
    "Of that agent only. If-None-Match with the ETag of the plan it has: 304 while nothing has changed. Secrets are named, never told.",
  tags: ["agents"],
  security: [{ agentToken: [] }, {}],
  response: {
    200: { ...Plan, description: "The plan; its version is its ETag" },
    304: { type: "null", description: "The plan is the one the agent has" },
    401: { ...Refusal, description: "The agent is not known by what it shows" },
    403: { ...Refusal, description: "The agent is known, and not let in any more" },
    404: { ...NoPlan, description: "The inventory says of no endpoint of this agent how it is polled" },
  },
};

/** `GET /v1/agents/self/config`, for whoever may send envelopes. */
export function planRoutes({ directory, authenticate }: PlanRoutesOptions): FastifyPluginCallback {
  const plans = preparedPlans(directory);
  return (app, _, done) => {
    app.setErrorHandler((error, request, reply) => {
      if (error instanceof Refused) return answerRefused(error, request, reply);
      request.log.error({ err: error }, "plan could not be given");
      return reply.code(500).send({ code: "PLAN_UNAVAILABLE", message: "Internal error; go on with the plan you have" });
    });
    // What a browser is told of a page is of no use to an agent that asks every few minutes, on a line paid by the byte.
    const route = { schema: documentation, helmet: false as const, serializerCompiler: () => (data: unknown) => JSON.stringify(data) };
    app.get("/v1/agents/self/config", route, (request, reply) => {
      const plan = plans(authenticate(request, reply));
      reply.header("cache-control", "private, no-cache");
      if (plan === null) return reply.code(404).send({ code: "NO_PLAN", message: "No endpoint of this agent says how it is polled" });
      reply.header("etag", `"${plan.version}"`);
      if (isKnown(request.headers["if-none-match"], plan.version)) return reply.code(304).send();
      return reply.send(plan);
    });
    done();
  };
}

/** Worked out once for each inventory: a central agent's plan has thousands of endpoints. */
function preparedPlans(directory: Directory): (agent: Agent) => Plan | null {
  let known = directory.agents;
  const plans = new Map<string, Plan | null>();
  return (agent) => {
    if (known !== directory.agents) plans.clear();
    known = directory.agents;
    const prepared = plans.get(agent.id);
    if (prepared !== undefined) return prepared;
    const plan = planOf(directory, agent);
    plans.set(agent.id, plan);
    return plan;
  };
}

/** Whoever packs an answer on the way may call its tag weak: the plan is the same. */
function isKnown(header: string | undefined, version: string): boolean {
  return (header ?? "").split(",").some((tag) => tag.trim().replace(/^W\//, "") === `"${version}"`);
}
