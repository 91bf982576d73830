import type { Clock } from "../../../agent/clock.ts";
import { pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import { gridOf, nextInstant } from "../../../agent/schedule/grid.ts";
import { type Observation, questions, type Reading } from "../../../contract/observation.ts";
import { startFleet } from "../../../simulator/fleet.ts";
import { fleetOf } from "../../../simulator/fleet-of.ts";
import { seededRandom } from "../../../simulator/random.ts";
import { targetOf } from "../poll/polled-codec.ts";
import { secret } from "../recorded-codec.ts";

const rooms = [
  "conseil",
  "mariages",
  "reunion-1",
  "reunion-2",
  "formation",
  "direction",
  "accueil",
  "visio-rdc",
  "visio-etage",
  "coworking",
];
const families = ["cisco-ce", "poly-videoos", "cisco-ce", "poly-videoos", "generic-mib2"] as const;
const periodsS = { state: 60, status: 300, history: 600 } as const;
const startsAt = 1_790_000_000_000;
const bootedAt = startsAt - 20 * 86_400_000;

/** What the ten codecs of one site answer, as the drivers read it from simulated codecs by SNMP and HTTP. */
export async function answersOfSite(clock: Clock): Promise<readonly Observation[]> {
  const shape = { count: rooms.length, families, hasOwnAddresses: false, snmpPort: 0, httpPort: 0 };
  const fleet = await startFleet(
    fleetOf({ ...shape, credentials: { community: "public", httpUser: "vigie", httpPassword: "mot-de-passe" } }),
    {
      nowMs: () => clock.nowMs(),
    },
  );
  const answers = await Promise.all(
    fleet.codecs.map(async ({ snmpPort, httpUrl, address }, index) => {
      const http = httpUrl === null ? {} : { http: { url: httpUrl, user: "vigie", password: secret("mot-de-passe"), verifyTls: false } };
      const snmp = { version: "2c", port: snmpPort ?? 0, community: secret("public") } as const;
      const target = targetOf({
        id: `lannion-espace-${rooms[index]}`,
        host: address,
        family: families[index % families.length] ?? "auto",
        snmp,
        ...http,
      });
      const observations: Observation[] = [];
      for (const question of questions.filter((each) => target.asks(each))) {
        observations.push((await pollEndpoint(target, question, clock)).observation);
      }
      await target.close();
      return observations;
    }),
  );
  await fleet.close();
  return answers.flat();
}

/** Minute after minute of that site, the same for the same seed: timers and networks that vary, calls now and then, codecs that warm up. */
export function* minutesOfSite(answers: readonly Observation[], seed: number, minutes: number): Generator<Observation[]> {
  const chance = seededRandom(seed);
  const random = () => chance.next();
  const codecs = new Map(rooms.map((room) => [`lannion-espace-${room}`, newCodec(random)]));
  for (let minute = 0; minute < minutes; minute += 1) {
    const observations = answers.flatMap((answer) => {
      const codec = codecs.get(answer.endpoint);
      return codec === undefined ? [] : inMinute(answer, codec, minute, random);
    });
    yield observations.toSorted((a, b) => a.observedAt - b.observedAt);
  }
}

interface SimulatedRoom {
  readonly upSince: number;
  readonly answersInMs: number;
  temperature: number;
  inCallUntil: number;
}

function newCodec(random: () => number): SimulatedRoom {
  const upSince = startsAt - Math.floor(random() * 60 * 86_400_000);
  return { upSince, answersInMs: 15 + Math.floor(random() * 150), temperature: 40 + random() * 10, inCallUntil: 0 };
}

function inMinute(answer: Observation, codec: SimulatedRoom, minute: number, random: () => number): Observation[] {
  if (answer.question === "inventory") return [];
  const grid = gridOf(answer.endpoint, answer.question, periodsS[answer.question] * 1000);
  const dueAt = nextInstant(grid, minute * 60_000);
  if (dueAt >= (minute + 1) * 60_000) return [];
  const observedAt = startsAt + dueAt + Math.floor(random() * random() * 8);
  if (answer.question === "state" && observedAt > codec.inCallUntil && random() < 1 / 300) codec.inCallUntil = observedAt + 40 * 60_000;
  codec.temperature += (random() - 0.5) * 0.2;
  const slowness = answer.question === "state" ? 1 : 4;
  return [
    {
      ...answer,
      observedAt,
      clockMs: bootedAt + (random() < 0.5 ? 1 : 0),
      elapsedMs: Math.floor(slowness * codec.answersInMs * (0.8 + random() * random())),
      intervalS: periodsS[answer.question],
      readings: answer.readings.map((reading) => readNow(reading, codec, observedAt, random)),
      calls: [],
    },
  ];
}

function readNow(reading: Reading, codec: SimulatedRoom, at: number, random: () => number): Reading {
  const isInCall = at < codec.inCallUntil;
  switch (reading.kind) {
    case "uptime_seconds":
    case "snmp_uptime_seconds":
      return { ...reading, value: Math.floor((at - codec.upSince) / 1000) };
    case "active_calls":
      return { ...reading, value: isInCall ? 1 : 0 };
    case "system_state":
      return { ...reading, value: isInCall ? "in_call" : "ready" };
    case "temperature_celsius":
      return { ...reading, value: Math.round(codec.temperature * 10) / 10 };
    case "clock_offset_seconds":
      return { ...reading, value: random() < 0.9 ? 0 : 1 };
    default:
      return reading;
  }
}
