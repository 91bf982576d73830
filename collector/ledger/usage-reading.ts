import type { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import type { Selectable } from "kysely";
import { callOfRow } from "./call-rows.ts";
import type { Tables } from "./tables.ts";
import type { UsageLedger } from "./usage.ts";
import { type PartList, partColumns, partOfList } from "./usage-rows.ts";

/** Some milliseconds in which nothing else is answered. */
const endpointsAtOnce = 200;
const nearMs = 86_400_000;

/** Calls of one endpoint are few, and the index gives them: those that ended long before are left out one by one. */
const callsSentence = `
SELECT * FROM call
WHERE endpoint = ?1 AND true_started_at_ms < ?3
  AND true_started_at_ms + max(duration_s * 1000, coalesce(ended_at_ms - started_at_ms, 0)) > ?2
ORDER BY true_started_at_ms, key`;

const ofAll = `SELECT ${partColumns} FROM usage_part WHERE from_s >= ? AND from_s < ? ORDER BY from_s, endpoint`;
const ofEndpoint = `SELECT ${partColumns} FROM usage_part WHERE endpoint = ?3 AND from_s >= ?1 AND from_s < ?2 ORDER BY from_s`;

/** What is read of use in large numbers. */
export function usageReadingIn(database: DatabaseSync): Pick<UsageLedger, "callsOfMany" | "usageParts"> {
  const ofOne = database.prepare(callsSentence);
  const parts = { ofAll: database.prepare(ofAll), ofEndpoint: database.prepare(ofEndpoint) };
  for (const statement of Object.values(parts)) statement.setReturnArrays(true);
  return {
    async *callsOfMany(endpoints, from, to) {
      for (const [index, endpoint] of endpoints.entries()) {
        if (index % endpointsAtOnce === endpointsAtOnce - 1) await setImmediate();
        const rows = ofOne.all(endpoint, from * 1000 - nearMs, to * 1000 + nearMs) as unknown as Selectable<Tables["call"]>[];
        yield { endpoint, calls: rows.map(callOfRow) };
      }
    },
    usageParts: (from, to, endpoint) => {
      const rows = endpoint === undefined ? parts.ofAll.all(from, to) : parts.ofEndpoint.all(from, to, endpoint);
      return (rows as unknown as PartList[]).map(partOfList);
    },
  };
}
