import { afterEach, expect, it } from "vitest";
import { openSqliteDeclarations } from "../../collector/ledger/sqlite-declarations.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { dueReport } from "../../collector/reports/schedule.ts";
import { networkTimeZone, quarterSpan } from "../../collector/sla/calendar.ts";
import { type MailServerOfTest, startMailServer } from "../cli/mail-server.ts";
import { inventory } from "../cli/sla-world.ts";
import { tell } from "../collector/accounts/small-network.ts";
import { layOutCollector } from "../servers/collector.ts";
import type { Daemon } from "../servers/daemon.ts";
import { waitUntil } from "../servers/wait-until.ts";

const { quarter } = dueReport(Date.now() / 1000, 5);
const span = quarterSpan(quarter, networkTimeZone) ?? { from: 0, to: 0 };
const local = (second: number): string => new Date(second * 1000).toISOString();

let mail: MailServerOfTest | null = null;
let collector: Daemon | null = null;
afterEach(async () => {
  await collector?.stop();
  await mail?.close();
});

it("issues and sends the report that fell due while the collector was off, once", async () => {
  mail = await startMailServer();
  const { letters, port } = mail;
  const report = { mail: { host: "127.0.0.1", port, tls: "none", from: "vigie@example.org", to: ["cosui@example.org"] } };
  const place = await layOutCollector({ inventory, settings: { report } });
  const ledger = await openSqliteLedger({ file: place.ledgerFile });
  for (const id of ["salle", "bureau"]) await tell(ledger, id, ["up", local(span.from - 86_400), local(span.to + 86_400)]);
  await ledger.close();

  const deliveries = async () => {
    const declarations = openSqliteDeclarations({ file: place.ledgerFile, now: Date.now });
    try {
      return await declarations.reportDeliveries();
    } finally {
      await declarations.close();
    }
  };
  collector = await place.start();
  await waitUntil("the report is sent", async () => (await deliveries()).length === 1);
  await collector.stop();
  const said = collector.log();
  collector = await place.start();
  await collector.stop();

  expect(letters.map(({ to }) => to)).toEqual([["cosui@example.org"]]);
  expect(await deliveries()).toMatchObject([{ quarter, revision: 0, channel: "mail", target: "cosui@example.org" }]);
  expect(said).toContain("the report that is due is issued and sent");
  expect(said).not.toContain('"level":"error"');
});
