import { afterEach, expect, it } from "vitest";
import { waitUntil } from "../../servers/wait-until.ts";
import { movedClock, observations } from "../outbox/outbox-room.ts";
import { startUplinkRoom, type UplinkRoom } from "./uplink-room.ts";

let room: UplinkRoom | null = null;
afterEach(() => room?.close());

it("an envelope that is wrong by the agent's own fault costs no observation: all wait until it is right", async () => {
  const clock = { ...movedClock(), monotonicMs: () => Math.floor(performance.now()), nowMs: () => Date.UTC(2106, 1, 7) };
  const { log, outbox, collector } = (room = await startUplinkRoom({ waiting: observations(1, 5), uplink: { clock } }));

  await waitUntil("the uplink gave up for now", () => log.lines.some(({ message }) => message.includes("they are kept")));

  expect(outbox.stats()).toMatchObject({ count: 5, rejectedCount: 0 });
  expect(collector.envelopes).toEqual([]);
});
