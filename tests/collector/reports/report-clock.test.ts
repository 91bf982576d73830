import { describe, expect, it } from "vitest";
import { reportClock } from "../../../collector/reports/report-clock.ts";
import { at } from "../accounts/small-network.ts";

const log = { info: () => undefined, error: () => undefined };

function clockOver({ answers, done = new Set<string>() }: { answers: (string | null)[]; done?: Set<string> }) {
  const asked: string[] = [];
  let nowMs = at("2026-10-08T09:17") * 1000;
  const clock = reportClock({
    workingDay: 5,
    isDone: (quarter) => Promise.resolve(done.has(quarter)),
    deliver: () => {
      const answer = answers.shift() ?? null;
      asked.push(answer ?? "done");
      if (answer === null) done.add("2026-T3");
      return Promise.resolve(answer);
    },
    now: () => nowMs,
    log,
  });
  return { clock, asked, later: (ms: number) => (nowMs += ms) };
}

describe("the clock of reports", () => {
  it("tries again what failed until it is done, and then leaves it alone", async () => {
    const { clock, asked } = clockOver({ answers: ["no mail server", "no mail server"] });
    for (let hour = 0; hour < 5; hour += 1) await clock.look();

    expect(asked).toEqual(["no mail server", "no mail server", "done"]);
  });

  it("says since when it fails, and forgets it once all is well", async () => {
    const { clock, later } = clockOver({ answers: ["no mail server", "no mail server"] });
    await clock.look();
    later(3_600_000);
    await clock.look();
    expect(clock.standing()).toEqual({ failures: 2, failingSince: at("2026-10-08T09:17") });

    await clock.look();
    expect(clock.standing()).toEqual({ failures: 2, failingSince: null });
  });

  it("does not begin a second time what is under way", async () => {
    const { clock, asked } = clockOver({ answers: [] });
    await Promise.all([clock.look(), clock.look(), clock.look()]);

    expect(asked).toEqual(["done"]);
  });

  it("looks as soon as it is started, for a machine that was off", async () => {
    const { clock, asked } = clockOver({ answers: [] });
    clock.start();
    await clock.look();
    await clock.stop();

    expect(asked).toEqual(["done"]);
  });
});
