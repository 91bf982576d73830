import { accountsOf } from "../../collector/accounts/accounts.ts";
import { PoolingByPlace } from "../../collector/accounts/pool.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { serveWork } from "../measure/serve-work.ts";
import { directoryOf, quarter } from "../sla/quarter-ledger.ts";

// Works a quarter out from a ledger file, endpoint by endpoint and summed up by site, territory and network.

const [file = "", endpoints = "0"] = process.argv.slice(2);
const directory = directoryOf(Number(endpoints));
const ledger = await openSqliteLedger({ file });

serveWork(null, async (units) => {
  for (let done = 0; done < units; done += 1) {
    const pooling = new PoolingByPlace(directory);
    for await (const account of accountsOf(ledger, { directory, maintenance: [], period: quarter, until: quarter.to }))
      pooling.add(account);
    if (pooling.result().network.endpoints.all !== Number(endpoints)) return 1;
  }
  return 0;
});
