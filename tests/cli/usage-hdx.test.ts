import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createConcluding } from "../../collector/attendance/usage-loop.ts";
import { loadCollector } from "../../collector/config/load-collector.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { at } from "../collector/accounts/small-network.ts";
import { collectorFolder } from "../collector/config/collector-folder.ts";
import { describeWithRecordings } from "../servers/requirements.ts";
import { vigie } from "./heard.ts";

const recorded = "http/polycom-hdx9006/GET_a_getcdr_cgi.anon.xml";
const room = "ouessant-salle-conseil";

interface Row {
  readonly level: string;
  readonly id: string;
  readonly uses: number;
}

describeWithRecordings([recorded], "nine years of an HDX", (recordings) => {
  it("are 73 records and 31 uses, from the file to the figures, before and after the calls are forgotten, and however often it is imported", async () => {
    const folder = collectorFolder();
    const config = join(folder, "collector.yml");
    const key = join(folder, "cle-interlocuteurs");
    writeFileSync(key, `${"0123456789abcdef".repeat(4)}\n`, { mode: 0o600 });
    const argv = ["--family", "hdx", "--endpoint", room, "--far-end-key-file", key, "--config", config, join(recordings, recorded)];
    const used = async (): Promise<number[]> => {
      const { stdout } = await vigie("usage", "--from", "2013-11-01", "--to", "2022-09-01", "--json", "--config", config);
      const { usage } = JSON.parse(stdout) as { usage: Row[] };
      return usage.filter(({ level, id }) => level === "network" || id === room).map(({ uses }) => uses);
    };

    expect((await vigie("calls", "import", ...argv)).stdout).toContain("73 appels ajoutés");
    expect(await used()).toEqual([31, 31]);

    const { settings, directory } = loadCollector(config);
    const ledger = await openSqliteLedger({ file: join(settings.dataDir, "ledger.db") });
    const basis = () => Promise.resolve({ directory, maintenance: [] });
    const now = () => at("2023-06-01T00:00") * 1000;
    await createConcluding({ ledger, basis, keptMonths: 6, readers: [], now, onPurged: () => undefined })();
    expect(await ledger.callsAfter(0, 100)).toEqual([]);
    await ledger.close();

    expect(await used()).toEqual([31, 31]);
    expect((await vigie("calls", "import", ...argv)).stdout).toContain("73 d'un mois dont le détail est effacé");
    expect(await used()).toEqual([31, 31]);
  });
});
