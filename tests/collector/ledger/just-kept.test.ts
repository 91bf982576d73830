import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { anyObservations } from "../../contract/any-observation.ts";
import { batchOf } from "./small-ledger.ts";

/** Envelopes that go on, come again, or overlap what was sent before. */
const anyEnvelopes = fc.array(fc.record({ observations: anyObservations, back: fc.constantFrom(0, 0, 0, 1, 60) }), {
  minLength: 1,
  maxLength: 6,
});

describe("a follower that keeps up", () => {
  test.prop([anyEnvelopes, fc.constantFrom(1, 7, 1_000)], { numRuns: 10 })(
    "is told what the file of the ledger tells one that comes later",
    async (envelopes, limit) => {
      const folder = mkdtempSync(join(tmpdir(), "vigie-ledger-"));
      const file = join(folder, "ledger.db");
      const ledger = await openSqliteLedger({ file });
      let next = 1;
      for (const { observations, back } of envelopes) {
        const first = Math.max(1, next - back);
        await ledger.append(batchOf(first, observations));
        next = Math.max(next, first + observations.length);
      }
      const later = await openSqliteLedger({ file });
      for (let entry = 0; entry < next + 5; entry += limit) {
        expect(await ledger.observationsAfter(entry, limit)).toEqual(await later.observationsAfter(entry, limit));
      }
      await later.close();
      await ledger.close();
      rmSync(folder, { recursive: true });
    },
  );
});
