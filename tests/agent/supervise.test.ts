import { describe, expect, it } from "vitest";
import { answeredLately, rememberAnswers } from "../../agent/answered-before.ts";
import type { Clock } from "../../agent/clock.ts";
import { type SuperviseOptions, supervise } from "../../agent/supervise.ts";
import type { Channel, Observation, Outcome } from "../../contract/observation.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { waitUntil } from "../servers/wait-until.ts";

const now = Date.parse("2026-11-23T10:00:00Z");

function observed(channels: Partial<Record<Channel, Outcome>>, endpoint = "salle"): Observation {
  return { endpoint, question: "state", observedAt: now, clockMs: now, elapsedMs: 5, intervalS: 60, channels, readings: [], calls: [] };
}

function watched(options: Partial<SuperviseOptions> = {}) {
  const told: string[] = [];
  const complaints: string[] = [];
  const time = { monotonicMs: 1_000 };
  const clock: Clock = { nowMs: () => now, monotonicMs: () => time.monotonicMs, boot: "00000000" };
  const supervision = supervise({
    manager: { watchdogMs: null, tell: (facts) => void told.push(...facts) },
    dataDir: temporaryFolder("supervised"),
    clock,
    log: { info: () => {}, warn: () => {}, fatal: (_facts: unknown, words?: string) => void complaints.push(words ?? "") },
    isOnTrial: false,
    watched: () => ({ codecs: 1, stateSeconds: 60 }),
    waiting: () => 3,
    ...options,
  });
  return { supervision, told, complaints, time };
}

describe("an agent that starts", () => {
  it("is ready when a first poll has ended, even one that nobody answered", () => {
    const { supervision, told } = watched();
    supervision.noticed([observed({ snmp: "silent" })]);
    supervision.stop();

    expect(told).toEqual(["READY=1", "STATUS=1 équipement, 0 en réponse ; file d'envoi : 3"]);
  });

  it("tells whoever looks how many codecs answer, as soon as that changes", () => {
    const { supervision, told } = watched({ watched: () => ({ codecs: 2, stateSeconds: 60 }) });
    supervision.noticed([observed({ snmp: "answered" })]);
    supervision.noticed([observed({ snmp: "answered" })]);
    supervision.noticed([observed({ snmp: "answered" }, "mairie")]);
    supervision.stop();

    const states = told.filter((fact) => fact.startsWith("STATUS="));
    expect(states.map((state) => /, (\d) en réponse/.exec(state)?.[1])).toEqual(["1", "2"]);
  });

  it("says so once", () => {
    const { supervision, told } = watched();
    supervision.noticed([observed({ snmp: "answered" })]);
    supervision.noticed([observed({ snmp: "answered" })]);
    supervision.stop();

    expect(told.filter((fact) => fact === "READY=1")).toHaveLength(1);
  });
});

describe("a release on trial", () => {
  it("is not ready before each way that answered under the release before it has answered again", () => {
    const dataDir = temporaryFolder("on-trial");
    const former = watched({ dataDir });
    former.supervision.noticed([observed({ snmp: "answered", http: "answered", icmp: "silent" })]);
    former.supervision.stop();
    const { supervision, told } = watched({ dataDir, isOnTrial: true });

    supervision.noticed([observed({ snmp: "answered", http: "silent" })]);
    expect(told).toEqual([]);
    supervision.noticed([observed({ http: "answered" }, "mairie")]);
    expect(told[0]).toBe("READY=1");
    supervision.stop();
  });

  it("is not ready before it has spoken with the collector, where that had answered the release before it", () => {
    const dataDir = temporaryFolder("deaf-to-the-collector");
    const former = watched({ dataDir });
    former.supervision.collectorAnswered();
    former.supervision.noticed([observed({ snmp: "answered" })]);
    former.supervision.stop();
    const { supervision, told } = watched({ dataDir, isOnTrial: true });

    supervision.noticed([observed({ snmp: "answered" })]);
    expect(told).toEqual([]);
    supervision.collectorAnswered();
    expect(told[0]).toBe("READY=1");
    supervision.stop();
  });

  it("is not held to what last answered an hour ago, nor to notes that cannot be read", () => {
    const dataDir = temporaryFolder("long-ago");
    rememberAnswers(dataDir, new Map([["http", now - 3_600_000]]));
    expect(answeredLately(dataDir, now)).toEqual(new Set());

    expect(answeredLately(temporaryFolder("no-notes"), now)).toEqual(new Set());
  });

  it("is the only one held to it: after a power cut the agent is ready before the codecs are", () => {
    const dataDir = temporaryFolder("after-a-cut");
    rememberAnswers(dataDir, new Map([["http", now]]));
    const { supervision, told } = watched({ dataDir });
    supervision.noticed([observed({ http: "silent" })]);
    supervision.stop();

    expect(told[0]).toBe("READY=1");
  });
});

describe("the watchdog", () => {
  const oftenAsked = (told: string[]) => ({ watchdogMs: 3, tell: (facts: readonly string[]) => void told.push(...facts) });

  it("hears signs of life as long as polls end, and none when they do not, although the process runs", async () => {
    const told: string[] = [];
    const { supervision, complaints, time } = watched({ manager: oftenAsked(told) });
    await waitUntil("a sign of life is given", () => told.includes("WATCHDOG=1"));

    time.monotonicMs += 10 * 60_000;
    await waitUntil("the agent says that it is stuck", () => complaints.length > 0);
    const before = told.length;
    await waitUntil("some more turns of the clock", turns(20));
    expect(told).toHaveLength(before);

    supervision.noticed([observed({ snmp: "answered" })]);
    await waitUntil("signs of life come again", () => told.length > before + 2);
    supervision.stop();
    expect(complaints).toEqual(["no poll ends any more: the service manager will start the agent again"]);
  });

  it("lets an agent live that has no codec to ask yet", async () => {
    const told: string[] = [];
    const { supervision, time } = watched({ manager: oftenAsked(told), watched: () => ({ codecs: 0, stateSeconds: 60 }) });
    time.monotonicMs += 24 * 3_600_000;
    await waitUntil("a sign of life is given", () => told.includes("WATCHDOG=1"));
    supervision.stop();

    expect(told).toContain("WATCHDOG=1");
  });
});

/** True once it was asked that often. */
function turns(count: number): () => boolean {
  let left = count;
  return () => (left -= 1) <= 0;
}
