import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fleet, startFleet } from "../../simulator/fleet.ts";
import { waitUntil } from "../servers/wait-until.ts";
import { keptSequences, outboxCounters } from "./numbers.ts";
import { layOutProduct, type Product } from "./product.ts";

describe("a collector that is away for a while", () => {
  let fleet: Fleet;
  let product: Product;

  beforeAll(async () => {
    fleet = await startFleet([{ id: "codec-0", family: "generic-mib2", community: "public" }]);
    product = await layOutProduct({
      endpoints: fleet.codecs.map((codec) => ({
        id: codec.identity.id,
        host: codec.address,
        snmp: { port: codec.snmpPort ?? 0, community: "public" },
      })),
    });
  });

  afterAll(() => fleet.close());

  it("finds everything the agent saw meanwhile when it comes back", async () => {
    const agent = await product.startAgent();
    await waitUntil("the agent keeps what it cannot deliver", () => Promise.resolve(hasWaiting(product, 10)), 60_000);

    const collector = await product.startCollector();
    await waitUntil("the outbox is empty", () => Promise.resolve(outboxCounters(product).waiting <= 2), 120_000);
    await agent.stop();
    await collector.stop();

    const { id, next, lost, waiting } = outboxCounters(product);
    expect({ lost, waiting }).toEqual({ lost: 0, waiting: 0 });
    expect(keptSequences(product)).toEqual([{ outbox: id, first: 1, next }]);
  });
});

function hasWaiting(product: Product, count: number): boolean {
  try {
    return outboxCounters(product).waiting >= count;
  } catch {
    return false;
  }
}
