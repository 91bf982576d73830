import { type Channel, channels, type Observation, type Outcome, type Reading } from "../../contract/observation.ts";
import { seededRandom } from "../../simulator/random.ts";
import { endpointIds } from "../ledger/fleet.ts";

const minuteMs = 60_000;
/** What counts time goes on from one repetition of the recorded minutes to the next. */
const uptimes: readonly Reading["kind"][] = ["uptime_seconds", "snmp_uptime_seconds"];
/** Share of polls that get no answer, and of those that begin ten minutes of silence. */
const silentShare = 0.004;
const outageShare = 0.02;
const outageMs = 10 * minuteMs;

/**
 * What the ten codecs of one site gave, minute after minute and for ever: the recorded minutes over and over, each site beginning
 * elsewhere in them, with silences of its own and uptimes that go on.
 */
export function* observationsOf(
  recorded: readonly (readonly Observation[])[],
  site: number,
  fromMs: number,
): Generator<Observation, never> {
  const random = seededRandom(site + 1);
  const first = recorded[0]?.[0];
  if (first === undefined) throw new RangeError("nothing was recorded");
  const ids = endpointIds(site);
  const known = [...new Set(recorded.flat().map(({ endpoint }) => endpoint))];
  const silentUntil = new Map<string, number>();
  for (let minute = 0; ; minute += 1) {
    const position = minute + site * 7;
    const cycle = Math.floor(position / recorded.length);
    const shiftMs = fromMs + (cycle * recorded.length - site * 7) * minuteMs - Math.floor(first.observedAt / minuteMs) * minuteMs;
    for (const one of recorded[position % recorded.length] ?? []) {
      const endpoint = ids[known.indexOf(one.endpoint)] ?? one.endpoint;
      const observedAt = one.observedAt + shiftMs;
      const moved = { ...one, endpoint, observedAt, clockMs: fromMs - 86_400_000 };
      if (random.next() < silentShare) silentUntil.set(endpoint, observedAt + (random.next() < outageShare ? outageMs : 1));
      yield observedAt < (silentUntil.get(endpoint) ?? 0)
        ? silent(moved)
        : later(moved, cycle, (cycle * recorded.length * minuteMs) / 1000);
    }
  }
}

function silent(one: Observation): Observation {
  const tried: Partial<Record<Channel, Outcome>> = {};
  for (const channel of channels) if (one.channels[channel] !== undefined) tried[channel] = "silent";
  return { ...one, elapsedMs: 6_000, channels: tried, readings: [], calls: [] };
}

function later(one: Observation, cycle: number, passedS: number): Observation {
  return {
    ...one,
    readings: one.readings.map((reading) =>
      uptimes.includes(reading.kind) ? { ...reading, value: Number(reading.value) + passedS } : reading,
    ),
    calls: one.calls.map((call) => ({
      ...call,
      key: `${call.key.slice(0, -4)}${cycle.toString(16).padStart(4, "0")}`,
      startedAt: one.observedAt - 1_800_000,
      ...(call.endedAt === undefined ? {} : { endedAt: one.observedAt - 1_800_000 + call.durationS * 1000 }),
    })),
  };
}
