import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Logger } from "pino";
import type { Plan } from "../../contract/plan.ts";
import { newTrial, type PlanTrial, readTrial } from "./plan-trial.ts";
import { readPlan } from "./read-plan.ts";

/** The plan on disk, with the one before it. Nothing here throws: a disk that refuses is told to the log, and the agent goes on. */
export interface PlanStore {
  /**
   * To be called once, at the start. The newest that can be read, is this agent's, and does not end the agent each time; null: none.
   */
  read(): Plan | null;
  /** What is known of a plan that has not proved itself; null: the one in use has. */
  trial(): PlanTrial | null;
  /** Keeps it as it came, on trial until it has held. */
  write(text: string, version: string): void;
  /** The agent has lived with the newest plan. */
  held(): void;
  /** An end that somebody asked for says nothing of the plan. */
  endsInOrder(): void;
}

export interface PlanStoreOptions {
  readonly dataDir: string;
  readonly agent: string;
  readonly log: Pick<Logger, "warn" | "error">;
}

/** Once when it came, and twice more. */
const mostStarts = 3;

export function openPlanStore(options: PlanStoreOptions): PlanStore {
  return new DiskStore(options);
}

class DiskStore implements PlanStore {
  readonly #agent: string;
  readonly #log: PlanStoreOptions["log"];
  readonly #newest: string;
  readonly #former: string;
  readonly #note: string;
  #trial: PlanTrial | null = null;
  /** A damaged file must not push out a good one. */
  #isNewestGood = false;

  constructor({ dataDir, agent, log }: PlanStoreOptions) {
    this.#agent = agent;
    this.#log = log;
    this.#newest = join(dataDir, "plan.json");
    this.#former = join(dataDir, "plan.former.json");
    this.#note = join(dataDir, "plan.trial.json");
  }

  read(): Plan | null {
    this.#trial = readTrial(this.#note);
    // Before a word of it is read: even reading it may have been too much.
    if (this.#trial?.isRefused === false) this.#startOnTrial(this.#trial);
    const kept = this.#readOne(this.#newest);
    this.#isNewestGood = kept !== null;
    if (kept !== null) return kept.plan;
    const older = this.#readOne(this.#former);
    // The collector will say nothing new if this is its plan: the file must be whole again all the same.
    if (older !== null) this.#attempt(() => this.#replaceNewest(older.text));
    return older?.plan ?? null;
  }

  trial(): PlanTrial | null {
    return this.#trial;
  }

  write(text: string, version: string): void {
    this.#attempt(() => {
      // First: a plan that ends the agent must never be on the disk as if nothing were known of it.
      this.#keepNote(newTrial(version, digestOf(text)));
      this.#replaceNewest(text);
    });
  }

  held(): void {
    if (this.#trial?.isRefused === false) this.#attempt(() => this.#dropNote());
  }

  endsInOrder(): void {
    const trial = this.#trial;
    if (trial?.isRefused === false) this.#attempt(() => this.#keepNote({ ...trial, starts: Math.max(0, trial.starts - 1) }));
  }

  #startOnTrial(trial: PlanTrial): void {
    this.#attempt(() => {
      // A power cut between the note and the plan: the note is of a plan that never came.
      if (trial.digest !== digestWritten(this.#newest)) return this.#dropNote();
      if (trial.starts < mostStarts) return this.#keepNote({ ...trial, starts: trial.starts + 1 });
      this.#keepNote({ ...trial, isRefused: true });
      rmSync(this.#newest);
    });
  }

  #replaceNewest(text: string): void {
    writeThrough(`${this.#newest}.new`, `${digestOf(text)}\n${text}`);
    if (this.#isNewestGood) renameSync(this.#newest, this.#former);
    renameSync(`${this.#newest}.new`, this.#newest);
    syncFolder(dirname(this.#newest));
    this.#isNewestGood = true;
  }

  #keepNote(trial: PlanTrial): void {
    this.#trial = trial;
    writeThrough(`${this.#note}.new`, JSON.stringify(trial));
    renameSync(`${this.#note}.new`, this.#note);
    syncFolder(dirname(this.#note));
  }

  #dropNote(): void {
    this.#trial = null;
    rmSync(this.#note, { force: true });
  }

  #attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#log.error({ err: error }, "plan cannot be kept on disk");
    }
  }

  #readOne(file: string): Kept | null {
    const kept = readKept(file, this.#agent);
    if (kept === "damaged") this.#log.warn({ file }, "kept plan is damaged");
    return kept === "damaged" ? null : kept;
  }
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

/** What a kept plan says of itself, without reading it. */
function digestWritten(file: string): string | null {
  try {
    return readFileSync(file).toString("latin1", 0, 64);
  } catch {
    return null;
  }
}

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
