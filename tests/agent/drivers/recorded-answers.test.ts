import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { drivers, families } from "../../../agent/drivers/index.ts";
import type { PollResult } from "../../../agent/poll/poll-endpoint.ts";
import { describeWithRecordings } from "../../servers/requirements.ts";
import { type RecordedCase, recordedCases } from "./recorded-cases.ts";
import { replay } from "./replay.ts";

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
    const own = cases.filter((recorded) => recorded.family === family);
    expect(own, `write tests/agent/drivers/${family}/<what-was-happening>/codec.json and the answers that it names`).not.toEqual([]);
  });
});

const expectedFile = (recorded: RecordedCase): string => join(recorded.folder, "expected.json");

/** The whole conversation of one codec, most often without telling its family: what is in expected.json. */
async function tell(recorded: RecordedCase): Promise<string> {
  const { driver, results } = await replay(recorded);
  const heard = JSON.stringify(Object.values(results).map(({ observation, notes }) => ({ ...observation.channels, ...notes })));
  const advice = `"recognises" of its driver, a line of web-signs.ts, or "inventory": "${recorded.family}" in its codec.json`;
  expect(drivers, `no family knows it (${heard}): ${advice}`).toContain(driver);
  const told = Object.fromEntries(Object.entries(results).map(([question, result]) => [question, toldOf(result)]));
  return `${JSON.stringify({ family: driver?.family, ...told }, null, 2)}\n`;
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
