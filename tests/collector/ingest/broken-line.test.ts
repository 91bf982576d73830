import { type AddressInfo, connect } from "node:net";
import { Writable } from "node:stream";
import fastify from "fastify";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Directory } from "../../../collector/directory/directory.ts";
import { envelopeRoutes } from "../../../collector/ingest/envelope-routes.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { waitUntil } from "../../servers/wait-until.ts";

const nobody = () => {};
let ledger: Ledger;
let logged: string;
const stream = new Writable({
  write: (chunk: Buffer, _, done) => {
    logged += chunk.toString();
    done();
  },
});
const app = fastify({ logger: { stream } });

beforeEach(async () => {
  logged = "";
  ledger = await openSqliteLedger({ file: ":memory:" });
  envelopeRoutes(app, {
    directory: {} as Directory,
    authenticate: () => ({ id: "agent-a", vantage: "site", site: "site-a", sites: ["site-a"], tokenSha256: "0".repeat(64) }),
    ledger,
    counters: { accepted: nobody, alreadySeen: nobody, rejected: nobody, refused: nobody, observeDuration: nobody },
    retentionDays: 35,
    now: () => Date.now(),
    onKept: nobody,
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
});

afterEach(async () => {
  await app.close();
  await ledger.close();
});

it("a line that breaks while an envelope comes in wakes nobody", async () => {
  const { port } = app.server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1").on("error", nobody);
  socket.write("POST /v1/envelopes HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{");
  await waitUntil("the request has come", () => logged.includes("incoming request"));
  socket.resetAndDestroy();

  await waitUntil("the collector has noticed", () => logged.includes("line broke while an envelope came in"));
  expect(logged).not.toMatch(/"level":[56]0/);
});
