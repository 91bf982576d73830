import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../../agent/clock.ts";
import { type OutboxOptions, openOutbox } from "../../../agent/outbox/open-outbox.ts";
import type { Outbox } from "../../../agent/outbox/outbox.ts";
import type { Observation } from "../../../contract/observation.ts";
import { temporaryFolder } from "../../servers/folders.ts";

const startedAt = Date.UTC(2026, 10, 23, 8);

/** A clock that a test moves. */
export interface MovedClock extends Clock {
  /** Time passes. */
  pass(ms: number): void;
  /** Somebody sets the wall clock; the monotonic one does not notice. */
  step(ms: number): void;
}

export function movedClock(boot = "0a1b2c3d"): MovedClock {
  let passed = 0;
  let stepped = 0;
  return {
    boot,
    nowMs: () => startedAt + passed + stepped,
    monotonicMs: () => 3_600_000 + passed,
    pass: (ms) => {
      passed += ms;
    },
    step: (ms) => {
      stepped += ms;
    },
  };
}

export interface LogLine {
  readonly level: "info" | "warn" | "error";
  readonly message: string;
  readonly facts: unknown;
}

export function heardLog() {
  const lines: LogLine[] = [];
  const at = (level: LogLine["level"]) => (facts: unknown, message?: string) => void lines.push({ level, message: message ?? "", facts });
  return { lines, info: at("info"), warn: at("warn"), error: at("error") };
}

/** The `number`th observation of a quiet codec: one a minute. */
export function observation(number: number, more: Partial<Observation> = {}): Observation {
  const observedAt = startedAt + number * 60_000;
  return {
    endpoint: "mairie-lannion",
    question: "state",
    observedAt,
    clockMs: startedAt - 3_600_000,
    elapsedMs: 40,
    intervalS: 60,
    channels: { snmp: "answered" },
    readings: [
      { kind: "uptime_seconds", value: number },
      { kind: "system_state", value: "ready" },
      { kind: "model", value: "Écran mural n° 3" },
    ],
    calls: [],
    ...more,
  };
}

export function observations(from: number, to: number): Observation[] {
  return Array.from({ length: to - from + 1 }, (_, index) => observation(from + index));
}

export interface OutboxRoom {
  readonly file: string;
  readonly folder: string;
  readonly clock: MovedClock;
  readonly log: ReturnType<typeof heardLog>;
  readonly open: (more?: Partial<OutboxOptions>) => Outbox;
}

export function outboxRoom(): OutboxRoom {
  const folder = temporaryFolder("outbox");
  const file = join(folder, "outbox.db");
  const clock = movedClock();
  const log = heardLog();
  return { file, folder, clock, log, open: (more = {}) => openOutbox({ file, maxBytes: 100e6, maxDays: 30, clock, log, ...more }) };
}

export interface Waiting {
  readonly outbox: string;
  readonly sequence: number;
  readonly observation: Observation;
}

/** Empties an outbox run by run, as the uplink does, and says what was in it. */
export function takeAll(outbox: Outbox, limit = 1_000): Waiting[] {
  const taken: Waiting[] = [];
  for (let run = outbox.oldest(limit); run !== null; run = outbox.oldest(limit)) {
    const { outbox: id, first } = run;
    taken.push(...run.observations.map((each, index) => ({ outbox: id, sequence: first + index, observation: each })));
    outbox.acknowledge(run);
  }
  return taken;
}

/** The bytes of an outbox as a kill leaves them, the newest in the log beside the file; or all in the file, as after a stop. */
export function copyOfOutbox({ file }: Pick<OutboxRoom, "file">, { closed }: { closed: boolean }): { db: Buffer; log: Buffer } {
  if (closed) {
    const other = new DatabaseSync(file);
    other.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    other.close();
  }
  const log = `${file}-wal`;
  return { db: readFileSync(file), log: existsSync(log) ? readFileSync(log) : Buffer.alloc(0) };
}
