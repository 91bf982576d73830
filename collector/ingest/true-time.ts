import type { Instant, ToldEvents } from "../../contract/agent-event.ts";
import type { Anchor } from "../../contract/anchor.ts";
import type { Envelope } from "../../contract/envelope.ts";
import type { CorrectionBasis } from "../ledger/port.ts";

/** A wall clock this close to ours is taken at its word while nothing better is known: what remains is the time on the wire. */
const trustedOffsetMs = 30_000;

/** An answer once heard dates the boot better than this request does, unless our own clock was set since. */
const trustedAnchorMs = 60_000;

/** Below this, a difference is the grain of the clocks, not a step. */
const stepMs = 1_000;

/** What an envelope says of its agent's clocks. */
export type SentClocks = Pick<Envelope, "sentAt" | "boot" | "monotonicMs" | "anchor"> & {
  readonly events?: Pick<ToldEvents, "boot" | "monotonicMs" | "anchors">;
};

export interface TrueTime {
  readonly at: number;
  /** What it rests on; null where the agent's wall clock was right, or nothing contradicts it. */
  readonly basis: CorrectionBasis | null;
}

/** Where a boot's monotonic clock stood at zero, and how that is known. */
interface Origin {
  readonly ms: number;
  readonly basis: CorrectionBasis;
}

/**
 * Says when something an agent saw really was. Its monotonic clock says how long before the sending that was, whatever was done to its
 * wall clock since; so a clock stepped by an hour, or wrong by a day, puts nothing at the wrong time. Of a former boot that clock is gone:
 * an answer heard in it tells as well; without one, the boots before and after it are bounds, and the wall clock is believed within them.
 *
 * @param receivedAt ms since 1970 UTC, by the collector's clock, when the request began: a slow line must not look like a slow clock
 */
export function reckonerOf(sent: SentClocks, receivedAt: number): (instant: Instant) => TrueTime {
  const anchors = new Map(
    [...(sent.events?.anchors ?? []), ...(sent.anchor === undefined ? [] : [sent.anchor])].map((one) => [one.boot, one]),
  );
  const running = runningBoot(sent);
  return ({ at, clockMs, boot }) => {
    const anchor = anchors.get(boot);
    const origin = running?.boot === boot ? originOfRunning(running, anchor, receivedAt) : originOfFormer(anchor, clockMs);
    if (origin === null) return { at, basis: null };
    const reckoned = at - clockMs + origin.ms;
    return Math.abs(reckoned - at) < stepMs ? { at, basis: null } : { at: reckoned, basis: origin.basis };
  };
}

interface RunningBoot {
  readonly boot: string;
  readonly sentAt: number;
  readonly monotonicMs: number;
}

function runningBoot({ sentAt, boot, monotonicMs, events }: SentClocks): RunningBoot | null {
  if (monotonicMs !== undefined) return { boot, sentAt, monotonicMs };
  return events === undefined ? null : { boot: events.boot, sentAt, monotonicMs: events.monotonicMs };
}

function originOfRunning({ sentAt, monotonicMs }: RunningBoot, anchor: Anchor | undefined, receivedAt: number): Origin {
  // What is sent is never received before: of two estimates the earlier one was on the wire for less time.
  const latest = receivedAt - monotonicMs;
  const heard = anchor?.heardMs;
  if (heard !== undefined && Math.abs(latest - heard) <= trustedAnchorMs) return { ms: Math.min(latest, heard), basis: "monotonic" };
  const isTrusted = Math.abs(sentAt - receivedAt) <= trustedOffsetMs;
  return { ms: isTrusted ? sentAt - monotonicMs : latest, basis: "monotonic" };
}

function originOfFormer(anchor: Anchor | undefined, clockMs: number): Origin | null {
  if (anchor?.heardMs !== undefined) return { ms: anchor.heardMs, basis: "anchor" };
  const { earliestMs = Number.NEGATIVE_INFINITY, latestMs = Number.POSITIVE_INFINITY } = anchor ?? {};
  // Bounds that contradict each other come from a clock of ours that was set: they prove nothing.
  if (anchor === undefined || earliestMs > latestMs) return null;
  // The last word of that boot's wall clock first: a clock that was set is more often right afterwards.
  const words = [anchor.clockMs ?? clockMs, clockMs];
  const believed = words.find((word) => word >= earliestMs && word <= latestMs);
  return { ms: believed ?? Math.min(Math.max(words[0] ?? clockMs, earliestMs), latestMs), basis: "bounds" };
}
