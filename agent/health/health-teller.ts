import type { AgentHealth } from "../../contract/envelope.ts";
import { productVersion } from "../../settings/product-version.ts";
import type { Clock } from "../clock.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { PlanKeeper } from "../plan/plan-keeper.ts";
import type { Schedule } from "../schedule/schedule.ts";
import type { TransportCounters } from "../transport/counters.ts";
import { anonymousBytes } from "./own-memory.ts";
import { refusedRelease } from "./refused-release.ts";

export interface HealthSources {
  readonly clock: Clock;
  readonly outbox: Pick<Outbox, "stats">;
  readonly counters: TransportCounters;
  readonly schedule: Pick<Schedule, "tally">;
  /** Whether a second agent is kept away from the data directory. */
  readonly isLocked: boolean;
  /** Null: no plan is followed, or none was given yet. */
  readonly plan: PlanKeeper["standing"];
}

/** How the agent itself is doing, each time it is asked. */
export function healthTeller({ clock, outbox, counters, schedule, isLocked, plan }: HealthSources): () => AgentHealth {
  const version = productVersion();
  const startedAt = clock.nowMs();
  return () => {
    const { count, bytes, lostCount, rejectedCount, renumberedCount, oldestObservedAt, keptIn } = outbox.stats();
    const { late, polls } = schedule.tally();
    const anonymous = anonymousBytes();
    const standing = plan();
    const refused = refusedRelease(process.env);
    return {
      version,
      startedAt,
      outboxCount: count,
      outboxBytes: bytes,
      lostCount,
      rejectedCount,
      ...(renumberedCount === 0 ? {} : { renumberedCount }),
      ...(isLocked ? {} : { isUnlocked: true }),
      ...counters,
      latePolls: late,
      polls,
      rssBytes: process.memoryUsage.rss(),
      keptIn,
      ...(anonymous === null ? {} : { anonymousBytes: anonymous }),
      ...(oldestObservedAt === null ? {} : { oldestObservedAt }),
      ...(standing === null ? {} : { plan: standing }),
      ...(refused === null ? {} : { refusedRelease: refused }),
    };
  };
}
