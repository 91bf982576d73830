import { emptyPhoneBook } from "../../agent/far-ends/phone-book.ts";
import { runAgent } from "../../agent/main.ts";
import { Secret } from "../../settings/secret.ts";

/** An agent of its own process: where the collector is, where it keeps its data, and the SNMP ports of its codecs on loopback. */
const [url = "", dataDir = "", ...ports] = process.argv.slice(2);
process.exitCode = await runAgent({
  agent: "agent-1",
  collector: { url, token: new Secret("the-token"), caPem: null },
  dataDir,
  batchSeconds: 1,
  outbox: { maxBytes: 10e6, maxDays: 30 },
  paces: { stateSeconds: 1, statusSeconds: 5, historySeconds: 5, inventoryAt: { hour: 3, minute: 30 } },
  farEndKey: null,
  phoneBook: emptyPhoneBook,
  zone: "Europe/Paris",
  ignoredDiagnostics: [],
  logLevel: "info",
  plan: null,
  endpoints: ports.map((port, index) => ({
    id: `codec-${index + 1}`,
    host: "127.0.0.1",
    family: "generic-mib2",
    snmp: { version: "2c", port: Number(port), community: new Secret("public") },
    timeoutMs: 10_000,
    retries: 0,
  })),
});
