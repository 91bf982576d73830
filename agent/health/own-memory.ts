import { readFileSync } from "node:fs";

/** The part of the process's memory that has no file behind it, in bytes; null where the system does not tell. */
export function anonymousBytes(): number | null {
  try {
    const kilobytes = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}
