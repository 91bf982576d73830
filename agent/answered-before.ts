import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import type { Channel } from "../contract/observation.ts";

/** ms since 1970 of the last answer on each channel, whichever codec gave it. */
const AnsweredAt = Type.Partial(Type.Record(Type.Enum(["snmp", "http", "tcp", "icmp"]), Type.Integer()), { additionalProperties: false });
type AnsweredAt = Static<typeof AnsweredAt>;
const answeredAt = Compile(AnsweredAt);

const recentMs = 30 * 60_000;
const fileName = "answered.json";

/** Channels on which codecs answered lately, under whichever release of the agent: what a new release must be able to do too. */
export function answeredLately(dataDir: string, nowMs: number): ReadonlySet<Channel> {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(join(dataDir, fileName), "utf8"));
  } catch {
    return new Set();
  }
  if (!answeredAt.Check(document)) return new Set();
  const isRecent = (channel: Channel) => Math.abs(nowMs - (document[channel] ?? 0)) < recentMs;
  return new Set((["snmp", "http", "tcp", "icmp"] as const).filter(isRecent));
}

/** Throws when the disk refuses. */
export function rememberAnswers(dataDir: string, answers: ReadonlyMap<Channel, number>): void {
  const file = join(dataDir, fileName);
  writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(answers)), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
