import { describe, expect, it } from "vitest";
import { applyEvent, clockOf, faultNow, freshMemory, memoryOf, newLife, settle, uptimeMs, writtenMs } from "../../simulator/life.ts";

const start = 1_700_000_000_000;
const after = (seconds: number): number => start + seconds * 1000;
const codec = () => newLife(freshMemory(start, 3600));

describe("the life of a simulated codec", () => {
  it("keeps a call in its history once it is over, with how long it lasted", () => {
    const life = codec();
    applyEvent(life, { does: "call", durationS: 120, lossRatio: 0.02 }, start);

    settle(life, after(119));
    expect(life.call?.lossRatio).toBe(0.02);
    expect(life.history).toEqual([]);

    settle(life, after(500));
    expect(life.call).toBeNull();
    expect(life.history).toMatchObject([{ historyId: 1, durationS: 120, isConnected: true, lossRatio: 0.02, startedAtMs: start }]);
    expect(life.callsEver).toBe(1);
  });

  it("ends a call early when somebody hangs up, and counts only the time that was spent", () => {
    const life = codec();
    applyEvent(life, { does: "call", durationS: 120 }, start);
    applyEvent(life, { does: "hang-up" }, after(30));

    expect(life.history).toMatchObject([{ durationS: 30 }]);
    expect(life.secondsInCalls).toBe(30);
  });

  it("notes a missed call without counting it as a call", () => {
    const life = codec();
    applyEvent(life, { does: "missed-call" }, start);

    expect(life.history).toMatchObject([{ isConnected: false, durationS: 0, direction: "in" }]);
    expect(life.callsEver).toBe(0);
  });

  it("counts its uptime from the end of a reboot, keeps its history and starts its call numbers again", () => {
    const life = codec();
    applyEvent(life, { does: "call", durationS: 10 }, start);
    applyEvent(life, { does: "reboot", silentS: 60 }, after(20));

    expect(faultNow(life, "silent")).toBeDefined();
    settle(life, after(80));
    expect(faultNow(life, "silent")).toBeUndefined();
    expect(uptimeMs(life, after(100))).toBe(20_000);
    expect(life).toMatchObject({ bootCount: 2, nextCallId: 2, nextHistoryId: 2 });
  });

  it("forgets a fault at its end, and a fault without end only when it recovers", () => {
    const life = codec();
    applyEvent(life, { does: "silence", durationS: 30, channel: "http" }, start);
    applyEvent(life, { does: "lose-registration" }, start);

    expect(faultNow(life, "silent", "http")).toBeDefined();
    expect(faultNow(life, "silent", "snmp")).toBeUndefined();
    settle(life, after(31));
    expect(faultNow(life, "silent", "http")).toBeUndefined();
    expect(faultNow(life, "registration_lost")).toBeDefined();
    applyEvent(life, { does: "recover" }, after(32));
    expect(life.faults).toEqual([]);
  });

  it("keeps the attempt that rolled over beside the call that followed, and says why a call failed", () => {
    const life = codec();
    applyEvent(life, { does: "call", durationS: 60, rollsOver: true, farEnd: "salle" }, start);
    settle(life, after(60));
    applyEvent(life, { does: "failed-call", cause: "busy" }, after(70));

    expect(life.history).toMatchObject([
      { historyId: 1, protocol: "h323", isConnected: false, direction: "out", failure: "rolled_over", farEnd: "salle" },
      { historyId: 2, protocol: "sip", isConnected: true, durationS: 60, farEnd: "salle" },
      { historyId: 3, isConnected: false, direction: "out", failure: "busy" },
    ]);
    expect(life.callsEver).toBe(1);
  });

  it("dates its calls by its own clock, and keeps the dates it wrote when the clock is put right", () => {
    const life = codec();
    applyEvent(life, { does: "set-clock", aheadS: 300 }, start);
    applyEvent(life, { does: "missed-call" }, start);
    applyEvent(life, { does: "set-clock", aheadS: 0 }, after(10));
    applyEvent(life, { does: "missed-call" }, after(20));

    expect(life.history.map(writtenMs)).toEqual([after(300), after(20)]);
    expect(clockOf({ life, nowMs: after(30) })).toBe(after(30));
    expect(newLife({ ...memoryOf(life), clockAheadS: -5 }).clockAheadS).toBe(-5);
  });

  it("goes on from what it remembered", () => {
    const life = codec();
    applyEvent(life, { does: "call", durationS: 10 }, start);
    settle(life, after(11));
    const again = newLife(memoryOf(life));
    applyEvent(again, { does: "call", durationS: 10 }, after(100));
    settle(again, after(200));

    expect(again.history.map((call) => call.historyId)).toEqual([1, 2]);
  });
});
