import { type Static, Type } from "typebox";
import type { Instant } from "../../contract/agent-event.ts";
import type { Anchor } from "../../contract/anchor.ts";
import { BootId } from "../../contract/ids.ts";
import type { Clock } from "../clock.ts";

/** One boot of the machine as this outbox saw it. */
export const Boot = Type.Object(
  {
    boot: BootId,
    firstMs: Type.Integer({ description: "Monotonic clock when the agent first ran in it" }),
    lastMs: Type.Integer({ description: "Monotonic clock at the last sign of life" }),
    clockMs: Type.Integer({ description: "Wall clock minus monotonic clock then" }),
    heardMs: Type.Optional(Type.Integer({ description: "Collector's clock minus monotonic clock, by the best answer" })),
    roundTripMs: Type.Optional(Type.Integer({ minimum: 0 })),
    heardAtMs: Type.Optional(Type.Integer({ description: "Monotonic clock when that answer came" })),
  },
  { additionalProperties: false },
);
export type Boot = Static<typeof Boot>;

/** A machine that is switched off every evening, cut off from the collector for a month. */
const mostBoots = 40;
/**
 * An agent that first ran later than this after the machine's start did not start with it: its files may have come from another machine,
 * whose last sign of life says nothing of when this one started.
 */
const startMs = 600_000;
/** An answer this old is replaced by any other: quartz clocks drift. */
const freshMs = 3_600_000;

/** What an answer of the collector says of the clocks; both instants by the monotonic one. */
export interface HeardAnswer {
  readonly receivedAt: number;
  readonly sentMs: number;
  readonly answeredMs: number;
}

/** The boots with a sign of life now. */
export function withLife(boots: readonly Boot[], clock: Clock): Boot[] {
  const lastMs = clock.monotonicMs();
  const life = { lastMs, clockMs: clock.nowMs() - lastMs };
  const known = boots.at(-1);
  if (known?.boot === clock.boot) return [...boots.slice(0, -1), { ...known, ...life }];
  return [...boots.slice(1 - mostBoots), { boot: clock.boot, firstMs: lastMs, ...life }];
}

/** The boots once the collector has answered in the last of them: the quickest answer dates it best. */
export function withAnswer(boots: readonly Boot[], { receivedAt, sentMs, answeredMs }: HeardAnswer): Boot[] {
  const last = boots.at(-1);
  if (last === undefined) return [];
  const roundTripMs = answeredMs - sentMs;
  const isBetter = last.roundTripMs === undefined || roundTripMs <= last.roundTripMs || answeredMs - (last.heardAtMs ?? 0) > freshMs;
  return isBetter ? [...boots.slice(0, -1), { ...last, heardMs: receivedAt - sentMs, roundTripMs, heardAtMs: answeredMs }] : [...boots];
}

/** The last sign of life, null before the first. */
export function lifeOf(boots: readonly Boot[]): Instant | null {
  const last = boots.at(-1);
  return last === undefined ? null : { at: last.lastMs + last.clockMs, clockMs: last.clockMs, boot: last.boot };
}

/**
 * What is known of when each boot began. One in which no answer was heard lies between its neighbours: the machine started after the
 * boot before it was last seen alive, and the next start came after it was last seen. Where that cannot be (a machine that
 * names its boots anew without starting), the agent's own signs of life are the bounds, which are wider.
 */
export function anchorsOf(boots: readonly Boot[]): Anchor[] {
  const byStarts = boundsOf(boots, ({ firstMs }) => (firstMs <= startMs ? 0 : firstMs));
  const isPossible = byStarts.every(
    ({ earliestMs, latestMs }) => earliestMs === undefined || latestMs === undefined || earliestMs <= latestMs,
  );
  const bounds = isPossible ? byStarts : boundsOf(boots, ({ firstMs }) => firstMs);
  return boots.map((boot, index) => anchorOf(boot, bounds[index] ?? {}));
}

interface Bounds {
  readonly earliestMs?: number;
  readonly latestMs?: number;
}

/** @param begins what the monotonic clock of a boot said when it surely had begun, and the one before was surely over */
function boundsOf(boots: readonly Boot[], begins: (boot: Boot) => number): Bounds[] {
  const afterTheFormer: (number | undefined)[] = [];
  boots.forEach((boot, index) => {
    const { heardMs, roundTripMs = 0 } = boot;
    const [before, beforeMs] = [boots[index - 1], afterTheFormer[index - 1]];
    const bound = before === undefined || beforeMs === undefined ? undefined : beforeMs + before.lastMs - begins(boot);
    afterTheFormer.push(heardMs === undefined ? bound : Math.max(heardMs - roundTripMs, bound ?? Number.NEGATIVE_INFINITY));
  });
  const beforeTheNext: (number | undefined)[] = [];
  boots.toReversed().forEach(({ lastMs, heardMs }, index) => {
    const [after, afterMs] = [boots[boots.length - index], beforeTheNext[0]];
    const bound = after === undefined || afterMs === undefined ? undefined : afterMs + begins(after) - lastMs;
    beforeTheNext.unshift(heardMs ?? bound);
  });
  return boots.map((_, index) => ({
    ...(afterTheFormer[index] === undefined ? {} : { earliestMs: afterTheFormer[index] }),
    ...(beforeTheNext[index] === undefined ? {} : { latestMs: beforeTheNext[index] }),
  }));
}

function anchorOf({ boot, heardMs, roundTripMs, clockMs }: Boot, bounds: Bounds): Anchor {
  if (heardMs !== undefined) return { boot, heardMs, ...(roundTripMs === undefined ? {} : { roundTripMs }), clockMs };
  return { boot, ...bounds, clockMs };
}

/**
 * How long ago, at least, the monotonic clock of each boot stood at zero, ms. By the answers heard, and by how long the machine ran since:
 * no wall clock is asked, because one that starts a year ahead would make everything old.
 */
export function leastAges(boots: readonly Boot[], clock: Clock): ReadonlyMap<string, number> {
  const known = withLife(boots, clock);
  const anchors = anchorsOf(known);
  const { heardMs, roundTripMs = 0, earliestMs } = anchors.at(-1) ?? {};
  const origin = heardMs === undefined ? earliestMs : heardMs - roundTripMs;
  const now = origin === undefined ? Number.NEGATIVE_INFINITY : origin + clock.monotonicMs();
  const ages = new Map<string, number>();
  let ranMs = 0;
  for (let index = known.length - 1; index >= 0; index -= 1) {
    const [boot, anchor] = [known[index], anchors[index]];
    if (boot === undefined || anchor === undefined) continue;
    ranMs += boot.lastMs - boot.firstMs;
    const latest = anchor.heardMs ?? anchor.latestMs ?? Number.POSITIVE_INFINITY;
    ages.set(boot.boot, Math.max(ranMs + boot.firstMs, now - latest));
  }
  return ages;
}
