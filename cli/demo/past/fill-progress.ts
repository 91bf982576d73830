import { randomBytes } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import { BootId, OutboxId } from "../../../contract/ids.ts";
import { readJson, writeJson } from "../json-file.ts";
import { stepMs } from "./past-observations.ts";
import type { Span } from "./span.ts";

/** How far the filling of the past is. Kept between two starts: the same past is told with the same numbers. */
const FillProgress = Type.Object({
  seed: Type.Integer(),
  fromMs: Type.Integer(),
  toMs: Type.Integer(),
  agents: Type.Record(
    Type.String(),
    Type.Object({ outbox: OutboxId, boot: BootId, sent: Type.Integer({ minimum: 0 }), isComplete: Type.Boolean() }),
  ),
});
export type FillProgress = Static<typeof FillProgress>;

const seed = 20_160_401;
const reader = Compile(FillProgress);

/** What the file says, or a new beginning: from the first day of the quarter before last, local time, until now. */
export function loadFillProgress(file: string, agents: readonly string[], nowMs: number): FillProgress {
  const known = readJson(file, (value) => (reader.Check(value) ? value : null));
  if (known !== null && agents.every((agent) => known.agents[agent] !== undefined)) return known;
  const { fromMs, toMs } = twoPastQuarters(nowMs);
  const beginnings = agents.map((agent) => {
    const outbox = randomBytes(8).toString("hex");
    return [agent, { outbox, boot: randomBytes(4).toString("hex"), sent: 0, isComplete: false }] as const;
  });
  const fresh: FillProgress = { seed, fromMs, toMs, agents: Object.fromEntries(beginnings) };
  writeJson(file, fresh);
  return fresh;
}

export function saveFillProgress(file: string, progress: FillProgress): void {
  writeJson(file, progress);
}

/** The two quarters that are over, and the current one up to now. */
export function twoPastQuarters(nowMs: number): Span {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO("Europe/Paris");
  const quarterStart = now.startOfDay().with({ day: 1, month: now.month - ((now.month - 1) % 3) });
  const fromMs = quarterStart.subtract({ months: 6 }).epochMilliseconds;
  return { fromMs, toMs: Math.floor(nowMs / stepMs) * stepMs };
}
