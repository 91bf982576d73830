import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { tell } from "../collector/accounts/small-network.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { vigie } from "./heard.ts";

type SomeLedger = Awaited<ReturnType<typeof openSqliteLedger>>;

/** A place where a collector has worked, and the commands that are given there. */
export interface SlaWorld {
  readonly folder: string;
  readonly observe: (work: (ledger: SomeLedger) => Promise<void>) => Promise<void>;
  readonly run: (...words: string[]) => ReturnType<typeof vigie>;
}

const site = {
  id: "mairie",
  openingHours: "Mo-Fr 08:00-18:00; PH off",
  regionalAidEuros: 0,
  isFictional: true,
  name: "Mairie",
  territory: "brest",
  insee: "29019",
  commune: "Brest",
  hostKind: "collectivite",
  hasTechnician: false,
};
export const inventory = {
  contract: [{ target: "99 %", gti: "1h", gtr: "4h" }],
  territories: [{ id: "brest", name: "Brest Métropole", kind: "METROPOLE", siren: "242900314" }],
  sites: [
    {
      ...site,
      agent: { id: "ag-mairie", tokenSha256: "0".repeat(64) },
      endpoints: [
        { id: "salle", name: "Salle du conseil" },
        { id: "bureau", name: "Bureau" },
      ],
    },
  ],
};

/** A collector has worked here in the second quarter of 2026: one room was out for two hours, an agent stopped for a day. */
export async function slaWorld(): Promise<SlaWorld> {
  const folder = temporaryFolder("sla-world");
  writeFileSync(join(folder, "inventory.yml"), JSON.stringify(inventory));
  writeFileSync(join(folder, "collector.yml"), JSON.stringify({ dataDir: "data", inventoryFile: "inventory.yml" }));
  chmodSync(join(folder, "collector.yml"), 0o600);
  mkdirSync(join(folder, "data"));
  const observe = async (work: (ledger: SomeLedger) => Promise<void>): Promise<void> => {
    const ledger = await openSqliteLedger({ file: join(folder, "data", "ledger.db") });
    await work(ledger);
    await ledger.close();
  };
  await observe(async (ledger) => {
    await tell(ledger, "bureau", ["up", "2026-03-01T00:00", "2026-07-02T00:00"]);
    await tell(ledger, "salle", ["up", "2026-03-01T00:00", "2026-04-14T09:00"], ["down", "2026-04-14T09:00", "2026-04-14T11:00"]);
    await tell(ledger, "salle", ["up", "2026-04-14T11:00", "2026-05-20T00:00"], ["up", "2026-05-21T00:00", "2026-07-02T00:00"]);
  });
  return { folder, observe, run: (...words) => vigie(...words, "--config", join(folder, "collector.yml")) };
}
