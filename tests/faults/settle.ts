import type { Daemon } from "../servers/daemon.ts";
import { waitUntil } from "../servers/wait-until.ts";
import { outboxCounters, rowsOf } from "../system/numbers.ts";
import { timesSaid, works } from "./site.ts";
import type { World } from "./world.ts";

const longMs = 1_200_000;

/** Lets everything arrive and be concluded with the lines whole, then stops both programs. */
export async function settle(world: World, running: { agent?: Daemon; collector?: Daemon } = {}): Promise<void> {
  const { site, uplink, book } = world;
  uplink.become("open");
  uplink.delay(0);
  world.codecLines((line) => {
    line.become("open");
    line.delay(0);
  });
  const collector = running.collector ?? (await site.startCollector());
  let agent: Daemon | null = running.agent ?? (await site.startAgent());
  const before = book.answers.length;
  await waitUntil("codecs are polled", () => book.answers.length >= before + 6, longMs);
  await waitUntil("nothing old waits any more", () => waitingIn(world) <= 50, longMs);
  await agent.stop();
  // What was polled while it stopped may wait for its next start.
  for (let again = 0; again < 5 && waitingIn(world) > 0; again += 1) {
    const said = timesSaid(agent, "agent has started");
    agent = await site.startAgent();
    await works(agent, "agent", said);
    await waitUntil("what waited is sent", () => waitingIn(world) <= 5, longMs);
    await agent.stop();
  }
  await waitUntil("all is concluded", () => isConcluded(world), longMs);
  await collector.stop();
}

export function waitingIn({ site }: World): number {
  const { waiting, events } = outboxCounters(site);
  return waiting + events.reduce((sum, { from, to }) => sum + Math.max(0, to - from + 1), 0);
}

function isConcluded({ site }: World): boolean {
  const [row] = rowsOf(
    site.ledgerFile,
    "SELECT (SELECT max(entry) FROM observation) AS last, (SELECT entry FROM follower_cursor WHERE follower = 'states' AND stream = 'observations') AS followed",
  );
  return row !== undefined && row["followed"] === row["last"];
}
