import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ledger } from "../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { type Fleet, startFleet } from "../../simulator/fleet.ts";
import type { Daemon } from "../servers/daemon.ts";
import { waitUntil } from "../servers/wait-until.ts";
import { keptSequences, outboxCounters } from "./numbers.ts";
import { layOutProduct, type Product } from "./product.ts";

/** So many in the suite; `npm run soak` has the long form. */
const kills = 20;

describe("kill -9 of agent and collector, twenty times each at random moments", () => {
  let fleet: Fleet;
  let product: Product;

  beforeAll(async () => {
    fleet = await startFleet(
      Array.from({ length: 20 }, (_, index) => ({ id: `codec-${index}`, family: "generic-mib2", community: "public" }) as const),
    );
    product = await layOutProduct({
      endpoints: fleet.codecs.map((codec) => ({
        id: codec.identity.id,
        host: codec.address,
        family: "generic-mib2",
        snmp: { port: codec.snmpPort ?? 0, community: "public" },
      })),
    });
  });

  afterAll(() => fleet.close());

  it("loses no acknowledged observation and doubles none", async () => {
    await Promise.all([killAgain(() => product.startAgent(), "agent has started"), killAgain(() => product.startCollector())]);
    const collector = await product.startCollector();
    const agent = await product.startAgent();
    await waitUntil("the agent has delivered everything it kept", () => Promise.resolve(outboxCounters(product).waiting <= 40), 60_000);
    await agent.stop();
    await collector.stop();

    // What was polled while everything was stopping may still wait on disk; all the rest is in the ledger, without a hole: each
    // sudden death begins a new numbering, and every numbering is there from its first observation on.
    const { waiting, lost } = outboxCounters(product);
    expect({ isAlmostAll: waiting <= 40, lost }).toEqual({ isAlmostAll: true, lost: 0 });
    const runs = keptSequences(product);
    expect(runs.filter(({ first }) => first !== 1)).toEqual([]);
    expect(new Set(runs.map(({ outbox }) => outbox)).size).toBe(runs.length);
    const delivered = runs.reduce((sum, { next }) => sum + next - 1, 0);
    expect(delivered).toBeGreaterThan(5 * kills);
    const ledger = await openSqliteLedger({ file: product.ledgerFile });
    expect(await countObservations(ledger)).toBe(delivered);
    await ledger.close();
    expect(readdirSync(product.outboxFolder).filter((name) => name.includes("damaged"))).toEqual([]);
  });
});

/**
 * Starts a process and kills it while it starts or works, again and again. One that says a word once it works lives to say it every
 * second time: a slow machine may need all of the time there is for starting.
 */
async function killAgain(start: () => Promise<Daemon>, word?: string): Promise<void> {
  let said = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const daemon = await start();
    const saidBefore = said;
    const timesSaid = (): number => (word === undefined ? 0 : daemon.log().split(word).length - 1);
    if (word !== undefined && kill % 2 === 1) await waitUntil(`it says "${word}"`, () => timesSaid() > saidBefore);
    await new Promise((resolve) => {
      setTimeout(resolve, Math.random() * 3_000);
    });
    await daemon.stop("SIGKILL");
    said = timesSaid();
  }
}

async function countObservations(ledger: Ledger): Promise<number> {
  let count = 0;
  for (let entry = 0; ; ) {
    const page = await ledger.observationsAfter(entry, 5_000);
    if (page.length === 0) return count;
    count += page.length;
    entry = page.at(-1)?.entry ?? entry;
  }
}
