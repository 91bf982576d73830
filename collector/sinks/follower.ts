import type { Ledger, Stream } from "../ledger/port.ts";

/**
 * Where one follower stands in the streams it reads. A cursor moves only after delivery, so a process killed in between
 * delivers the same entries again: what is delivered must be the same the second time.
 */
export interface Follower {
  cursor(stream: Stream): number;
  advance(stream: Stream, entry: number): Promise<void>;
  /** Starts again from the first entry the ledger still has. */
  rewind(): Promise<void>;
  hasDelivered(): boolean;
  lag(): Promise<Readonly<Partial<Record<Stream, number>>>>;
}

export async function openFollower(
  ledger: Pick<Ledger, "cursorOf" | "saveCursor" | "lastEntries">,
  name: string,
  streams: readonly Stream[],
): Promise<Follower> {
  const cursors = new Map<Stream, number>();
  for (const stream of streams) cursors.set(stream, await ledger.cursorOf(name, stream));
  const cursor = (stream: Stream) => cursors.get(stream) ?? 0;
  const moveTo = async (stream: Stream, entry: number) => {
    await ledger.saveCursor(name, stream, entry);
    cursors.set(stream, entry);
  };
  return {
    cursor,
    advance: moveTo,
    rewind: async () => {
      for (const stream of streams) await moveTo(stream, 0);
    },
    hasDelivered: () => [...cursors.values()].some((entry) => entry > 0),
    lag: async () => {
      const last = await ledger.lastEntries();
      return Object.fromEntries(streams.map((stream) => [stream, Math.max(0, last[stream] - cursor(stream))]));
    },
  };
}
