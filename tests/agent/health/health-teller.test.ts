import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { Compile } from "typebox/compile";
import { describe, expect, it, vi } from "vitest";
import { systemClock } from "../../../agent/clock.ts";
import { healthTeller } from "../../../agent/health/health-teller.ts";
import { openOutbox } from "../../../agent/outbox/open-outbox.ts";
import { createSchedule } from "../../../agent/schedule/schedule.ts";
import { AgentHealth } from "../../../contract/envelope.ts";
import type { Plan } from "../../../contract/plan.ts";
import { temporaryFolder } from "../../servers/folders.ts";

const log = pino({ level: "silent" });
const clock = systemClock();
const paces = { stateSeconds: 60, statusSeconds: 300, historySeconds: 600, inventoryAt: { hour: 3, minute: 30 } };
const healthCheck = Compile(AgentHealth);

function agentWith(plan: { version: Plan["version"]; state: "partial"; reason: string } | null, isLocked = true) {
  const outbox = openOutbox({ file: join(temporaryFolder("health"), "outbox.db"), clock, log, maxBytes: 2 ** 30, maxDays: 30 });
  const poll = () => Promise.reject(new Error("nobody is watched"));
  const schedule = createSchedule({ endpoints: [], paces, clock, log, poll, keep: () => {} });
  const counters = { spoofedReplies: 0, malformedReplies: 0 };
  return { outbox, health: healthTeller({ clock, outbox, counters, schedule, isLocked, plan: () => plan }) };
}

describe("what an agent tells of itself", () => {
  it("is what the contract names, its memory and its plan included", () => {
    const plan = { version: "5f0e8a1c93b7d246", state: "partial", reason: "codec-9: no such secret" } as const;
    const { health, outbox } = agentWith(plan);
    const told = health();
    outbox.close();

    expect([...healthCheck.Errors(told)]).toEqual([]);
    expect(told).toMatchObject({ plan, keptIn: "disk", polls: { count: 0, timeouts: 0, totalMs: 0, longestMs: 0 } });
    expect(told.anonymousBytes).toBeGreaterThan(1_000_000);
    expect(told.anonymousBytes).toBeLessThan(told.rssBytes);
  });

  it("names the oldest observation that waits, while one does", () => {
    const { health, outbox } = agentWith(null);
    expect(health()).not.toHaveProperty("oldestObservedAt");
    const observedAt = clock.nowMs() - 90_000;
    const told = { question: "state", clockMs: observedAt - clock.monotonicMs(), elapsedMs: 5, intervalS: 60 } as const;
    outbox.append([{ ...told, endpoint: "codec-1", observedAt, channels: { snmp: "answered" }, readings: [], calls: [] }]);
    const after = health();
    outbox.close();

    expect(after).toMatchObject({ outboxCount: 1, oldestObservedAt: observedAt });
    expect(after).not.toHaveProperty("plan");
  });

  it("says that nothing keeps a second agent away, where that is so", () => {
    const [locked, unlocked] = [agentWith(null), agentWith(null, false)];
    const told = [locked, unlocked].map(({ health }) => health());
    for (const { outbox } of [locked, unlocked]) outbox.close();

    expect(told.map(({ isUnlocked }) => isUnlocked)).toEqual([undefined, true]);
    expect([...healthCheck.Errors(told[1])]).toEqual([]);
  });

  it("names the release that was refused on its site, where the release manager left a note", () => {
    const folder = temporaryFolder("run");
    writeFileSync(join(folder, "refused"), "0.2.0-0a1b2c3d exit-code 2026-11-23T04:00:00Z\n");
    vi.stubEnv("RUNTIME_DIRECTORY", folder);
    const { health, outbox } = agentWith(null);
    const told = health();
    writeFileSync(join(folder, "refused"), "<script> of nobody\n");
    const garbled = health();
    outbox.close();
    vi.unstubAllEnvs();

    expect(told.refusedRelease).toEqual({ release: "0.2.0-0a1b2c3d", reason: "exit-code" });
    expect([...healthCheck.Errors(told)]).toEqual([]);
    expect(garbled.refusedRelease).toBeUndefined();
  });
});
