import type { Clock } from "../../agent/clock.ts";
import { pollEndpoint } from "../../agent/poll/poll-endpoint.ts";
import { openTarget, type PollTarget } from "../../agent/poll/poll-target.ts";
import { plainSite } from "../../agent/poll/site.ts";
import { newTransportCounters } from "../../agent/transport/counters.ts";
import { type Observation, outcomeOf, type Question } from "../../contract/observation.ts";
import { type Fleet, type SimulatedCodec, startFleet } from "../../simulator/fleet.ts";
import { fleetOf } from "../../simulator/fleet-of.ts";
import { type Random, seededRandom } from "../../simulator/random.ts";
import type { Say } from "../measure/bench.ts";

const codecCount = 10;
const words = { community: "public", httpUser: "admin", httpPassword: "demonstration" };
const minuteMs = 60_000;
const everyMinutes: Readonly<Record<Question, number>> = { state: 1, status: 5, history: 10, inventory: 1_440 };
const paces = { state: 60, status: 300, history: 600, inventory: 86_400 };

/** What an agent observes minute by minute: real drivers on simulated codecs, whose time passes as fast as they can be asked. */
export async function observeCodecs(minutes: number, say: Say): Promise<Observation[][]> {
  const random = seededRandom(7);
  const time = passingTime(random);
  const shape = { count: codecCount, hasOwnAddresses: false, snmpPort: 0, httpPort: 0, credentials: words };
  const fleet = await startFleet(fleetOf(shape), { nowMs: time.passSome });
  const targets = fleet.codecs.map(targetOf);
  try {
    const observed: Observation[][] = [];
    for (let minute = 0; minute < minutes; minute += 1) {
      if (minute % 30 === 0) say(`minute ${minute} of ${minutes}`);
      time.goTo(minute * minuteMs);
      live(fleet, random);
      observed.push(await minuteOf(minute, targets, time));
    }
    return observed;
  } finally {
    for (const target of targets) await target.close();
    await fleet.close();
  }
}

interface PassingTime {
  readonly clock: Clock;
  /** Some milliseconds go by. */
  readonly passSome: () => number;
  readonly goTo: (ms: number) => void;
}

/** Stands still while the agent works and passes while a codec does: what takes no time at all would pack too well. */
function passingTime(random: Random): PassingTime {
  const origin = Date.UTC(2026, 8, 1);
  const bootedAt = origin - 8_765_432;
  let now = origin;
  return {
    clock: { nowMs: () => now, monotonicMs: () => now - bootedAt, boot: "0000be4c" },
    passSome: () => {
      now += random.between(4, 40);
      return now;
    },
    goTo: (ms) => {
      now = Math.max(now, origin + ms + random.between(0, 15));
    },
  };
}

async function minuteOf(minute: number, targets: readonly PollTarget[], time: PassingTime): Promise<Observation[]> {
  const observed: Observation[] = [];
  for (const [index, target] of targets.entries()) {
    time.goTo(minute * minuteMs + index * 5_500);
    for (const question of ["state", "status", "history", "inventory"] as const) {
      // Codecs take turns with their slower questions, as the schedule spreads them.
      if ((minute + index) % everyMinutes[question] !== 0 || !target.asks(question)) continue;
      const { observation } = await pollEndpoint(target, question, time.clock);
      if (outcomeOf(observation) !== "answered") throw new Error(`${target.settings.id} did not answer ${question}`);
      observed.push(observation);
    }
  }
  return observed;
}

/** A call now and then, as in a house where they meet a few times a day. */
function live(fleet: Fleet, random: Random): void {
  const codec = random.pick(fleet.codecs);
  if (random.next() < 0.1) codec?.apply({ does: "call", durationS: random.between(300, 2_400), lossRatio: 0.002, rateKbps: 1_920 });
}

function targetOf({ identity, address, snmpPort, httpUrl }: SimulatedCodec): PollTarget {
  const secret = (word: string) => ({ reveal: () => word });
  const settings = { id: identity.id, host: address, family: identity.family, timeoutMs: 10_000, retries: 1 };
  const snmp = snmpPort === null ? {} : { snmp: { version: "2c", port: snmpPort, community: secret(words.community) } as const };
  const http =
    httpUrl === null ? {} : { http: { url: httpUrl, user: words.httpUser, password: secret(words.httpPassword), verifyTls: false } };
  return openTarget(
    { ...settings, ...snmp, ...http },
    { counters: newTransportCounters(), paces, site: plainSite(secret("0123456789abcdef")) },
  );
}
