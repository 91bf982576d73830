import { afterEach, describe, expect, it } from "vitest";
import type { Driver } from "../../../agent/drivers/driver.ts";
import { drivers } from "../../../agent/drivers/index.ts";
import { type PollResult, pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import type { Question } from "../../../contract/observation.ts";
import { startRecordedCodec } from "../recorded-codec.ts";
import { targetOf, testClock } from "./polled-codec.ts";

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const source = "This test";
const family: Driver = {
  family: "of-this-test",
  label: "Of this test",
  recognises: [],
  objectIds: ["1.3.6.1.4.1.5596.150"],
  state: {
    scalars: [{ oid: "1.3.6.1.2.1.1.3.0", source, toReading: (raw) => ({ kind: "snmp_uptime_seconds", value: Number(raw) / 100 }) }],
  },
  status: {
    tables: [
      {
        entry: "1.3.6.1.2.1.2.2.1",
        columns: { state: 8 },
        source,
        toReading: (rows) => rows.map(({ index }) => ({ kind: "network_link_state", value: "ok", instance: index })),
      },
    ],
  },
};

const plain: Driver = { family: "plain", label: "Of this test", recognises: [], state: family.state };
const switchWords = "1.3.6.1.2.1.1.1.0|4|Cisco IOS Software, C2960X Software\n";

async function ask(question: Question, objectId: string | null, driver = family, more = ""): Promise<PollResult> {
  const name = objectId === null ? "" : `1.3.6.1.2.1.1.2.0|6|${objectId}\n`;
  const codec = await startRecordedCodec({ snmp: `${more}${name}1.3.6.1.2.1.1.3.0|67|360000\n1.3.6.1.2.1.2.2.1.8.1|2|1\n` });
  const target = targetOf({ ...(codec.snmp && { snmp: codec.snmp }) });
  closing.push(
    () => codec.close(),
    () => target.close(),
  );
  target.remember(driver);
  return pollEndpoint(target, question, testClock());
}

describe("the address of a codec", () => {
  it.each(["1.3.6.1.4.1.5596.150.6.4.1", "1.3.6.1.4.1.5596.150"])("is the codec's where the device says that it is %s", async (id) => {
    const { observation } = await ask("state", id);

    expect(observation).toMatchObject({ channels: { snmp: "answered" }, readings: [{ value: 3600 }] });
  });

  it.each(["1.3.6.1.4.1.11.2.3.9.1", "1.3.6.1.4.1.5596.1500.1", "1.3.6.1.4.1.5596"])(
    "that is now the address of a device %s is garbled, and nothing of it is read",
    async (id) => {
      for (const question of ["state", "status"] as const) {
        const { observation, notes } = await ask(question, id);

        expect(observation).toMatchObject({ channels: { snmp: "garbled" }, readings: [] });
        expect(notes).toEqual({ snmp: "another_device" });
      }
    },
  );

  it("is the codec's where the device does not say what it is", async () => {
    expect((await ask("state", null)).observation).toMatchObject({ channels: { snmp: "answered" }, readings: [{ value: 3600 }] });
  });

  it("is the codec's where the family has no such names and nobody knows the device to be another", async () => {
    expect((await ask("state", "1.3.6.1.4.1.8072.3.2.10", plain)).observation.channels).toEqual({ snmp: "answered" });
  });

  it("is not the codec's where the family has no such names and the device is known to be another", async () => {
    const { observation, notes, notACodec } = await ask("state", "1.3.6.1.4.1.11.2.3.9.1", plain);

    expect(observation).toMatchObject({ channels: { snmp: "garbled" }, readings: [] });
    expect(notes).toEqual({ snmp: "another_device" });
    expect(notACodec).toBe("HP printer");
  });

  it.each(drivers.filter((driver) => driver.state.scalars !== undefined || driver.state.tables !== undefined))(
    "of a declared $family is not that of the switch that was given it",
    async (driver) => {
      const { observation, notes, notACodec } = await ask("state", "1.3.6.1.4.1.9.1.1208", driver, switchWords);

      expect(observation).toMatchObject({ channels: { snmp: "garbled" }, readings: [] });
      expect(notes).toEqual({ snmp: "another_device" });
      expect(notACodec).toBe("Cisco switch or router");
    },
  );
});
