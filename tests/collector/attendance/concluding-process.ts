import type { UsageLoopLedger } from "../../../collector/attendance/conclude-usage.ts";
import { createConcluding } from "../../../collector/attendance/usage-loop.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { at } from "../accounts/small-network.ts";
import { basis } from "./used-network.ts";

/** A collector of its own process: works everything out and forgets what is old, and says so before each write. */
const [file = "", when = ""] = process.argv.slice(2);
const ledger = await openSqliteLedger({ file });
const told: UsageLoopLedger = {
  ...ledger,
  markUsage: (...args) => {
    process.send?.("mark");
    return ledger.markUsage(...args);
  },
  keepUsage: (...args) => {
    process.send?.("keep");
    return ledger.keepUsage(...args);
  },
  purgeCalls: (...args) => {
    process.send?.("purge");
    return ledger.purgeCalls(...args);
  },
};
const now = () => at(when) * 1000;
await createConcluding({ ledger: told, basis: () => Promise.resolve(basis), keptMonths: 6, readers: [], now, onPurged: () => undefined })();
await ledger.close();
process.disconnect();
