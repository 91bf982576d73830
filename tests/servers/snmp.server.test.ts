import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithServers } from "./requirements.ts";
import { shortWaitMs, snmpGet } from "./snmp-client.ts";
import { type Snmpd, startSnmpd } from "./snmpd.ts";
import { type Snmpsim, startSnmpsim } from "./snmpsim.ts";

const sysDescr = "1.3.6.1.2.1.1.1.0";
const sysName = "1.3.6.1.2.1.1.5.0";

describeWithServers(["snmpd"], "a real snmpd", () => {
  let snmpd: Snmpd;
  beforeAll(async () => {
    snmpd = await startSnmpd({ sysName: "salle-du-conseil" });
  });
  afterAll(() => snmpd.stop());

  it("answers SNMPv2c to who knows its community", async () => {
    expect(await snmpGet(snmpd.port, { community: snmpd.community }, sysName)).toBe("salle-du-conseil");
  });

  it("stays silent to another community", async () => {
    expect(await snmpGet(snmpd.port, { community: "autre" }, sysName, shortWaitMs)).toBeNull();
  });

  it("answers SNMPv3 to its users, with SHA-1 and with SHA-256, encrypted by AES", async () => {
    const answers = await Promise.all(snmpd.users.map((user) => snmpGet(snmpd.port, { user }, sysName)));

    expect(answers).toEqual(["salle-du-conseil", "salle-du-conseil"]);
  });

  it("gives nothing to a user with a wrong password", async () => {
    const [user] = snmpd.users;
    if (user === undefined) throw new Error("snmpd has no user");

    expect(await snmpGet(snmpd.port, { user: { ...user, authPassword: "pas-le-bon-mot" } }, sysName)).toBeNull();
  });
});

describeWithServers(["snmpsim"], "a real snmpsim", () => {
  let snmpsim: Snmpsim;
  beforeAll(async () => {
    const recording = `${sysDescr}|4|Codec d'essai\n${sysName}|4|salle-bleue\n`;
    snmpsim = await startSnmpsim({ recordings: { essai: recording, "autre-codec": `${sysDescr}|4|Un autre\n` } });
  });
  afterAll(() => snmpsim.stop());

  it("says what was recorded, each recording under its own community", async () => {
    expect(snmpsim.communities).toEqual(["autre-codec", "essai"]);
    expect(await snmpGet(snmpsim.port, { community: "essai" }, sysDescr)).toBe("Codec d'essai");
    expect(await snmpGet(snmpsim.port, { community: "autre-codec" }, sysDescr)).toBe("Un autre");
  });
});
