import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { territoryUse } from "../../../collector/attendance/territory-use.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { at } from "../accounts/small-network.ts";
import { called, importTo, network, used } from "./used-network.ts";

describe("the use of territories, for Prometheus", () => {
  let ledger: Ledger;
  beforeEach(async () => {
    ledger = await openSqliteLedger({ file: ":memory:" });
  });
  afterEach(() => ledger.close());

  it("counts a site that moved where it was used, and its verdict where it is now", async () => {
    await importTo(ledger, "salle-c", [called("2026-01-15T10:00", 30), called("2026-02-16T10:00", 30)]);
    const found = territoryUse(await used(ledger, "2026-01-01", "2026-04-01"), network);

    const brest = found.find(({ territory }) => territory === "brest");
    const iroise = found.find(({ territory }) => territory === "iroise");
    expect([brest?.uses, iroise?.uses]).toEqual([1, 1]);
    expect([sum(brest?.verdicts), sum(iroise?.verdicts)]).toEqual([1, 1]);
    expect(iroise?.lastUseAt).toBe(at("2026-02-16T10:00"));
  });

  it("does not call a room little used of which nothing is known", async () => {
    const [brest] = territoryUse(await used(ledger, "2026-01-01", "2026-04-01"), network);

    expect(brest?.verdicts).toMatchObject({ established: 0, probable: 0, not_observed: 1 });
  });
});

const sum = (counts: Readonly<Record<string, number>> = {}): number => Object.values(counts).reduce((all, one) => all + one, 0);
