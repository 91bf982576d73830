import { describe, expect, it } from "vitest";
import { fillPast } from "../../../cli/demo/past/fill-past.ts";
import type { FillProgress } from "../../../cli/demo/past/fill-progress.ts";
import { planPast } from "../../../cli/demo/past/plan-past.ts";
import type { Envelope } from "../../../contract/envelope.ts";
import { demoSites } from "../../../simulator/fleet/demonstration.ts";

const toMs = Date.parse("2026-11-23T09:05:00Z");
const period = { fromMs: toMs - 12 * 86_400_000, toMs };
const sites = demoSites.slice(0, 2);
const pasts = planPast(sites, period, 3);

const beginning = (): FillProgress => ({
  seed: 3,
  ...period,
  agents: {
    "ag-brest-conseil": { outbox: "00000000000000aa", boot: "0000aaaa", sent: 0, isComplete: false },
    "ag-relecq-mediatheque": { outbox: "00000000000000bb", boot: "0000bbbb", sent: 0, isComplete: false },
  },
});

/** Fills until `stopAfter` envelopes were posted; gives what was posted. */
async function fill(progress: FillProgress, stopAfter = Number.POSITIVE_INFINITY): Promise<Envelope[]> {
  const stopped = new AbortController();
  const posted: Envelope[] = [];
  await fillPast({
    pasts,
    progress,
    signal: stopped.signal,
    tellFarEnd: () => ({}),
    onProgress: () => undefined,
    post: (_agent, envelope) => {
      posted.push(envelope());
      if (posted.length >= stopAfter) stopped.abort();
      return Promise.resolve();
    },
  });
  return posted;
}

function told(envelopes: readonly Envelope[]): unknown[] {
  return envelopes.map(({ agent, first, endpoints, forms, columns, numbers, calls }) => ({
    agent,
    first,
    endpoints,
    forms,
    columns,
    numbers,
    calls,
  }));
}

describe("filling the past", () => {
  it("numbers the observations of each agent from one, without a gap, in an outbox of its own", async () => {
    const envelopes = await fill(beginning());

    for (const [agent, outbox] of [
      ["ag-brest-conseil", "00000000000000aa"],
      ["ag-relecq-mediatheque", "00000000000000bb"],
    ]) {
      const own = envelopes.filter((envelope) => envelope.agent === agent);
      let next = 1;
      for (const envelope of own) {
        expect(envelope).toMatchObject({ first: next, outbox });
        next += envelope.columns.endpoint.length;
      }
      expect(own.length).toBeGreaterThan(1);
    }
  });

  it("takes the sites in turn, so that none waits for the others", async () => {
    const agents = (await fill(beginning())).map((envelope) => envelope.agent);

    expect(agents.slice(0, 4)).toEqual(["ag-brest-conseil", "ag-relecq-mediatheque", "ag-brest-conseil", "ag-relecq-mediatheque"]);
  });

  it("goes on after a stop where it was, with the same numbers for the same observations", async () => {
    const whole = told(await fill(beginning()));
    const progress = beginning();
    const before = told(await fill(progress, 3));
    const after = told(await fill(progress));

    // The third was posted but not noted: it is told again, and the ledger knows it by its numbers.
    expect(before).toEqual(whole.slice(0, 3));
    const own = (envelopes: unknown[], agent: string): unknown[] =>
      envelopes.filter((envelope) => JSON.stringify(envelope).includes(`"${agent}"`));
    for (const agent of ["ag-brest-conseil", "ag-relecq-mediatheque"]) {
      const again = [...own(before.slice(0, 2), agent), ...own(after, agent)];
      expect(again).toEqual(own(whole, agent));
    }
  });

  it("has nothing left to tell once it is complete", async () => {
    const progress = beginning();
    await fill(progress);

    expect(Object.values(progress.agents).map(({ isComplete }) => isComplete)).toEqual([true, true]);
    expect(await fill(progress)).toEqual([]);
  });
});
