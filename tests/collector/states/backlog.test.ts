import { describe, expect, it } from "vitest";
import type { Directory } from "../../../collector/directory/directory.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { figuresOf } from "../../../collector/states/figures.ts";
import { presentOf } from "../../../collector/states/present.ts";
import { followStates } from "../../../collector/states/states-follower.ts";
import type { Observation } from "../../../contract/observation.ts";
import { batchOf, observed, t0 } from "../ledger/small-ledger.ts";

const rules = { confirmFailures: 3, holdIntervals: 3 };
const directory = {
  endpoints: [{ id: "codec-a", name: "Salle", site: "site-a" }],
  endpoint: () => undefined,
  site: () => undefined,
  territories: [],
  agents: [],
} as unknown as Directory;
const minute = 60;
/** Three days of polls, the codec silent for an hour in their middle; then the present. */
const days = 3;
const nowS = days * 86_400;
const outage = { from: 86_400, to: 86_400 + 3_600 };

function poll(atS: number, isSilent: boolean): Observation {
  return observed(atS, {
    channels: { snmp: isSilent ? "silent" : "answered" },
    readings: isSilent ? [] : [{ kind: "sip_registration", value: "registered" }],
  });
}

function pastUntil(endS: number): Observation[] {
  return Array.from({ length: endS / minute }, (_, index) => index * minute).map((at) => poll(at, at >= outage.from && at < outage.to));
}

function fail(endpoint: string, error: unknown): never {
  throw new Error(endpoint, { cause: error });
}

async function take(ledger: Ledger, first: number, observations: readonly Observation[]): Promise<void> {
  await ledger.append(batchOf(first, observations));
  while ((await followStates(ledger, rules, fail)) > 0);
  await ledger.noteSilences(t0 / 1000 + nowS);
}

async function present(ledger: Ledger) {
  const at = t0 + nowS * 1000;
  const [one] = await presentOf(ledger, directory, (await figuresOf(ledger, { directory, maintenance: [] }, at)).endpoints, at);
  const sinceS = one?.since === null || one === undefined ? null : (one.since - t0) / 1000;
  return { state: one?.state, sinceS, sip: one?.readings.find(({ kind }) => kind === "sip_registration")?.value };
}

describe("a backlog that comes in beside the present", () => {
  it("never shows an outage of the past as if it were now", async () => {
    const ledger = await openSqliteLedger({ file: ":memory:" });
    await take(ledger, 1_000_000, [poll(nowS - minute, false)]);
    const past = pastUntil(nowS - minute);
    const seen: Awaited<ReturnType<typeof present>>[] = [];
    for (let first = 0; first < past.length; first += 500) {
      await take(ledger, 1 + first, past.slice(first, first + 500));
      seen.push(await present(ledger));
    }

    expect(new Set(seen.map(({ state }) => state))).toEqual(new Set(["up"]));
    expect(new Set(seen.map(({ sip }) => sip))).toEqual(new Set(["registered"]));
    // Since when it has been so is known a little better with each envelope, and in the end truly.
    expect(seen[0]?.sinceS).toBe(nowS - minute);
    expect(seen.at(-1)?.sinceS).toBe(outage.to);
  });

  it("tells followers of the outage at the time when it was", async () => {
    const ledger = await openSqliteLedger({ file: ":memory:" });
    await take(ledger, 1_000_000, [poll(nowS - minute, false)]);
    await take(ledger, 1, pastUntil(nowS - minute));

    const down = (await ledger.stateChangesAfter(0, 1_000)).filter(({ state }) => state === "down");
    expect(down.map(({ at }) => at - t0 / 1000)).toEqual([outage.from]);
  });

  it("dates an outage that goes on now from its true beginning", async () => {
    const ledger = await openSqliteLedger({ file: ":memory:" });
    const silence = [0, 1, 2].map((index) => poll(nowS - (3 - index) * minute, true));
    await take(ledger, 1_000_000, silence);
    expect(await present(ledger)).toMatchObject({ state: "down", sinceS: nowS - 3 * minute });

    const hourBefore = Array.from({ length: 57 }, (_, index) => poll(nowS - 3_600 + index * minute, true));
    await take(ledger, 1, hourBefore);

    expect(await present(ledger)).toMatchObject({ state: "down", sinceS: nowS - 3_600 });
  });
});
