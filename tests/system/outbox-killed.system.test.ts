import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { seededRandom } from "../../simulator/random.ts";
import { outboxRoom, takeAll } from "../agent/outbox/outbox-room.ts";

const program = fileURLToPath(new URL("append-until-killed.ts", import.meta.url));
const kills = 30;

/** What one run promised before it was killed. */
interface Promised {
  readonly appended: readonly number[];
  readonly sent: readonly number[];
  /** Under way when it was killed: may have happened or not. */
  readonly maybeSent: readonly number[];
  readonly next: number;
  readonly id: string;
  readonly opening: string;
  /** Losses told, by the event that told them. */
  readonly told: ReadonlyMap<string, number>;
}

async function runUntilKilled(file: string, first: number, linesBeforeKill: number, maxBytes = 100e6): Promise<Promised> {
  const child = spawn(process.execPath, [program, file, String(first), String(maxBytes)], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === linesBeforeKill) child.kill("SIGKILL");
  }
  await exited;
  return readPromises(lines, first);
}

function readPromises(lines: readonly string[], first: number): Promised {
  const appended: number[] = [];
  const sent: number[] = [];
  let maybeSent: number[] = [];
  const told = new Map<string, number>();
  let [next, id, opening] = [first, "", ""];
  for (const line of lines) {
    const [word, what = "", count = "0"] = line.split(" ");
    if (word === "telling") told.set(what, Number(count));
    if (word === "open") opening = line;
    if (word === "appending") next = Number(what) + Number(count);
    if (word === "appended") {
      appended.push(...Array.from({ length: Number(count) }, (_, index) => next - Number(count) + index));
      id = what;
    }
    if (word === "sending") maybeSent = what.split(",").map(Number);
    if (word === "sent") sent.push(...what.split(",").map(Number));
  }
  return { appended, sent, maybeSent: maybeSent.filter((number) => !sent.includes(number)), next, id, opening, told };
}

it(`loses nothing that was appended and gives no number twice, killed ${kills} times at any instruction`, {
  timeout: 300_000,
}, async () => {
  const room = outboxRoom();
  const random = seededRandom(7);
  const waiting = new Set<number>();
  const maybe = new Set<number>();
  const ids: string[] = [];
  let next = 1;
  for (let kill = 0; kill < kills; kill += 1) {
    const run = await runUntilKilled(room.file, next, random.between(2, 200));
    expect(run.opening, "no damage was seen").toBe("open ");
    for (const number of run.appended) waiting.add(number);
    for (const number of run.sent) waiting.delete(number);
    for (const number of run.maybeSent) if (waiting.delete(number)) maybe.add(number);
    for (let number = next; number < run.next; number += 1) if (!run.appended.includes(number)) maybe.add(number);
    if (run.id !== "") ids.push(run.id);
    next = run.next;
  }

  const outbox = room.open();
  const found = takeAll(outbox);
  outbox.close();
  const numbers = found.map(({ observation }) => Number(observation.readings[0]?.value));
  expect(numbers.filter((number) => !maybe.has(number)).toSorted((a, b) => a - b)).toEqual([...waiting].toSorted((a, b) => a - b));
  expect(new Set(found.map((each) => `${each.outbox} ${each.sequence}`)).size).toBe(found.length);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(waiting.size).toBeGreaterThan(kills);
  expect(new Set(ids).size, "each kill begins a new numbering").toBe(ids.length);
});

it(`counts and tells every observation it gave up, killed ${kills} times while it gives up its oldest`, { timeout: 300_000 }, async () => {
  const room = outboxRoom();
  const random = seededRandom(11);
  const appended = new Set<number>();
  const sent = new Set<number>();
  const maybe = new Set<number>();
  const told = new Map<string, number>();
  const maxBytes = 150_000;
  let next = 1;
  for (let kill = 0; kill < kills; kill += 1) {
    const run = await runUntilKilled(room.file, next, random.between(60, 400), maxBytes);
    for (const number of run.appended) appended.add(number);
    for (const number of run.sent) sent.add(number);
    for (const number of run.maybeSent) maybe.add(number);
    for (let number = next; number < run.next; number += 1) if (!run.appended.includes(number)) maybe.add(number);
    for (const [id, count] of run.told) told.set(id, Math.max(count, told.get(id) ?? 0));
    next = run.next;
  }

  const outbox = room.open({ maxBytes });
  const { lostCount } = outbox.stats();
  for (const event of outbox.events.untold(1_000)) if (event.kind === "loss") told.set(event.id, event.count);
  const found = new Set(takeAll(outbox).map(({ observation }) => Number(observation.readings[0]?.value)));
  outbox.close();
  expect([...told.values()].reduce((sum, count) => sum + count, 0)).toBe(lostCount);
  const certain = [...appended].filter((number) => !sent.has(number) && !maybe.has(number));
  const missing = certain.filter((number) => !found.has(number)).length;
  expect(missing).toBeGreaterThan(100);
  expect(lostCount - missing, "what was under way at a kill may be among the lost").toBeGreaterThanOrEqual(0);
  expect(lostCount - missing).toBeLessThanOrEqual(maybe.size);
});
