import type { Logger } from "pino";
import type { Plan, PlanPaces } from "../contract/plan.ts";
import type { AgentSettings, Paces, PlanSettings } from "./config/agent-settings.ts";
import { planAsker } from "./plan/ask-plan.ts";
import { createPlanKeeper, type PlanKeeper } from "./plan/plan-keeper.ts";
import { openPlanStore } from "./plan/plan-store.ts";
import { SiteSecrets } from "./plan/site-secrets.ts";
import type { TakenUp } from "./plan/take-up.ts";
import type { Schedule } from "./schedule/schedule.ts";
import type { WatchedCodecs } from "./schedule/watched-codecs.ts";
import type { Poster } from "./uplink/post.ts";

export interface FollowPlanOptions {
  readonly settings: Pick<AgentSettings, "agent" | "dataDir">;
  readonly plan: PlanSettings;
  readonly families: readonly string[];
  readonly poster: Pick<Poster, "ask">;
  readonly codecs: WatchedCodecs;
  readonly schedule: Pick<Schedule, "change">;
  readonly log: Logger;
  /** Called after each change of what is polled. */
  readonly onChange: (plan: Plan, paces: Paces) => void;
}

/** Keeps what is polled as the collector's plan says. Only what a plan changes is touched: other codecs go on undisturbed. */
export function followPlan(options: FollowPlanOptions): PlanKeeper {
  const { settings, plan, families, poster, codecs, schedule, log, onChange } = options;
  return createPlanKeeper({
    agent: settings.agent,
    ask: planAsker(poster),
    store: openPlanStore({ dataDir: settings.dataDir, agent: settings.agent, log }),
    secrets: new SiteSecrets(plan.secrets),
    ranges: plan.ranges,
    maxEndpoints: plan.maxEndpoints,
    families,
    everySeconds: plan.everySeconds,
    log,
    apply: (newest: Plan, { endpoints }: TakenUp) => {
      const paces = pacesOf(newest.paces);
      const { added, changed, removed, mended, codecs: watched } = codecs.change(endpoints);
      schedule.change({ endpoints: watched, paces, mended });
      log.info({ added, changed, removed, watched: watched.length }, "what is polled follows the plan");
      onChange(newest, paces);
    },
  });
}

function pacesOf({ inventoryAt, ...seconds }: PlanPaces): Paces {
  const [hour, minute] = inventoryAt.split(":");
  return { ...seconds, inventoryAt: { hour: Number(hour), minute: Number(minute) } };
}
