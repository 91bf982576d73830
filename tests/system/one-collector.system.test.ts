import { describe, expect, it } from "vitest";
import { layOutProduct } from "./product.ts";

describe("a second collector on the same data", () => {
  it("is refused, and the first goes on", async () => {
    const product = await layOutProduct({ endpoints: [{ id: "codec-0", host: "127.0.0.1", snmp: { port: 9, community: "x" } }] });
    const first = await product.startCollector();

    await expect(product.startSecondCollector()).rejects.toThrow("another collector works in");

    await first.stop();
    const next = await product.startCollector();
    await next.stop();
  });
});
