import { openSqliteDeclarations } from "../../../collector/ledger/sqlite-declarations.ts";

/** A command of its own process: declares as often as it is told. */
const [file = "", times = "0"] = process.argv.slice(2);
const declarations = openSqliteDeclarations({ file, now: Date.now });
for (let time = 0; time < Number(times); time += 1) {
  await declarations.writeMaintenance(
    { act: "declared", reason: "work", scope: { kind: "network" }, time: { kind: "once", from: 0, to: 60 } },
    { who: `unix:${process.pid}`, origin: "here" },
  );
}
await declarations.close();
