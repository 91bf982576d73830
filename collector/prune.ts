import { usageFollower } from "./attendance/question.ts";
import type { Collector } from "./parts.ts";
import { influxFollower } from "./sinks/influx/influx-sink.ts";
import { rollUpsFollower } from "./sinks/influx/roll-ups.ts";
import { statesFollower } from "./states/states-follower.ts";
import { monthsBefore } from "./usage/months.ts";

const dayMs = 86_400_000;

/** What is older than the retention and was followed by everybody who follows is forgotten, a little at a time. */
export async function prune({ settings, ledger, influx, log, declarations }: Collector): Promise<void> {
  const sinks = influx === null ? [] : [influxFollower];
  const rollUps = influx === null ? [] : [rollUpsFollower];
  const readers = { observations: [statesFollower, ...sinks], agent_reports: sinks, state_changes: [usageFollower, ...sinks, ...rollUps] };
  try {
    const { observations } = await ledger.prune(Date.now() - settings.observationRetentionDays * dayMs, readers);
    await declarations.forgetHoursOfUse(monthsBefore(Math.floor(Date.now() / 1000), settings.callRetentionMonths).from);
    if (observations > 0) log.info({ observations }, "old observations were forgotten");
  } catch (error) {
    log.error({ err: error }, "old observations could not be forgotten");
  }
}
