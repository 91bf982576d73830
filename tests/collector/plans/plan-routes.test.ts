import { fileURLToPath } from "node:url";
import swagger from "@fastify/swagger";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createDirectory } from "../../../collector/directory/create-directory.ts";
import type { Directory } from "../../../collector/directory/directory.ts";
import { loadDirectory } from "../../../collector/directory/load-directory.ts";
import { standingDirectory } from "../../../collector/directory/standing-directory.ts";
import { Refused } from "../../../collector/ingest/refused.ts";
import { planRoutes } from "../../../collector/plans/plan-routes.ts";

const example = loadDirectory(fileURLToPath(new URL("../../../docs/examples/inventory.yml", import.meta.url)));
let directory: Directory;
let app: FastifyInstance;

beforeEach(async () => {
  directory = example;
  app = fastify();
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "", version: "" },
      components: { securitySchemes: { agentToken: { type: "http", scheme: "bearer" } } },
    },
  });
  const authenticate = ({ headers }: { readonly headers: Readonly<Record<string, unknown>> }) => {
    const agent = directory.agent(String(headers["x-agent"]));
    if (agent === undefined) throw new Refused("TOKEN_UNKNOWN", "No agent of the inventory has this token");
    return agent;
  };
  await app.register(planRoutes({ directory: standingDirectory(() => directory), authenticate }));
});

afterEach(() => app.close());

const ask = (agent: string, known = "") =>
  app.inject({ url: "/v1/agents/self/config", headers: { "x-agent": agent, ...(known !== "" && { "if-none-match": known }) } });

it("an agent hears of its own endpoints and of nobody else's", async () => {
  const own = await ask("ouessant-mairie");

  expect(own.headers).toMatchObject({ etag: `"${own.json<{ version: string }>().version}"`, "cache-control": "private, no-cache" });
  expect(own.body).toContain("ouessant-salle-conseil");
  expect(own.body).not.toMatch(/lannion|brest/);
});

it.each(["%s", "W/%s", '"ffffffffffffffff", %s'])(
  "an agent that shows the tag of its plan (%s) is told that it is the one",
  async (form) => {
    const { headers } = await ask("ouessant-mairie");
    const again = await ask("ouessant-mairie", form.replace("%s", String(headers["etag"])));

    expect([again.statusCode, again.body]).toEqual([304, ""]);
  },
);

it("a plan is worked out anew for another inventory", async () => {
  const before = await ask("ouessant-mairie");
  const endpoints = example.endpoints.filter(({ id }) => id !== "ouessant-mediatheque");
  directory = createDirectory({ ...example, endpoints, agents: [...example.agents] });
  const after = await ask("ouessant-mairie", String(before.headers["etag"]));

  expect(after.statusCode).toBe(200);
  expect(after.body).not.toContain("mediatheque");
});

it("whoever is not known is told nothing, and who has no plan is told so", async () => {
  const [nobody, none] = [await ask("nobody"), await ask("lannion-espace-public")];

  expect([nobody.statusCode, nobody.json()]).toMatchObject([401, { code: "TOKEN_UNKNOWN" }]);
  expect([none.statusCode, none.json()]).toMatchObject([404, { code: "NO_PLAN" }]);
});

it("the plan is described for whoever reads the collector's description", async () => {
  await app.ready();
  const { paths } = app.swagger() as { paths: Record<string, object> };

  const text = JSON.stringify(paths["/v1/agents/self/config"]);
  for (const word of ["If-None-Match", "stateSeconds", "authPassword", "304", "NO_PLAN"]) expect(text).toContain(word);
});
