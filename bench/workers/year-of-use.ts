import { attendanceOf } from "../../collector/attendance/attendance.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { serveWork } from "../measure/serve-work.ts";
import { directoryOf, year } from "../usage/year-ledger.ts";

// Works a year of use out from a ledger file: endpoints, sites, territories, kinds of hosts, network.

const [file = "", endpoints = "0"] = process.argv.slice(2);
const directory = directoryOf(Number(endpoints));
const ledger = await openSqliteLedger({ file });

serveWork(null, async (units) => {
  for (let done = 0; done < units; done += 1) {
    const question = { directory, maintenance: [], period: year, until: year.to + 5 * 86_400 };
    const { network } = await attendanceOf(ledger, question);
    if (network.endpoints !== Number(endpoints) || network.uses < 30 * Number(endpoints)) return 1;
  }
  return 0;
});
