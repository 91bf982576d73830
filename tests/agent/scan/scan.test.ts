import { describe, expect, it } from "vitest";
import type { FoundHost } from "../../../agent/scan/ask-host.ts";
import { scan } from "../../../agent/scan/scan.ts";

const host = (address: string): FoundHost => ({
  address,
  kind: { is: "unsure" },
  answersSnmp: true,
  webUrl: null,
  oldTls: null,
  says: null,
});
const addresses = (count: number): string[] => Array.from({ length: count }, (_, index) => `192.0.2.${index + 1}`);

describe("a scan", () => {
  it("asks every address once, in order, and tells who answered", async () => {
    const asked: string[] = [];
    const found = await scan(addresses(6), {
      hostsPerSecond: 1000,
      signal: new AbortController().signal,
      onAsked: () => undefined,
      ask: (address) => {
        asked.push(address);
        return Promise.resolve(address.endsWith("3") || address.endsWith("5") ? host(address) : null);
      },
    });

    expect(asked).toEqual(addresses(6));
    expect(found.map(({ address }) => address)).toEqual(["192.0.2.3", "192.0.2.5"]);
  });

  it("does not wait for a slow host before it asks the next, and keeps their order", async () => {
    const last = Promise.withResolvers<void>();
    const found = await scan(addresses(3), {
      hostsPerSecond: 1000,
      signal: new AbortController().signal,
      onAsked: () => undefined,
      ask: async (address) => {
        if (address.endsWith("3")) last.resolve();
        await last.promise;
        return host(address);
      },
    });

    expect(found.map(({ address }) => address)).toEqual(addresses(3));
  });

  it("that is stopped asks nobody else, and tells what it found", async () => {
    const stop = new AbortController();
    const asked: string[] = [];
    const found = await scan(addresses(50), {
      hostsPerSecond: 1000,
      signal: stop.signal,
      onAsked: (address) => {
        if (address === "192.0.2.2") stop.abort();
      },
      ask: (address) => {
        asked.push(address);
        return Promise.resolve(host(address));
      },
    });

    expect(asked).toEqual(addresses(2));
    expect(found).toHaveLength(2);
  });

  it("stopped while it waits for its next turn does not wait it out", async () => {
    const stop = new AbortController();
    const found = await scan(addresses(2), {
      hostsPerSecond: 0.001,
      signal: stop.signal,
      onAsked: () => stop.abort(),
      ask: (address) => Promise.resolve(host(address)),
    });

    expect(found).toHaveLength(1);
  });
});
