import { join } from "node:path";
import { expect, it } from "vitest";
import { openSqliteDeclarations } from "../../collector/ledger/sqlite-declarations.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { watchTerms } from "../../collector/terms-watch.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { at, calendarOf, networkOf, siteOf } from "./accounts/small-network.ts";

it("warns of each inventory that speaks otherwise of the past, once, and also where it was edited while no collector ran", async () => {
  const file = join(temporaryFolder("terms-watch"), "ledger.db");
  const ledger = await openSqliteLedger({ file });
  const declarations = openSqliteDeclarations({ file, now: () => at("2026-07-10T12:00") * 1000 });
  const warnings: unknown[] = [];
  const log = { warn: (facts: unknown) => warnings.push(facts), error: (facts: unknown) => warnings.push(facts) };
  const collectorOf = async (hours: string): Promise<void> => {
    const directory = networkOf([siteOf("mairie", { calendar: calendarOf(hours) })], [{ id: "salle", name: "Salle", site: "mairie" }]);
    const watch = watchTerms({ declarations, directory, file: "/etc/vigie/inventory.yml", log, now: () => at("2026-07-10T12:00") * 1000 });
    await watch.stop();
  };

  await collectorOf("Mo-Fr 08:00-18:00");
  await collectorOf("Mo-Fr 08:00-18:00");
  expect(warnings).toEqual([]);
  await collectorOf("Mo-Fr 08:00-12:00");
  await collectorOf("Mo-Fr 08:00-12:00");

  expect(warnings).toMatchObject([{ what: "hours", sites: ["mairie"], count: 1 }]);
  expect((await declarations.termsTraces()).map(({ what, origin }) => [what, origin])).toEqual([
    ["terms_kept", "inventory.yml"],
    ["terms_changed", "inventory.yml"],
  ]);
  await declarations.close();
  await ledger.close();
});
