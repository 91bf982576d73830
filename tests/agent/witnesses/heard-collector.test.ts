import { describe, expect, it } from "vitest";
import { heardCollector } from "../../../agent/witnesses/heard-collector.ts";
import { movedClock } from "../outbox/outbox-room.ts";

const ledgerAway = { code: "LEDGER_UNAVAILABLE", message: "The ledger cannot write now; keep the observations and try again" };

/** Whether the line of a site counts as standing after this answer. */
async function isHeard(status: number, body: string): Promise<boolean[]> {
  const heard: boolean[] = [];
  const silences = { heard: (_witness: unknown, isAnswered: boolean) => void heard.push(isAnswered) };
  const line = { silences, clock: movedClock(), url: "https://collector.example", isStopping: () => false };
  await heardCollector(() => Promise.resolve({ status, body }), line)();
  return heard;
}

describe("the line to the collector", () => {
  it.each([
    ["takes an envelope", 200, "{}", true],
    ["refuses in its own words, because its disk is full", 503, JSON.stringify(ledgerAway), true],
    ["is replaced by the page of a proxy", 503, "<html>Service Unavailable</html>", false],
    ["is replaced by a proxy that answers JSON of its own", 502, '{"code":"bad_gateway","message":"no upstream"}', false],
  ])("where the collector %s", async (_, status, body, stands) => {
    expect(await isHeard(status, body)).toEqual([stands]);
  });
});
