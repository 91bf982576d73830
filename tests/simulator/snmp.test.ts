import { afterEach, describe, expect, it } from "vitest";
import { type Fleet, startFleet } from "../../simulator/fleet.ts";
import { getV2c, getV3, json, options, sysDescr, sysUpTime, v3User, walk } from "./ask.ts";

const polycomModel = "1.3.6.1.4.1.13885.101.1.1.4.0";
const sipRegistration = "1.3.6.1.4.1.13885.101.1.2.8.3.1.2.1";
const camera = "1.3.6.1.4.1.13885.101.1.3.6.1.0";
let fleet: Fleet;
afterEach(() => fleet.close());

describe("a simulated codec asked by SNMP", () => {
  it("says who it is, in the words of its maker", async () => {
    fleet = await startFleet([
      options("poly-videoos", { model: "G7500" }),
      options("cisco-ce", { id: "ce", model: "Cisco TelePresence SX80", firmware: "ce9.10.0.50f5888d087", serial: "FICTIF1" }),
      options("cisco-ce", { id: "tc", model: "Cisco TelePresence SX20", firmware: "TC7.3.5.a93bdb1", serial: "FICTIF2" }),
    ]);

    expect(await getV2c(fleet.codec("poly-videoos"), [polycomModel])).toEqual({ [polycomModel]: "G7500" });
    expect(await getV2c(fleet.codec("ce"), [sysDescr])).toEqual({
      [sysDescr]: "Cisco Codec\nSoftW: ce9.10.0.50f5888d087\nMCU: Cisco TelePresence SX80\nDate: 2019-12-17\nS/N: FICTIF1",
    });
    expect(await getV2c(fleet.codec("tc"), [sysDescr])).toEqual({
      [sysDescr]:
        "Cisco Codec SoftW: TC7.3.5.a93bdb1 MCU: Cisco TelePresence SX20 Date: 2016-01-18 S/N: FICTIF2 BootSW: Board: 101790-8 [E0]",
    });
  });

  it("lets itself be walked from end to end, in order and without a value twice", async () => {
    fleet = await startFleet([options("poly-videoos")]);

    const oids = await walk(fleet.codec("poly-videoos"), "1.3.6.1");

    expect(oids.length).toBeGreaterThan(60);
    expect(new Set(oids).size).toBe(oids.length);
    expect(oids[0]).toBe(sysDescr);
    expect(oids).toContain(sipRegistration);
  });

  it.each(["sha", "sha224", "sha256", "sha384", "sha512"] as const)("speaks SNMPv3 with %s and AES", async (authProtocol) => {
    const user = { ...v3User, authProtocol };
    fleet = await startFleet([options("generic-mib2", { v3User: user })]);

    expect(await getV3(fleet.codec("generic-mib2"), [sysUpTime], user)).toHaveProperty([sysUpTime]);
  });

  it("gives nothing to a wrong community, a wrong user or a wrong password", async () => {
    fleet = await startFleet([options("generic-mib2")]);
    const codec = fleet.codec("generic-mib2");

    expect(await getV2c(codec, [sysUpTime], "autre")).toBeNull();
    expect(await getV3(codec, [sysUpTime], { ...v3User, user: "inconnu" })).toBeNull();
    expect(await getV3(codec, [sysUpTime], { ...v3User, authPassword: "pas-le-bon-mot" })).toBeNull();
    expect(await getV3(codec, [sysUpTime], { ...v3User, privPassword: "pas-le-bon-mot" })).toBeNull();
  });

  it("shows a lost registration and an unplugged camera", async () => {
    fleet = await startFleet([options("poly-videoos")]);
    const codec = fleet.codec("poly-videoos");

    expect(await getV2c(codec, [sipRegistration, camera])).toEqual({ [sipRegistration]: 2, [camera]: 2 });
    codec.apply({ does: "lose-registration" });
    codec.apply({ does: "unplug-camera" });
    expect(await getV2c(codec, [sipRegistration, camera])).toEqual({ [sipRegistration]: 3, [camera]: 3 });
    codec.apply({ does: "recover" });
    expect(await getV2c(codec, [sipRegistration, camera])).toEqual({ [sipRegistration]: 2, [camera]: 2 });
  });

  it.each(["silence", "garbage", "wrong-password"] as const)("gives nothing readable during %s, and answers again after", async (does) => {
    fleet = await startFleet([options("generic-mib2")]);
    const codec = fleet.codec("generic-mib2");
    codec.apply({ does });

    expect(await getV2c(codec, [sysUpTime])).toBeNull();
    expect(await getV3(codec, [sysUpTime])).toBeNull();
    codec.apply({ does: "recover" });
    expect(await getV2c(codec, [sysUpTime])).toHaveProperty([sysUpTime]);
    expect(await getV3(codec, [sysUpTime])).toHaveProperty([sysUpTime]);
  });

  it("answers a poller again after a reboot, its uptime and its engine's clock restarted", async () => {
    let nowMs = 1_700_000_000_000;
    fleet = await startFleet([options("generic-mib2", { uptimeS: 3600 })], { nowMs: () => nowMs });
    const codec = fleet.codec("generic-mib2");
    expect(await getV3(codec, [sysUpTime])).toEqual({ [sysUpTime]: 360_000 });

    codec.apply({ does: "reboot", silentS: 60 });
    nowMs += 30_000;
    expect(await getV3(codec, [sysUpTime])).toBeNull();
    nowMs += 40_000;
    expect(await getV3(codec, [sysUpTime])).toEqual({ [sysUpTime]: 1_000 });
  });

  it("may start its SNMP agent anew without starting itself", async () => {
    let nowMs = 1_700_000_000_000;
    fleet = await startFleet([options("poly-videoos", { uptimeS: 3600 })], { nowMs: () => nowMs });
    const codec = fleet.codec("poly-videoos");
    const engineBoots = "1.3.6.1.6.3.10.2.1.2.0";

    codec.apply({ does: "restart-snmp" });
    nowMs += 10_000;

    expect(await getV2c(codec, [sysUpTime, engineBoots])).toEqual({ [sysUpTime]: 1_000, [engineBoots]: 2 });
    expect(await json(codec, "/rest/system")).toMatchObject({ uptime: 3_610 });
  });

  it("answers late when it is slow", async () => {
    fleet = await startFleet([options("generic-mib2")]);
    const codec = fleet.codec("generic-mib2");
    codec.apply({ does: "slow", answerAfterS: 3600 });

    expect(await getV2c(codec, [sysUpTime])).toBeNull();
    codec.apply({ does: "recover" });
    codec.apply({ does: "slow", answerAfterS: 0.05 });
    expect(await getV2c(codec, [sysUpTime])).toHaveProperty([sysUpTime]);
  });

  it("wraps its uptime after 497 days, as real ones do", async () => {
    fleet = await startFleet([options("generic-mib2", { uptimeS: 498 * 86_400 })], { nowMs: () => 1_700_000_000_000 });

    expect(await getV2c(fleet.codec("generic-mib2"), [sysUpTime])).toEqual({ [sysUpTime]: 498 * 8_640_000 - 2 ** 32 });
  });
});
