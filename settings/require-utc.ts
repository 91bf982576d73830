import { utcFr } from "./fr.ts";

/** The zone of a process that does not run in UTC. */
export class NotUtcError extends Error {
  constructor(zone: string) {
    super(utcFr(zone));
    this.name = "NotUtcError";
  }
}

// Mid-winter and mid-summer: London is at offset 0 for half of the year only.
const instants = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];

/**
 * Refuses to go on unless the process runs in UTC. Calendar jobs skip or repeat on clock-change days anywhere else.
 * `TZ=Nowhere/X` also has offset 0 but no name, and Abidjan has offset 0 until its law changes: only the name UTC will do.
 */
export function requireUtc(): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isAtZero = instants.every((instant) => new Date(instant).getTimezoneOffset() === 0);
  if (zone !== "UTC" || !isAtZero) throw new NotUtcError(zone ?? process.env["TZ"] ?? "?");
}
