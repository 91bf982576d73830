import { request } from "undici";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Influxdb, startInfluxdb } from "./influxdb.ts";
import { describeWithServers } from "./requirements.ts";

describeWithServers(["influxdb"], "a real InfluxDB", () => {
  let influxdb: Influxdb;
  beforeAll(async () => {
    influxdb = await startInfluxdb();
    await influxdb.query('CREATE DATABASE "visio"');
  });
  afterAll(() => influxdb.stop());

  it("gives back the point it was given, with its tags and its time", async () => {
    await influxdb.write("visio", "salle,site=ouessant temperature=19.5 1767225600000");

    const rows = await influxdb.query('SELECT temperature, site FROM "salle"', "visio");

    expect(rows).toEqual([{ time: 1767225600000, temperature: 19.5, site: "ouessant" }]);
  });

  it("still has its points after a sudden death and a new start", async () => {
    await influxdb.write("visio", "memoire kept=1i 1767225600000");

    await influxdb.stop("SIGKILL");
    await expect(influxdb.query("SHOW DATABASES")).rejects.toThrow("ECONNREFUSED");
    await influxdb.start();

    expect(await influxdb.query('SELECT kept FROM "memoire"', "visio")).toEqual([{ time: 1767225600000, kept: 1 }]);
  });

  it("says which query it refused", async () => {
    await expect(influxdb.query("SELECT nonsense")).rejects.toThrow("SELECT nonsense");
  });
});

describeWithServers(["influxdb"], "a real InfluxDB that asks for a password", () => {
  let influxdb: Influxdb;
  beforeAll(async () => {
    influxdb = await startInfluxdb({ admin: { user: "vigie", password: "tres-secret" } });
  });
  afterAll(() => influxdb.stop());

  it("lets its administrator in", async () => {
    await influxdb.query('CREATE DATABASE "visio"');

    expect(await influxdb.query("SHOW DATABASES")).toContainEqual({ name: "visio" });
  });

  it("refuses a writer without a password", async () => {
    const { statusCode, body } = await request(`${influxdb.url}/write?db=visio`, { method: "POST", body: "salle x=1" });
    await body.dump();

    expect(statusCode).toBe(401);
  });
});
