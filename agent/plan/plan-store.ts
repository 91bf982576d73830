import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Logger } from "pino";
import type { Plan } from "../../contract/plan.ts";
import { readPlan } from "./read-plan.ts";

/** The plan on disk, with the one before it. */
export interface PlanStore {
  /** The newest that can be read and is this agent's; null: none. Never throws. */
  read(): Plan | null;
  /** Keeps it as it came. A disk that refuses is told to the log, and the agent goes on. */
  write(text: string): void;
}

export interface PlanStoreOptions {
  readonly dataDir: string;
  readonly agent: string;
  readonly log: Pick<Logger, "warn" | "error">;
}

export function openPlanStore({ dataDir, agent, log }: PlanStoreOptions): PlanStore {
  const newest = join(dataDir, "plan.json");
  const former = join(dataDir, "plan.former.json");
  /** A damaged file must not push out a good one. */
  let isNewestGood = false;
  const write = (text: string): void => {
    try {
      writeThrough(`${newest}.new`, `${digestOf(text)}\n${text}`);
      if (isNewestGood) renameSync(newest, former);
      renameSync(`${newest}.new`, newest);
      syncFolder(dirname(newest));
      isNewestGood = true;
    } catch (error) {
      log.error({ err: error }, "plan cannot be kept on disk");
    }
  };
  const readOne = (file: string): Kept | null => {
    const kept = readKept(file, agent);
    if (kept === "damaged") log.warn({ file }, "kept plan is damaged");
    return kept === "damaged" ? null : kept;
  };
  return {
    read: () => {
      const kept = readOne(newest);
      isNewestGood = kept !== null;
      if (kept !== null) return kept.plan;
      const older = readOne(former);
      // The collector will say nothing new if this is its plan: the file must be whole again all the same.
      if (older !== null) write(older.text);
      return older?.plan ?? null;
    },
    write,
  };
}

interface Kept {
  readonly plan: Plan;
  readonly text: string;
}

function readKept(file: string, agent: string): Kept | "damaged" | null {
  let kept: string;
  try {
    kept = readFileSync(file, "utf8");
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? null : "damaged";
  }
  const end = kept.indexOf("\n");
  const text = kept.slice(end + 1);
  if (end < 0 || kept.slice(0, end) !== digestOf(text)) return "damaged";
  const read = readPlan(text, agent);
  return "plan" in read ? { plan: read.plan, text } : "damaged";
}

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Names and addresses of a site's codecs are for the agent alone. */
function writeThrough(file: string, text: string): void {
  const handle = openSync(file, "w", 0o600);
  try {
    const bytes = Buffer.from(text, "utf8");
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
