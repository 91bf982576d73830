import { lossReasons } from "../../contract/agent-event.ts";
import type { AgentHealth } from "../../contract/envelope.ts";
import { type MetricName, metricNames } from "../../contract/metric-names.ts";
import { planStates } from "../../contract/plan.ts";
import type { AgentStanding } from "../ledger/port.ts";
import { latelyToo } from "./each-endpoint.ts";
import { type Labels, type MetricsRoom, registerCounter, registerGauge, secondsOf } from "./family.ts";
import type { Snapshot } from "./source.ts";

const labelNames = ["agent", "site"] as const;

type Add = (labels: Labels, value: number | null) => void;

/** One series an agent of the inventory that was ever heard. */
export function registerAgentMetrics(room: MetricsRoom): void {
  registerStandings(room);
  registerHealth(room);
  registerHealthTotals(room);
  registerPlan(room);
  registerGauge(room, {
    name: metricNames.agentInfo,
    help: "Version of an agent",
    labelNames: [...labelNames, "version"],
    values: each(({ health }, labels, add) => add({ ...labels, version: health?.version ?? "" }, health === null ? null : 1)),
  });
}

function registerStandings(room: MetricsRoom): void {
  registerGauge(room, {
    name: metricNames.agentLastContact,
    help: "When the agent was last heard, on the collector's clock",
    labelNames,
    values: each(({ lastContactAt }, labels, add) => add(labels, secondsOf(lastContactAt))),
  });
  registerGauge(room, {
    name: metricNames.agentNewestObservation,
    help: "Time of the newest observation the agent delivered",
    labelNames,
    values: each(({ newestObservedAt }, labels, add) => add(labels, secondsOf(newestObservedAt))),
  });
  registerGauge(room, {
    name: metricNames.agentClockOffset,
    help: "Agent's clock minus collector's clock at the last contact; includes the time on the wire",
    labelNames,
    values: each(({ clockOffsetMs }, labels, add) => add(labels, secondsOf(clockOffsetMs))),
  });
}

function registerHealth(room: MetricsRoom): void {
  const gauge = (name: MetricName, help: string, value: (health: AgentHealth) => number | null) =>
    registerGauge(room, { name, help, labelNames, values: each(({ health }, labels, add) => add(labels, health && value(health))) });
  gauge(metricNames.agentOutboxObservations, "Observations that wait in the agent's outbox", (health) => health.outboxCount);
  gauge(metricNames.agentOutboxBytes, "Size of the agent's outbox", (health) => health.outboxBytes);
  gauge(metricNames.agentOutboxOldest, "Time of the oldest observation that waits; absent while none does", (health) =>
    secondsOf(health.oldestObservedAt ?? null),
  );
  gauge(metricNames.agentOutboxInMemory, "1 while the agent's disk refuses and observations wait in memory alone", (health) =>
    health.keptIn === "memory" ? 1 : 0,
  );
  gauge(metricNames.agentLongestPoll, "Longest poll of the last five minutes the agent told of", (health) => health.polls.longestMs / 1000);
  gauge(
    metricNames.agentAnonymousMemory,
    "Memory of the agent's process without a file behind it; absent where its system does not tell",
    (health) => health.anonymousBytes ?? null,
  );
  gauge(metricNames.agentResidentMemory, "Memory of the agent's process", (health) => health.rssBytes);
  gauge(metricNames.agentStart, "When the agent started, on its own clock", (health) => health.startedAt / 1000);
}

/** Absent where agent.yml itself names the endpoints. */
function registerPlan(room: MetricsRoom): void {
  registerGauge(room, {
    name: metricNames.agentPlanState,
    help: "1 for what became of the newest plan the agent was given, 0 for the others",
    labelNames: [...labelNames, "state"],
    values: each(({ health }, labels, add) => {
      const plan = health?.plan;
      if (plan === undefined) return;
      for (const state of planStates) add({ ...labels, state }, plan.state === state ? 1 : 0);
    }),
  });
  registerGauge(room, {
    name: metricNames.agentPlanInfo,
    help: "Version of the newest plan the agent was given",
    labelNames: [...labelNames, "version"],
    values: each(({ health }, labels, add) => {
      if (health?.plan !== undefined) add({ ...labels, version: health.plan.version }, 1);
    }),
  });
}

function registerHealthTotals(room: MetricsRoom): void {
  const counter = (name: MetricName, help: string, value: (health: AgentHealth) => number) =>
    registerCounter(room, { name, help, labelNames, values: each(({ health }, labels, add) => add(labels, health && value(health))) });
  registerCounter(room, {
    name: metricNames.agentLost,
    help: `Observations the agent gave up before the collector had them, by reason; ${latelyToo}`,
    labelNames: [...labelNames, "reason"],
    values: ({ directory, agents, losses }, add) => {
      for (const { id, site } of directory.agents) {
        if (!agents.has(id)) continue;
        // Every reason at 0 before its first time: a rise from nothing to 1 cannot be seen by `rate()`.
        for (const reason of lossReasons) add({ agent: id, site: site ?? "", reason }, losses.get(id)?.[reason] ?? 0);
      }
    },
  });
  counter(metricNames.agentRejected, "Observations the collector rejected one by one", (health) => health.rejectedCount);
  counter(
    metricNames.agentRenumbered,
    "Observations whose sequence somebody else had used with the agent's credential, since the agent started",
    (health) => health.renumberedCount ?? 0,
  );
  registerCounter(room, {
    name: metricNames.agentReplacedCredential,
    help: "Times a credential was shown that another had replaced, since the agent was last enrolled or revoked",
    labelNames,
    values: ({ directory, replacedUses }, add) => {
      for (const { id, site } of directory.agents) add({ agent: id, site: site ?? "" }, replacedUses.get(id)?.count ?? 0);
    },
  });
  counter(metricNames.agentSpoofedReplies, "Replies from an address that was not asked", (health) => health.spoofedReplies);
  counter(metricNames.agentMalformedReplies, "Replies that could not be decoded", (health) => health.malformedReplies);
  counter(metricNames.agentPolls, "Polls since the agent started", (health) => health.polls.count);
  counter(metricNames.agentPollTimeouts, "Polls in which a channel did not answer in time", (health) => health.polls.timeouts);
  counter(metricNames.agentPollTime, "Time all polls took together", (health) => health.polls.totalMs / 1000);
  counter(metricNames.agentLatePolls, "Polls that could not start on time", (health) => health.latePolls);
}

function each(tell: (standing: AgentStanding, labels: Labels, add: Add) => void): (snapshot: Snapshot, add: Add) => void {
  return ({ directory, agents }, add) => {
    for (const { id, site } of directory.agents) {
      const standing = agents.get(id);
      if (standing !== undefined) tell(standing, { agent: id, site: site ?? "" }, add);
    }
  };
}
