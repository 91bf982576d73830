import { afterEach, describe, expect, it } from "vitest";
import { encodeEnvelope } from "../../../agent/uplink/encode.ts";
import { envelopeOf } from "../../../agent/uplink/envelope-of.ts";
import { openPoster } from "../../../agent/uplink/post.ts";
import { Secret } from "../../../settings/secret.ts";
import { waitUntil } from "../../servers/wait-until.ts";
import { movedClock, observations } from "../outbox/outbox-room.ts";
import { startUplinkRoom, type UplinkRoom } from "./uplink-room.ts";

let room: UplinkRoom;

afterEach(() => room.close());

describe("somebody with a copy of the agent's credential and outbox id, who uses its next sequences first,", () => {
  it("takes nothing from what the agent saw: it arrives under other sequences, and the agent's log tells", async () => {
    room = await startUplinkRoom({ waiting: observations(1, 20) });
    await waitUntil("the first are kept", () => room.collector.kept.size === 20);
    const outbox = room.outbox.id();
    await forge(outbox, 21);

    room.observe(observations(101, 110));
    await waitUntil("nothing waits", () => room.outbox.stats().count === 0);

    const times = [...room.collector.kept.values()].map(({ observedAt }) => observedAt);
    for (const { observedAt } of observations(101, 110)) expect(times.filter((time) => time === observedAt)).toHaveLength(1);
    expect(room.collector.kept.size).toBe(20 + 10 + 10);
    expect(room.outbox.id()).not.toBe(outbox);
    expect(room.outbox.stats()).toMatchObject({ lostCount: 0, rejectedCount: 0, renumberedCount: 10 });
    expect(room.log.lines).toContainEqual(expect.objectContaining({ level: "warn", facts: { outbox, first: 21, observations: 10 } }));
  });
});

/** Ten observations that nobody made. */
async function forge(outbox: string, first: number): Promise<void> {
  const credential = { kind: "token", token: new Secret("the-token") } as const;
  const poster = openPoster({ url: room.collector.url, credential: () => credential, caPem: null, timeoutMs: 10_000 });
  const run = { outbox, boot: "ffffffff", first, observations: observations(501, 510), from: 1, to: 10, isNewest: true };
  const envelope = envelopeOf(run, "agent-1", movedClock(), { health: null, events: [], anchors: [] });
  await poster.post(encodeEnvelope(envelope), new AbortController().signal);
  poster.close();
}
