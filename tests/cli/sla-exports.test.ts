import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { openSqliteDeclarations } from "../../collector/ledger/sqlite-declarations.ts";
import { at } from "../collector/accounts/small-network.ts";
import { openSloCheck } from "./openslo-schema.ts";
import { inventory, type SlaWorld, slaWorld } from "./sla-world.ts";

let world: SlaWorld;
beforeEach(async () => {
  world = await slaWorld();
});

const run: SlaWorld["run"] = (...words) => world.run(...words);
const quarter = ["--quarter", "2026-T2"] as const;

type Cells = ReadonlyMap<string, string>;

describe("exports", () => {
  it("give the intervals as the ledger holds them, with their offset and evidence", async () => {
    const rows = (await run("sla", "intervals", ...quarter, "--endpoint", "salle", "--csv")).stdout.split("\r\n");

    expect(rows).toContain(
      "salle,2026-04-14T09:00:00+02:00,2026-04-14T11:00:00+02:00,7200,expected,down,silent_confirmed,endpoint,2026-04-14T09:00:00+02:00,2026-04-14T11:00:00+02:00,,,,",
    );
    expect(rows.some((row) => row.includes(",expected,unknown,no_observation,none,"))).toBe(true);
  });

  it("give intervals from which the figures are worked out again, each second once: work, closures and lives of rooms included", async () => {
    const [site] = inventory.sites;
    const closures = [{ from: "2026-05-15", to: "2026-05-15", reason: "Pont de l’Ascension" }];
    const endpoints = [
      { id: "salle", name: "Salle du conseil" },
      { id: "bureau", name: "Bureau", inService: [{ commissionedOn: "2026-04-07", removedOn: "2026-06-19" }] },
    ];
    writeFileSync(join(world.folder, "inventory.yml"), JSON.stringify({ ...inventory, sites: [{ ...site, closures, endpoints }] }));
    const declarations = openSqliteDeclarations({
      file: join(world.folder, "data", "ledger.db"),
      now: () => at("2026-04-01T09:00") * 1000,
    });
    const time = { kind: "once", from: at("2026-04-14T10:00"), to: at("2026-04-14T12:00") } as const;
    const work = { act: "declared", scope: { kind: "network" }, time, reason: "Mise à jour" } as const;
    await declarations.writeMaintenance(work, { who: "unix:operator", origin: "here" });
    await declarations.close();
    const [head, ...rows] = (await run("sla", "intervals", ...quarter, "--csv")).stdout.trimEnd().split("\r\n");
    const names = head?.split(",") ?? [];
    const cells = rows.map((row): Cells => new Map(row.split(",").map((cell, index) => [names[index] ?? "", cell])));
    const sum = (...wanted: ((row: Cells) => boolean)[]) =>
      cells.filter((row) => wanted.every((is) => is(row))).reduce((total, row) => total + Number(row.get("seconds")), 0);

    for (const endpoint of ["salle", "bureau"]) {
      const own = (row: Cells) => row.get("endpoint") === endpoint;
      const expected = (row: Cells) => row.get("counts_as") === "expected";
      const told = JSON.parse((await run("sla", "explain", endpoint, ...quarter, "--json")).stdout) as { seconds: Record<string, number> };
      expect({
        expected: sum(own, expected),
        maintenance: sum(own, (row) => row.get("counts_as") === "maintenance"),
        ...Object.fromEntries(
          ["up", "degraded", "down", "site", "unknown"].map((state) => [state, sum(own, expected, (row) => row.get("state") === state)]),
        ),
      }).toEqual(told.seconds);
      expect(sum(own)).toBe(91 * 86_400);
      expect(told.seconds["maintenance"]).toBe(2 * 3_600);
      // Work of an hour took the second hour of the outage out of it.
      expect(told.seconds["down"]).toBe(endpoint === "salle" ? 3_600 : 0);
    }
  });

  it("give what is promised as OpenSLO, by calendar quarters of the network's clock", async () => {
    const file = join(world.folder, "slo.yml");
    const dated = [{ target: "98 %" }, { from: "2026-02-10", target: "99 %", gtr: "4h" }];
    writeFileSync(join(world.folder, "inventory.yml"), JSON.stringify({ ...inventory, contract: dated }));
    expect((await run("sla", "openslo", "--out", file)).exitCode).toBe(0);
    const documents = parseAllDocuments(readFileSync(file, "utf8")).map((one) => parse(String(one)) as { kind: string; spec: object });

    expect(documents.map(({ kind }) => kind)).toEqual(["DataSource", "Service", "SLO", "SLO"]);
    for (const document of documents) expect({ document, wrong: [...openSloCheck.Errors(document)] }).toEqual({ document, wrong: [] });
    expect(documents[2]).toMatchObject({
      metadata: {
        annotations: { "vigie/target-percent": "99.00", "vigie/service-hours": "Mo-Fr 08:00-18:00; PH off", "vigie/gtr-seconds": "14400" },
      },
      spec: {
        service: "mairie",
        // The contract of 10 February is that of the quarters that began after it.
        timeWindow: [{ duration: "1Q", isRolling: false, calendar: { startTime: "2026-04-01 00:00:00", timeZone: "Europe/Paris" } }],
        budgetingMethod: "Occurrences",
        objectives: [{ targetPercent: 99 }],
      },
    });
  });

  it("never give a target of 100 %, which OpenSLO refuses, without saying what was promised", async () => {
    writeFileSync(join(world.folder, "inventory.yml"), JSON.stringify({ ...inventory, contract: [{ target: "100 %" }] }));

    const [, , slo] = parseAllDocuments((await run("sla", "openslo")).stdout).map((one) => parse(String(one)) as object);

    expect(openSloCheck.Check(slo)).toBe(true);
    expect(slo).toMatchObject({ metadata: { annotations: { "vigie/target-percent": "100.00" } } });
  });
});
