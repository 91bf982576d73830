import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { AgentEvent, LossReason } from "../../contract/agent-event.ts";
import { readEventLine, type StoredEvent, writeEventLine } from "./event-line.ts";
import type { Loss } from "./losses.ts";

interface Row {
  readonly number: number;
  readonly stored: StoredEvent | null;
}

/** The rows of the outbox file that hold untold events. Its owner makes each change a transaction, with the counters. */
export class EventTable {
  readonly #add: StatementSync;
  readonly #replace: StatementSync;
  readonly #remove: StatementSync;
  readonly #byId: StatementSync;
  readonly #byReason: StatementSync;
  readonly #oldest: StatementSync;

  constructor(db: DatabaseSync) {
    this.#add = db.prepare("INSERT INTO event (number, id, reason, line) VALUES (?, ?, ?, ?)");
    this.#replace = db.prepare("UPDATE event SET line = ? WHERE number = ?");
    this.#remove = db.prepare("DELETE FROM event WHERE number = ?");
    this.#byId = db.prepare("SELECT number, line FROM event WHERE id = ?");
    this.#byReason = db.prepare("SELECT number, line FROM event WHERE reason = ? ORDER BY number DESC LIMIT 1");
    this.#oldest = db.prepare("SELECT number, line FROM event ORDER BY number LIMIT ?");
  }

  add(stored: StoredEvent): void {
    const { number, event } = stored;
    this.#add.run(number, event.id, event.kind === "loss" ? event.reason : null, writeEventLine(stored));
  }

  replace(stored: StoredEvent): void {
    this.#replace.run(writeEventLine(stored), stored.number);
  }

  remove(number: number): void {
    this.#remove.run(number);
  }

  find(id: string): Row | null {
    return rowOf(this.#byId.get(id));
  }

  /** The newest loss for this reason that is still to be told. */
  openLoss(reason: LossReason): Loss | null {
    const event = rowOf(this.#byReason.get(reason))?.stored?.event;
    return event?.kind === "loss" ? event : null;
  }

  oldest(limit: number): Row[] {
    return this.#oldest.all(limit).flatMap((row) => rowOf(row) ?? []);
  }
}

/** The same telling: nothing was added to the event since. */
export function isSameTelling(left: AgentEvent, right: AgentEvent): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function rowOf(row: Record<string, unknown> | undefined): Row | null {
  return row === undefined ? null : { number: Number(row["number"]), stored: readEventLine(String(row["line"])) };
}
