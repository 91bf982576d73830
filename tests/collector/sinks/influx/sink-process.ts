import { openSqliteLedger } from "../../../../collector/ledger/sqlite-ledger.ts";
import { createInfluxSink } from "../../../../collector/sinks/influx/influx-sink.ts";
import { smallDirectory } from "../small-world.ts";

/** A writer alone in its process, so that a test can kill it: `node sink-process.ts LEDGER URL DATABASE`. */
const [file = "", url = "", database = ""] = process.argv.slice(2);

const sink = createInfluxSink({
  ledger: await openSqliteLedger({ file }),
  directory: smallDirectory,
  settings: { url, database, login: null, batchPoints: 20 },
  log: { info: () => {}, warn: () => {} },
  now: () => Date.now(),
  pace: { pollMs: 20 },
});
sink.start();
process.stdout.write("started\n");
