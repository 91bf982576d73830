import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { afterEach, expect, it } from "vitest";
import { type AskPlan, planAsker } from "../../../agent/plan/ask-plan.ts";
import { openPoster, type Poster } from "../../../agent/uplink/post.ts";
import { Secret } from "../../../settings/secret.ts";
import { codec, planWith } from "./a-plan.ts";

let server: Server | null = null;
let poster: Poster | null = null;

afterEach(() => {
  poster?.close();
  server?.closeAllConnections();
  server?.close();
});

/** A collector that answers in this way, on loopback. */
async function asking(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<AskPlan> {
  const listening = createServer(answer);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const address = listening.address();
  const port = typeof address === "object" ? address?.port : 0;
  const credential = { kind: "token", token: new Secret("the-token") } as const;
  poster = openPoster({ url: `http://127.0.0.1:${port}`, credential: () => credential, caPem: null, timeoutMs: 30_000 });
  return planAsker(poster);
}

const never = new AbortController().signal;

it("the plan of a central agent comes packed, and whole", async () => {
  const plan = planWith(...Array.from({ length: 20_000 }, (_, index) => ({ ...codec, id: `salle-${index}` })));
  const ask = await asking((request, response) => {
    expect([request.url, request.headers.authorization]).toEqual(["/v1/agents/self/config", "Bearer the-token"]);
    response.writeHead(200, { "content-encoding": "gzip", etag: `W/"${plan.version}"` }).end(gzipSync(JSON.stringify(plan)));
  });

  const answer = await ask(null, never);

  expect(answer).toMatchObject({ kind: "plan", tag: plan.version });
  expect(answer.kind === "plan" && JSON.parse(answer.text)).toEqual(plan);
});

it("an agent names the plan it has, and hears that it is still the one", async () => {
  const ask = await asking((request, response) =>
    response.writeHead(request.headers["if-none-match"] === '"0123456789abcdef"' ? 304 : 200).end(),
  );

  expect(await ask("0123456789abcdef", never)).toEqual({ kind: "unchanged" });
});

it.each([
  [404, { kind: "none" }],
  [401, { kind: "refused", status: 401 }],
  [500, { kind: "refused", status: 500 }],
])("status %i is no plan", async (status, expected) => {
  const ask = await asking((_request, response) => response.writeHead(status).end());

  expect(await ask(null, never)).toEqual(expected);
});

it("what unfolds into more than any plan may hold is not read", async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  const ask = await asking((_request, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));

  await expect(ask(null, never)).rejects.toThrow("Cannot create a Buffer larger than");
});
