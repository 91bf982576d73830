import { describe, expect, it } from "vitest";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import type { EndpointState, StateCause, StateInterval } from "../../../collector/sla/state-interval.ts";
import { endpointDetailOf } from "../../../collector/web/endpoint-detail.ts";
import { endpointView, locateEndpoint } from "../../../collector/web/endpoint-view.ts";
import { causeOf, evidenceOf } from "../../../collector/web/evidence.ts";
import type { AgentEvent, Ending } from "../../../contract/agent-event.ts";
import { fixedNow, overview } from "./fleet-fixture.ts";

const now = Math.floor(fixedNow / 1000);
const hour = 3_600;
const day = 24 * hour;

function interval(fromAgo: number, toAgo: number, state: EndpointState): StateInterval {
  const [from, to] = [now - fromAgo, now - toAgo];
  const cause = state === "up" ? "answered" : "silent_confirmed";
  return { from, to, state, cause, evidence: { firstObservedAt: from * 1000, lastObservedAt: to * 1000 } };
}

async function ledgerWith(states: readonly StateInterval[]): Promise<Ledger> {
  const ledger = await openSqliteLedger({ file: ":memory:" });
  await ledger.keepConclusions({ states: [{ endpoint: "salle", from: 0, to: now + day, states }] }, { follower: "states", entry: 1 });
  return ledger;
}

/** What the page lists, as [state, began how long ago, lasted]. */
async function listed(states: readonly StateInterval[], atMs = fixedNow): Promise<{ rows: [string, number, string][]; caption: string }> {
  const current = overview();
  const located = locateEndpoint(current, "salle");
  if (located === null) throw new Error("the fixture has no such endpoint");
  const detail = await endpointDetailOf(await ledgerWith(states), [], "salle", fixedNow);
  const { intervals, intervalsCaption } = endpointView(current, located, detail, atMs);
  const rows = intervals.map((row): [string, number, string] => [
    row.state,
    now - Date.parse(row.from.machine) / 1000,
    row.lasted.replace(/\u00a0/g, " "),
  ]);
  return { rows, caption: intervalsCaption.replace(/\u00a0/g, " ") };
}

describe("the last states of an endpoint", () => {
  it("says when a state really began, however long ago", async () => {
    expect(await listed([interval(400 * day, -180, "up")])).toEqual({
      rows: [["up", 400 * day, "400 j"]],
      caption: "Le seul état connu",
    });
  });

  it("lists nothing of the seconds to come that a clock ahead told of", async () => {
    expect(await listed([interval(hour, -30, "down"), interval(-30, -59, "up")])).toEqual({
      rows: [["down", hour, "1 h"]],
      caption: "Le seul état connu",
    });
  });

  it("lists time nobody observed as unknown, between two states and up to now", async () => {
    const { rows, caption } = await listed([interval(10 * hour, 6 * hour, "up"), interval(4 * hour, hour, "up")]);

    expect(rows).toEqual([
      ["unknown", hour, "1 h"],
      ["up", 4 * hour, "3 h"],
      ["unknown", 6 * hour, "2 h"],
      ["up", 10 * hour, "4 h"],
    ]);
    expect(caption).toBe("Les 4 derniers états, du plus récent au plus ancien");
  });

  it.each([
    ["a restless endpoint", hour],
    ["a calm one", 4 * day],
  ])("never shows as a beginning where it stopped reading, for %s", async (_who, step) => {
    const changes = Array.from({ length: 20 }, (_, index) => interval((20 - index) * step, (19 - index) * step, index % 2 ? "up" : "down"));
    const cut = interval(400 * day, 20 * step, "up");

    const { rows, caption } = await listed([cut, ...changes]);

    expect(rows).toHaveLength(20);
    expect(rows.at(-1)?.slice(0, 2)).toEqual(["down", 20 * step]);
    expect(caption).toBe("Les 20 derniers états, du plus récent au plus ancien");
  });

  it("shows a state whole when there are too few to fill the page", async () => {
    const { rows } = await listed([interval(400 * day, 2 * day, "up"), interval(2 * day, -180, "down")]);

    expect(rows.map(([state, began]) => [state, began])).toEqual([
      ["down", 2 * day],
      ["up", 400 * day],
    ]);
  });

  it("does not turn the second between reading and showing into unknown time", async () => {
    const { rows } = await listed([interval(day, -180, "up")], fixedNow + 1_500);

    expect(rows.map(([state]) => state)).toEqual(["up"]);
  });

  it("lists nothing for an endpoint nobody ever observed", async () => {
    expect((await listed([])).rows).toEqual([]);
  });
});

describe("why a minute was lost", () => {
  const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");
  const instant = (ago: number) => ({ at: fixedNow - ago * 1000, clockMs: 0, boot: "cafe0123" });
  const told = (event: AgentEvent, fromAgo: number, toAgo: number | null) => ({
    entry: 1,
    agent: "agent-a",
    receivedAt: fixedNow,
    event,
    from: fixedNow - fromAgo * 1000,
    to: toAgo === null ? null : fixedNow - toAgo * 1000,
  });
  const because = (cause: StateCause, state: EndpointState, dissent?: string): StateInterval => {
    const [from, to] = [now - 2 * hour, now - hour];
    const evidence = {
      firstObservedAt: from * 1000,
      lastObservedAt: to * 1000,
      events: ["a".repeat(16)],
      ...(dissent !== undefined && { dissent }),
    };
    return { from, to, state, cause, evidence };
  };
  const id = "a".repeat(16);
  const gateway = { id, kind: "silence", witness: "gateway", from: instant(2 * hour), to: instant(hour) } as const;
  const start = (ending: Ending) => ({ id, kind: "started", previous: instant(2 * hour), at: instant(hour), ending }) as const;

  it.each<[string, StateInterval, AgentEvent, RegExp, RegExp]>([
    [
      "the gateway",
      because("site_network", "site"),
      gateway,
      /^coupure du réseau du site \(réseau du site\)$/,
      /^la passerelle n’a pas répondu, vue par l’agent agent-a : .* – /,
    ],
    [
      "the power",
      because("site_power", "site"),
      start("machine_restarted"),
      /^coupure de courant probable/,
      /^l’agent agent-a et l’équipement ont redémarré tous deux : /,
    ],
    [
      "an agent that was killed",
      because("agent_not_running", "unknown"),
      start("killed"),
      /\(supervision\)$/,
      /s’est interrompu brusquement : /,
    ],
    [
      "a contradiction",
      because("answered", "up", "agent-z"),
      gateway,
      /^répond normalement$/,
      / ; l’agent agent-z a constaté l’inverse : /,
    ],
  ])("is told with what proves it: %s", (_what, lost, event, cause, evidence) => {
    const words = [causeOf(lost), evidenceOf(lost, [told(event, 2 * hour, hour)])].map(plain);

    expect(words[0]).toMatch(cause);
    expect(words[1]).toMatch(evidence);
  });

  it("is told as still going on while nobody has told its end", () => {
    const open = { id, kind: "silence", witness: "gateway", from: instant(2 * hour) } as const;

    expect(plain(evidenceOf(because("site_network", "site"), [told(open, 2 * hour, null)]))).toMatch(/agent-a : depuis le /);
  });
});
