import { setTimeout as sleep } from "node:timers/promises";
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { waitUntil } from "../../tests/servers/wait-until.ts";
import { rowsOf } from "../../tests/system/numbers.ts";
import { type PagerLine, startPagerLine } from "../../tests/system/pager/pager-line.ts";
import type { Bench, Say } from "../measure/bench.ts";
import { type Figure, spreadOf } from "../measure/figure.ts";

const faults = 20;
/** Everything is a fifth as long as an installation has it, so that what it takes in polls is what it would take there. */
const fifth = (seconds: number): number => seconds / 5;
const pollSeconds = fifth(60);
const pollMs = pollSeconds * 1_000;
const aimPolls = 4;
const patienceMs = 300_000;

const waits = {
  bridge: fifth(600),
  agentSilent: fifth(300),
  manySilent: fifth(240),
  collectorStart: fifth(300),
  collectorDown: fifth(300),
  steady: fifth(360),
  evaluation: fifth(15),
  groupPages: fifth(15),
  groupPagesAgain: fifth(120),
  heartbeat: fifth(60),
};

export const pagesBench: Bench = {
  name: "pages",
  title: `From a codec that falls silent to the page: ${faults} faults through real servers, five times as fast as in an installation`,
  measure,
};

/** When each of these was, ms since 1970. */
interface Course {
  readonly fault: number;
  readonly firstSilence: number;
  readonly confirmed: number;
  readonly received: number;
  readonly scraped: number;
  readonly firing: number;
  readonly paged: number;
}

async function measure(say: Say): Promise<Figure[]> {
  const ids = Array.from({ length: faults }, (_, index) => `site-${index + 1}`);
  const line = await startPagerLine({
    sites: ids.map((id) => ({ id, territory: `ile-${id}` })),
    waits,
    pollSeconds,
    timeoutMs: fifth(3_000),
    retries: 1,
    scrapeSeconds: fifth(15),
  });
  try {
    say("until all rooms are up");
    await line.prometheus().queryUntil('visio_endpoint_state{state="up"} == 1', faults);
    say(`${faults} codecs fall silent, each at another instant of a poll`);
    const [began, pages] = await Promise.all([fallSilent(line, ids), pagesOf(line)]);
    return figuresOf(await Promise.all(ids.map((id) => courseOf(line, id, began.get(id) ?? 0, pages.get(`ile-${id}`) ?? 0))));
  } finally {
    await line.stop();
  }
}

/** Evenly over one poll, so that no luck is in it; codecs are polled at instants of their own. */
async function fallSilent(line: PagerLine, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const began = new Map<string, number>();
  for (const id of ids) {
    line.fleet.codec(`room-${id}`).apply({ does: "silence" });
    began.set(id, Date.now());
    await sleep(pollMs / ids.length);
  }
  return began;
}

/** By territory, when its page came. */
async function pagesOf(line: PagerLine): Promise<ReadonlyMap<string, number>> {
  const came = new Map<string, number>();
  await waitUntil(
    "all are paged",
    () => {
      for (const { alerts } of line.webhook.pages()) {
        const territory = alerts[0]?.labels["territory"] ?? "";
        if (!came.has(territory)) came.set(territory, Date.now());
      }
      return came.size >= faults;
    },
    patienceMs,
  );
  return came;
}

async function courseOf(line: PagerLine, id: string, fault: number, paged: number): Promise<Course> {
  const room = `room-${id}`;
  const silent = `SELECT observed_at_ms, elapsed_ms, received_at_ms FROM observation JOIN observation_form ON id = form
    WHERE endpoint = '${room}' AND told LIKE '["state",%"silent"%' AND observed_at_ms >= ${fault - pollMs} ORDER BY observed_at_ms LIMIT 3`;
  const polls = rowsOf(line.place.ledgerFile, silent).map((row) => ({
    at: Number(row["observed_at_ms"]),
    endedAt: Number(row["observed_at_ms"]) + Number(row["elapsed_ms"]),
    received: Number(row["received_at_ms"]),
  }));
  const [first, , third] = polls;
  if (first === undefined || third === undefined) throw new Error(`${room} was not polled three times`);
  const scraped = await firstScrape(line, room);
  const firingAt = await firstFiring(line, room);
  return { fault, firstSilence: first.endedAt, confirmed: third.endedAt, received: third.received, scraped, firing: firingAt, paged };
}

const samples = Compile(
  Type.Object({ result: Type.Array(Type.Object({ values: Type.Array(Type.Tuple([Type.Number(), Type.String()])) })) }),
);
const firing = Compile(
  Type.Object({ alerts: Type.Array(Type.Object({ labels: Type.Record(Type.String(), Type.String()), activeAt: Type.String() })) }),
);

async function firstScrape(line: PagerLine, room: string): Promise<number> {
  const promQl = `visio_endpoint_state{endpoint="${room}",state="down"}[10m]`;
  const { result } = samples.Parse(await line.prometheus().api(`query?query=${encodeURIComponent(promQl)}`));
  return (result[0]?.values.find(([, value]) => value === "1")?.[0] ?? Number.NaN) * 1_000;
}

async function firstFiring(line: PagerLine, room: string): Promise<number> {
  const { alerts } = firing.Parse(await line.prometheus().api("alerts"));
  const own = alerts.find(({ labels }) => labels["alertname"] === "VisioEndpointDown" && labels["endpoint"] === room);
  return Date.parse(own?.activeAt ?? "");
}

const stages: readonly (readonly [string, keyof Course, keyof Course])[] = [
  ["of it: until the next poll, and its silence", "fault", "firstSilence"],
  ["of it: two more polls confirm it", "firstSilence", "confirmed"],
  ["of it: from the agent to the ledger", "confirmed", "received"],
  ["of it: until Prometheus has asked", "received", "scraped"],
  ["of it: until the rule is looked at", "scraped", "firing"],
  ["of it: Alertmanager waits for what has the same cause", "firing", "paged"],
];

function figuresOf(courses: readonly Course[]): Figure[] {
  const polls = (from: keyof Course, to: keyof Course) => spreadOf(courses.map((course) => (course[to] - course[from]) / pollMs));
  const whole: Figure = { label: "from fault to page", unit: "polls", spread: polls("fault", "paged"), aim: { atMost: aimPolls } };
  return [whole, ...stages.map(([label, from, to]): Figure => ({ label, unit: "polls", spread: polls(from, to) }))];
}
