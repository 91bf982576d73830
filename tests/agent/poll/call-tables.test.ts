import { afterEach, describe, expect, it } from "vitest";
import type { Driver } from "../../../agent/drivers/driver.ts";
import { pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import type { Observation } from "../../../contract/observation.ts";
import { startRecordedCodec } from "../recorded-codec.ts";
import { targetOf, testClock } from "./polled-codec.ts";

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const source = "This test";
const entry = "1.3.6.1.4.1.9.9.644.1.4.8.1";
const columns = { number: 2, duration: 7, security: 9, direction: 10, state: 11, initialRate: 12, latestRate: 13, reason: 17 };
const family: Driver = {
  family: "of-this-test",
  label: "Of this test",
  recognises: [],
  state: { scalars: [{ oid: "1.3.6.1.2.1.1.3.0", source, toReading: () => null }] },
  history: {
    tables: [
      {
        entry,
        columns,
        source,
        toReading: () => null,
        toCalls: (rows, { nowMs }) =>
          rows.map(({ index, cells }) => ({
            key: index,
            startedAt: nowMs - 1_000,
            durationS: Number(cells["duration"]),
            isConnected: true,
            direction: "out",
            protocol: "sip",
            quality: "not_told",
            farEndAddress: String(cells["number"]),
          })),
      },
    ],
  },
};

/** A codec whose table of calls has that many rows, the oldest first. */
async function historyOf(count: number): Promise<Observation> {
  const rows = Array.from({ length: count }, (_, index) => index + 1);
  const lines = Object.values(columns).flatMap((column) =>
    rows.map((row) => `${entry}.${column}.${row}|${column === 2 ? "4|33100001" : "66|60"}`),
  );
  const codec = await startRecordedCodec({ snmp: ["1.3.6.1.2.1.1.3.0|67|100", ...lines].join("\n") });
  const target = targetOf({ ...(codec.snmp && { snmp: codec.snmp }) });
  closing.push(
    () => codec.close(),
    () => target.close(),
  );
  target.remember(family);
  return (await pollEndpoint(target, "history", testClock())).observation;
}

describe("a history that is an SNMP table", () => {
  it.each([0, 1, 47, 65, 500])("gives all its %i calls: the newest are at its end", async (count) => {
    const { calls, channels } = await historyOf(count);

    expect(channels).toEqual({ snmp: "answered" });
    expect(calls.map(({ key }) => Number(key))).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  });

  it("is left after 512 rows, as a thing that goes on for ever is", async () => {
    expect((await historyOf(600)).calls).toHaveLength(512);
  });
});
