import { afterEach, expect, it } from "vitest";
import { waitUntil } from "../../servers/wait-until.ts";
import { movedClock, observation, observations } from "../outbox/outbox-room.ts";
import { startUplinkRoom, type UplinkRoom } from "./uplink-room.ts";

let room: UplinkRoom | null = null;
afterEach(() => room?.close());

it("the past arrives although something new is due each time a slow line has brought an answer", async () => {
  const past = 10_000;
  let next = past + 1;
  let onTheWayMs = 0;
  const monotonicMs = () => Math.floor(performance.now()) + onTheWayMs;
  const change = () => observation(next++, { channels: { snmp: next % 2 === 0 ? "silent" : "answered" } });
  const { collector, observe } = (room = await startUplinkRoom({
    waiting: observations(1, past),
    mood: () => {
      // Each answer takes a second, and meanwhile something changes.
      if (next < past + 500) room?.observe([change()]);
      onTheWayMs += 1_000;
      return null;
    },
    uplink: { clock: { ...movedClock(), monotonicMs } },
  }));
  observe([change()]);

  const firsts = () => collector.envelopes.filter(({ columns }) => columns.endpoint.length > 0).map(({ first }) => first);
  const isPast = (first: number) => first <= past;
  await waitUntil("all of the past has arrived", () => firsts().filter(isPast).length >= 5);
  expect(firsts().findLastIndex(isPast), "every other envelope at least").toBeLessThanOrEqual(2 * 5);
});
