import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadAgentSettings } from "../../../agent/config/load-agent-settings.ts";
import { families } from "../../../agent/drivers/index.ts";
import { readFarEndAddress } from "../../../agent/far-ends/far-end-address.ts";
import { openDataFolder } from "../../../cli/demo/data-folder.ts";
import { type LiveFleet, startLiveFleet } from "../../../cli/demo/live-fleet.ts";
import { writeAgentSettings, writeCollectorSettings, writeInventory } from "../../../cli/demo/settings-files.ts";
import { loadCollector } from "../../../collector/config/load-collector.ts";
import { demoSites } from "../../../simulator/fleet/demonstration.ts";
import { temporaryFolder } from "../../servers/folders.ts";

const data = openDataFolder(temporaryFolder("demo"));
let live: LiveFleet;
beforeAll(async () => {
  live = await startLiveFleet(data, []);
});
afterAll(() => live.fleet.close());

/** 1 April 2026 in Brittany. */
const begin = Date.UTC(2026, 2, 31, 22);

describe("the files the demonstration writes", () => {
  it("are a collector's, with six sites in four territories, one of them an island commune outside any EPCI", () => {
    writeInventory(data, begin);
    const { settings, directory } = loadCollector(writeCollectorSettings(data, 28_080));

    expect(settings).toMatchObject({ demonstration: true, observationRetentionDays: 400, listen: { host: "127.0.0.1", port: 28_080 } });
    expect(directory.territories).toHaveLength(4);
    expect(directory.sites).toHaveLength(6);
    expect(directory.endpoints.length).toBeGreaterThanOrEqual(12);
    expect(directory.sites.every((site) => site.isFictional)).toBe(true);
    expect(directory.territory("ouessant")).toMatchObject({ kind: "HORS_EPCI" });
    expect(directory.sites.find((site) => site.territory === "ouessant")).toMatchObject({ insee: "29155", memberships: [{ epci: null }] });
    expect(directory.site("rostrenen-formation")?.memberships).toMatchObject([{ epci: { siren: "242200715" } }]);
  });

  it("promise more from the second quarter on, with a change of hours, a closure and a codec that came later", () => {
    writeInventory(data, begin);
    const { directory } = loadCollector(writeCollectorSettings(data, 28_080));
    const july = Date.UTC(2026, 5, 30, 22) / 1_000;

    expect(directory.site("brest-conseil")?.contracts).toMatchObject([
      { targetBasisPoints: 9_800, restoreSeconds: 28_800 },
      { from: july, targetBasisPoints: 9_900, restoreSeconds: 14_400 },
    ]);
    expect(directory.site("relecq-mediatheque")?.calendar.hours.map(({ from }) => from)).toEqual([0, july]);
    expect(directory.site("rostrenen-formation")?.calendar.closures).toHaveLength(1);
    expect(directory.endpoint("lannion-pepiniere-3")?.inService).toHaveLength(1);
  });

  it("are one for each agent, which finds its codecs where they answer and has the token the inventory knows", () => {
    for (const site of demoSites) {
      const settings = loadAgentSettings(writeAgentSettings(data, site, "http://127.0.0.1:28080", live.fleet), { families });
      expect(settings.endpoints.map(({ id, family }) => ({ id, family }))).toEqual(site.codecs.map(({ id, family }) => ({ id, family })));
      for (const { id, snmp, http } of settings.endpoints) {
        expect(snmp?.port).toBe(live.fleet.codec(id).snmpPort);
        expect(http?.url ?? null).toBe(live.fleet.codec(id).httpUrl);
      }
    }
    const used = new Set(demoSites.flatMap((site) => site.codecs.map((codec) => codec.family)));
    expect(used.size).toBe(4);
  });

  it("know where far ends are, and the certificates of their codecs in each of the three ways", () => {
    const settings = demoSites.map((site) =>
      loadAgentSettings(writeAgentSettings(data, site, "http://127.0.0.1:28080", live.fleet), { families }),
    );
    const codecs = settings.flatMap(({ endpoints }) => endpoints.flatMap(({ http }) => http ?? []));

    expect(settings.map(({ phoneBook }) => phoneBook.find(readFarEndAddress("sip:conseil@brest.exemple.invalid")).place)).toEqual(
      demoSites.map(() => "epci:242900314"),
    );
    expect(codecs.some(({ verifyTls, caPem }) => verifyTls && caPem !== undefined)).toBe(true);
    expect(codecs.some(({ fingerprintSha256 }) => fingerprintSha256 !== undefined)).toBe(true);
    expect(codecs.some(({ verifyTls, fingerprintSha256 }) => !verifyTls && fingerprintSha256 === undefined)).toBe(true);
  });

  it("keep their secrets to their owner, and keep the same ones at the next start", () => {
    const first = openDataFolder(data.path).secret("agents", "ag-ouessant-mairie", "token");

    expect(openDataFolder(data.path).secret("agents", "ag-ouessant-mairie", "token").word).toBe(first.word);
    expect(statSync(first.file).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(data.path, "inventory.yml"), "utf8")).not.toContain(first.word);
  });

  it("remember the codecs: their history goes on at the next start", async () => {
    const id = "ouessant-mairie-1";
    live.fleet.codec(id).apply({ does: "call", durationS: 60 });
    live.fleet.codec(id).apply({ does: "hang-up" });
    live.save();
    const again = await startLiveFleet(data, []);
    await again.fleet.close();

    expect(again.fleet.codec(id).memory()).toEqual(live.fleet.codec(id).memory());
    expect(again.fleet.codec(id).memory().nextHistoryId).toBe(2);
  });
});
