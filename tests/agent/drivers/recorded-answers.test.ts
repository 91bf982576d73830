import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Clock } from "../../../agent/clock.ts";
import { drivers, families } from "../../../agent/drivers/index.ts";
import { type PollResult, pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import { openTarget } from "../../../agent/poll/poll-target.ts";
import { plainSite } from "../../../agent/poll/site.ts";
import { newTransportCounters } from "../../../agent/transport/counters.ts";
import { type Question, questions } from "../../../contract/observation.ts";
import { describeWithRecordings } from "../../servers/requirements.ts";
import { secret, startRecordedCodec } from "../recorded-codec.ts";
import { type RecordedCase, recordedCases } from "./recorded-cases.ts";

const cases = recordedCases();

describe("what codecs said, told as readings and calls", () => {
  it.each(cases.filter((recorded) => recorded.besides.length === 0))("$title", async (recorded) => {
    await expect(await tell(recorded)).toMatchFileSnapshot(expectedFile(recorded));
  });

  for (const recorded of cases.filter(({ besides }) => besides.length > 0)) {
    describeWithRecordings(recorded.besides, recorded.title, () => {
      it("is told as expected", async () => {
        await expect(await tell(recorded)).toMatchFileSnapshot(expectedFile(recorded));
      });
    });
  }

  it.each(families)("has a recorded answer of the family %s", (family) => {
    expect(cases.map((recorded) => recorded.family)).toContain(family);
  });
});

const expectedFile = (recorded: RecordedCase): string => join(recorded.folder, "expected.json");

/** The whole conversation of one codec, most often without telling its family: what is in expected.json. */
async function tell(recorded: RecordedCase): Promise<string> {
  const codec = await startRecordedCodec(recorded.words());
  const clock: Clock = { nowMs: () => recorded.askedAtMs, monotonicMs: () => 1000, boot: "00000000" };
  const { snmp, http } = codec;
  const target = openTarget(
    {
      id: "salle",
      host: "127.0.0.1",
      family: recorded.declaredFamily,
      ...(snmp === undefined ? {} : { snmp }),
      ...(http === undefined ? {} : { http }),
      timeoutMs: 2_000,
      retries: 0,
    },
    {
      counters: newTransportCounters(),
      paces: { state: 60, status: 300, history: 600, inventory: 86_400 },
      site: plainSite(secret("clef de l'essai")),
    },
  );
  try {
    const told: Partial<Record<Question, unknown>> = {};
    for (const question of questions) {
      if (target.asks(question)) told[question] = toldOf(await pollEndpoint(target, question, clock));
    }
    expect(drivers).toContain(target.driver);
    return `${JSON.stringify({ family: target.driver?.family, ...told }, null, 2)}\n`;
  } finally {
    await target.close();
    await codec.close();
  }
}

function toldOf({ observation, droppedFields, notes }: PollResult): unknown {
  const readings = observation.readings.map(
    ({ kind, instance, value }) => [instance === undefined ? kind : `${kind}#${instance}`, value] as const,
  );
  return {
    ...observation.channels,
    ...(Object.keys(notes).length > 0 && { notes }),
    readings: Object.fromEntries(readings),
    ...(observation.calls.length > 0 && { calls: observation.calls }),
    ...(droppedFields > 0 && { droppedFields }),
  };
}
