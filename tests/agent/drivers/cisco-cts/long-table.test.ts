import { describe, expect, it, onTestFinished } from "vitest";
import { ciscoCts } from "../../../../agent/drivers/cisco-cts.ts";
import { pollEndpoint } from "../../../../agent/poll/poll-endpoint.ts";
import type { Observation, Question } from "../../../../contract/observation.ts";
import { targetOf, testClock } from "../../poll/polled-codec.ts";
import { startRecordedCodec } from "../../recorded-codec.ts";

const calls = "1.3.6.1.4.1.9.9.644.1.4";
const started = "4x|07ea030109000000";

/** A room that was not restarted for `count` calls, each with the rows of its picture and of its sound; call `live` goes on. */
function wordsOf(count: number, live: number, others: readonly string[]): string {
  const rows = Array.from({ length: count }, (_, place) => place + 1).flatMap((call) => {
    const isLive = call === live;
    return [
      `${calls}.8.1.6.${call}|${started}`,
      `${calls}.8.1.7.${call}|66|60`,
      `${calls}.8.1.17.${call}|2|${isLive ? 12 : 4}`,
      ...[1, 2].flatMap((medium) => [
        `${calls}.10.1.10.${call}.${medium}.9|2|${isLive ? 1 : 2}`,
        `${calls}.10.1.12.${call}.${medium}.9|70|990`,
        `${calls}.10.1.13.${call}.${medium}.9|70|10`,
      ]),
    ];
  });
  return ["1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.9.1.800", "1.3.6.1.2.1.1.3.0|67|777600000", ...others, ...rows].join("\n");
}

async function ask(question: Question, snmp: string): Promise<Observation> {
  const codec = await startRecordedCodec({ snmp });
  const target = targetOf({ ...(codec.snmp && { snmp: codec.snmp }) });
  onTestFinished(async () => {
    await target.close();
    await codec.close();
  });
  target.remember(ciscoCts);
  return (await pollEndpoint(target, question, testClock())).observation;
}

const told = ({ readings }: Observation): Record<string, unknown> =>
  Object.fromEntries(readings.map(({ kind, instance, value }) => [instance === undefined ? kind : `${kind}#${instance}`, value]));

const newest = (number: number): string => `${calls}.7.0|66|${number}`;

describe("a CTS that was not restarted for a long time", () => {
  it.each([
    ["a hundred calls", 100, 100],
    ["as many calls as its table holds", 500, 500],
    ["a voice that was added to the call", 100, 99],
  ])("shows the call in progress and its quality after %s", async (_, count, live) => {
    expect(told(await ask("state", wordsOf(count, live, [newest(count)])))).toMatchObject({
      active_calls: 1,
      "stream_loss_ratio#video-in": 0.01,
      "stream_loss_ratio#audio-in": 0.01,
    });
  });

  it("shows them too where it does not tell its newest call", async () => {
    expect(told(await ask("state", wordsOf(100, 100, [])))).toMatchObject({ active_calls: 1, "stream_loss_ratio#video-in": 0.01 });
  });

  it("is in no call when none of them goes on", async () => {
    expect(told(await ask("state", wordsOf(100, 0, [newest(100)])))).toMatchObject({ active_calls: 0 });
  });

  it("tells its last 500 calls where its table holds more", async () => {
    const { calls: heard } = await ask("history", wordsOf(600, 600, [newest(600)]));

    expect(heard).toHaveLength(499);
    expect(heard.at(-1)?.key).toBe("599-20260301T090000");
  });
});

describe("the totals of a CTS", () => {
  const sinceStart = [`${calls}.3.0|66|88`, `${calls}.4.0|66|200345`];

  it("are those since its last start where it tells no others", async () => {
    expect(told(await ask("inventory", wordsOf(1, 0, sinceStart)))).toMatchObject({ total_calls: 88, total_call_seconds: 200345 });
  });

  it("are those since it was first in service where it tells both", async () => {
    const ever = [`${calls}.1.0|66|4127`, `${calls}.2.0|66|9652340`];

    expect(told(await ask("inventory", wordsOf(1, 0, [...ever, ...sinceStart])))).toMatchObject({ total_calls: 4127 });
  });
});
