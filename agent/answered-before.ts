import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import type { Channel } from "../contract/observation.ts";

/** Who answers an agent: codecs on a channel, whichever codec it is, and the collector. */
export type Answering = Channel | "collector";
const answering = ["snmp", "http", "tcp", "icmp", "collector"] as const satisfies Answering[];

/** ms since 1970 of the last answer. */
const AnsweredAt = Type.Partial(Type.Record(Type.Enum([...answering]), Type.Integer()), { additionalProperties: false });
type AnsweredAt = Static<typeof AnsweredAt>;
const answeredAt = Compile(AnsweredAt);

const recentMs = 30 * 60_000;
const fileName = "answered.json";

/** Who answered lately, under whichever release of the agent: what a new release must be able to do too. */
export function answeredLately(dataDir: string, nowMs: number): ReadonlySet<Answering> {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(join(dataDir, fileName), "utf8"));
  } catch {
    return new Set();
  }
  if (!answeredAt.Check(document)) return new Set();
  const isRecent = (one: Answering) => Math.abs(nowMs - (document[one] ?? 0)) < recentMs;
  return new Set(answering.filter(isRecent));
}

/** Throws when the disk refuses. */
export function rememberAnswers(dataDir: string, answers: ReadonlyMap<Answering, number>): void {
  const file = join(dataDir, fileName);
  writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(answers)), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
