import type { OutboxErrorCode } from "./outbox.ts";
import { OutboxError } from "./outbox.ts";

// Primary result codes, https://www.sqlite.org/rescode.html
const codes: Readonly<Record<number, OutboxErrorCode>> = {
  5: "OUTBOX_UNAVAILABLE", // SQLITE_BUSY
  6: "OUTBOX_UNAVAILABLE", // SQLITE_LOCKED
  7: "OUTBOX_UNAVAILABLE", // SQLITE_NOMEM
  8: "OUTBOX_READ_ONLY", // SQLITE_READONLY
  10: "OUTBOX_UNAVAILABLE", // SQLITE_IOERR
  13: "OUTBOX_FULL", // SQLITE_FULL
  14: "OUTBOX_UNAVAILABLE", // SQLITE_CANTOPEN
};
const unreadableSector = 266; // SQLITE_IOERR_READ

/** What a failure of the file means. Whatever is not the disk's refusal is damage: the statements themselves are known to be right. */
export function codeOf(error: unknown): OutboxErrorCode {
  if (error instanceof OutboxError) return error.code;
  if (!(error instanceof Error)) return "OUTBOX_DAMAGED";
  if ("errcode" in error && typeof error.errcode === "number") {
    return error.errcode === unreadableSector ? "OUTBOX_DAMAGED" : (codes[error.errcode & 0xff] ?? "OUTBOX_DAMAGED");
  }
  if ("code" in error && error.code === "ENOSPC") return "OUTBOX_FULL";
  if ("code" in error && error.code === "EROFS") return "OUTBOX_READ_ONLY";
  return "syscall" in error ? "OUTBOX_UNAVAILABLE" : "OUTBOX_DAMAGED";
}
