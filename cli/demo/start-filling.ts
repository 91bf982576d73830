import { defaultZone } from "../../agent/clock.ts";
import { farEndsOf } from "../../agent/far-ends/far-ends.ts";
import { yearIn } from "../../agent/far-ends/hash.ts";
import { phoneBookOf } from "../../agent/far-ends/phone-book.ts";
import { agentOf, demoPhoneBook, demoSites } from "../../simulator/fleet/demonstration.ts";
import { demoFr } from "../fr-demo.ts";
import type { DataFolder } from "./data-folder.ts";
import { fillPast } from "./past/fill-past.ts";
import { type FillProgress, saveFillProgress } from "./past/fill-progress.ts";
import type { SitePast } from "./past/plan-past.ts";
import { envelopePoster } from "./past/post-envelope.ts";
import type { Screen } from "./screen.ts";
import { farEndKeyOf, tokenOf } from "./settings-files.ts";

export interface FillingOptions {
  readonly data: DataFolder;
  readonly screen: Screen;
  readonly pasts: readonly SitePast[];
  readonly progress: FillProgress;
  readonly url: string;
  readonly signal: AbortSignal;
}

/** Fills the past in the background and says how far it is. Never rejects: a failure is told on the screen. */
export async function startFilling({ data, screen, pasts, progress, url, signal }: FillingOptions): Promise<void> {
  if (Object.values(progress.agents).every((agent) => agent.isComplete)) {
    screen.say(demoFr.filledBefore);
    return;
  }
  const tokens = new Map(demoSites.map((site) => [agentOf(site), tokenOf(data, site).word]));
  const phoneBook = phoneBookOf(demoPhoneBook);
  const farEnds = new Map(demoSites.map((site) => [agentOf(site), farEndsOf({ reveal: () => farEndKeyOf(data, site).word }, phoneBook)]));
  const poster = envelopePoster(url, (agent) => tokens.get(agent) ?? "");
  const pace = paceOf();
  let total = 0;
  try {
    await fillPast({
      pasts,
      progress,
      post: poster.post,
      tellFarEnd: (agent, address, startedAt) => farEnds.get(agent)?.tell(address, yearIn(defaultZone, startedAt)) ?? {},
      signal,
      onProgress: (done, all) => {
        total = all;
        saveFillProgress(data.file("fill.json"), progress);
        screen.progress(demoFr.filling(done, all, pace(done, all)), done / all);
      },
    });
    screen.progress("", 1);
    if (!signal.aborted) screen.say(demoFr.filled(total));
  } catch (error) {
    screen.progress("", 1);
    screen.say(demoFr.fillFailed(error instanceof Error ? error.message : String(error)));
  } finally {
    await poster.close();
  }
}

/** Seconds left at the pace so far; null while it is too early to tell. */
function paceOf(): (done: number, total: number) => number | null {
  let start: { atMs: number; done: number } | null = null;
  return (done, total) => {
    start ??= { atMs: performance.now(), done };
    const elapsedS = (performance.now() - start.atMs) / 1000;
    return elapsedS < 5 || done <= start.done ? null : ((total - done) * elapsedS) / (done - start.done);
  };
}
