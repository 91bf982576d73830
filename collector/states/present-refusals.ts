import { type Channel, speakingChannels } from "../../contract/observation.ts";
import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { AgentReading, LatestReading, Ledger } from "../ledger/port.ts";
import type { ChannelWord } from "./best-word.ts";

/** A channel that speaks and refuses us now, whatever the others say: somebody has to look after credentials. */
export interface Refusal {
  readonly channel: Channel;
  /** ms since 1970 UTC; null where it never let itself be read. */
  readonly since: number | null;
  /** The last it said before, of what only this channel says. */
  readonly lastRead: LatestReading | null;
}

/** Said by one channel only, and each time it is read well. */
const ownKinds: Readonly<Partial<Record<Channel, readonly ReadingKind[]>>> = {
  snmp: ["snmp_uptime_seconds", "snmp_engine_boots"],
  http: ["tls_state"],
};

/** More polls than fit between a good reading of a channel and the poll after it. */
const pollsLookedAt = 200;

/** @param readings of all agents: only what the agent that is refused read before counts */
export async function refusalsOf(
  ledger: Pick<Ledger, "observationsOf">,
  endpoint: string,
  channels: readonly ChannelWord[],
  readings: readonly AgentReading[],
): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  for (const { channel, state, isCurrent, agent } of channels) {
    if (!isCurrent || state !== "refused" || !speakingChannels.some((one) => one === channel)) continue;
    const lastRead = newestOf(readings.filter((one) => one.agent === agent && ownKinds[channel]?.some((own) => own === one.kind)));
    const since = lastRead === null ? null : await firstRefusedAfter(ledger, endpoint, channel, lastRead);
    refusals.push({ channel, since, lastRead });
  }
  return refusals;
}

/** What is read slowly was read long before the refusal: the polls in between tell. Where they are gone, the reading has to do. */
async function firstRefusedAfter(
  ledger: Pick<Ledger, "observationsOf">,
  endpoint: string,
  channel: Channel,
  { agent, observedAt: readAt }: AgentReading,
): Promise<number> {
  const polls = await ledger.observationsOf(endpoint, readAt, Number.MAX_SAFE_INTEGER, pollsLookedAt);
  return polls.find((poll) => poll.agent === agent && poll.channels[channel] === "refused")?.observedAt ?? readAt;
}

function newestOf(readings: readonly AgentReading[]): AgentReading | null {
  return readings.reduce<AgentReading | null>(
    (newest, reading) => (newest === null || reading.observedAt > newest.observedAt ? reading : newest),
    null,
  );
}
