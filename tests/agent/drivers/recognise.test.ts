import { describe, expect, it } from "vitest";
import type { WebBanner } from "../../../agent/drivers/driver.ts";
import { driversFor, recognise } from "../../../agent/drivers/recognise.ts";

const nothing = { sysObjectId: null, sysDescr: null, polyModel: null, web: null };
const silentPage: WebBanner = { server: null, challenge: null, title: null, location: null };
const enterprise = (number: string): string => `1.3.6.1.4.1.${number}`;

describe("telling what a device is", () => {
  it.each(["1.3.6.1.4.1.5596.150.6.4.1", "1.3.6.1.4.1.5596.150"])("takes %s for a Cisco codec", (sysObjectId) => {
    expect(recognise({ ...nothing, sysObjectId })).toMatchObject({ driver: { family: "cisco-ce" } });
  });

  it("does not take a neighbouring number of the same maker for a codec of that family", () => {
    expect(recognise({ ...nothing, sysObjectId: "1.3.6.1.4.1.5596.1500.1" })).toMatchObject({ driver: { family: "generic-mib2" } });
  });

  it("takes a Polycom for a VideoOS codec when its model says so", () => {
    const sysObjectId = "1.3.6.1.4.1.2684";
    expect(recognise({ ...nothing, sysObjectId, polyModel: "StudioX50" })).toMatchObject({ driver: { family: "poly-videoos" } });
    expect(recognise({ ...nothing, sysObjectId })).not.toMatchObject({ driver: { family: "poly-videoos" } });
  });

  it.each([
    ["20341.2.1", "lifesize"],
    ["122.8.1", "sony-pcs"],
    ["37459.1", "yealink-vc"],
    ["2011.6.1", "huawei-te"],
    ["50053.1", "aver-svc"],
    ["49847.1", "logitech-collabos"],
    ["52187.1", "starleaf"],
    ["35969.1", "vidyo-room"],
    ["7745.1", "aethra"],
  ])("knows the maker of %s: %s", (number, family) => {
    expect(recognise({ ...nothing, sysObjectId: enterprise(number), sysDescr: "Linux" })).toMatchObject({ driver: { family } });
  });

  it("knows a maker by what a codec on Linux says of itself", () => {
    const linux = enterprise("8072.3.2.10");
    expect(recognise({ ...nothing, sysObjectId: linux, sysDescr: "LifeSize Icon 600" })).toMatchObject({ driver: { family: "lifesize" } });
    expect(recognise({ ...nothing, sysObjectId: linux, sysDescr: "Linux codec 5.4" })).toMatchObject({
      driver: { family: "generic-mib2" },
    });
  });

  it("takes anything else that answers for a generic codec, and silence for nothing", () => {
    expect(recognise({ ...nothing, sysDescr: "Terminal" })).toMatchObject({ driver: { family: "generic-mib2" } });
    expect(recognise(nothing)).toBeNull();
  });
});

describe("a device that is no codec, refused by its name", () => {
  const ios = "Cisco IOS Software, C2960 Software (C2960-LANBASEK9-M), Version 15.0(2)SE, RELEASE SOFTWARE (fc1)";

  it.each([
    ["5596.130.6.4.1", "", "Cisco VCS"],
    ["5596.180.6.4.1", "", "Cisco TelePresence Conductor"],
    ["9.1.716", ios, "Cisco switch or router"],
    ["9.6.1.83.28.2", "SG300-28 28-Port Gigabit Managed Switch", "Cisco switch or router"],
    ["9.1.1000", "Cisco TelePresence MCU 4205", "Cisco TelePresence video bridge"],
    ["11.2.3.9.1", "HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD128", "HP printer"],
    ["11.2.3.7.11.33", "ProCurve J9021A Switch 2810-24G, revision N.11.52", "HP ProCurve switch or router"],
    ["2435.2.3.9.1", "Brother NC-8300w, Firmware Ver.1.10", "Brother printer"],
    ["1602.4.7", "Canon iR-ADV C5235", "Canon printer"],
    ["1602.4.7", "Canon Network Camera VB-C60", "Canon camera"],
    ["1248.1.1.2", "EPSON AL-C2900", "Epson printer or projector"],
    ["14988.1", "RouterOS RB750", "MikroTik switch or router"],
    ["47196.4.1.1.1.50", "Aruba JL679A 6100", "Aruba switch or router"],
    ["2011.2.23.339", "S5720-28X-PWR-SI-AC Huawei Versatile Routing Platform Software", "Huawei switch or router"],
    ["7745.3", "ATOS Version 4.2 StarVoice", "Aethra switch or router"],
    ["318.1.3.5.1", "APC Web/SNMP Management Card", "APC power supply"],
    ["122.8.3", "Sony Network Camera SNC-EP520", "Sony camera"],
    ["37459.1.5", "Yealink SIP-T46S", "Yealink phone"],
  ])("%s, %j: %s", (number, sysDescr, name) => {
    expect(recognise({ ...nothing, sysObjectId: enterprise(number), sysDescr })).toEqual({ notACodec: name });
  });

  it.each<[string, Partial<WebBanner>]>([
    ["HP printer", { server: "HP HTTP Server; HP Officejet 6500 E709n - CB057A" }],
    ["Brother printer", { title: "Brother MFC-L5900DW series" }],
    ["Cisco TelePresence video bridge", { title: "Cisco TelePresence MCU - Home page" }],
    ["Cisco switch or router", { server: "cisco-IOS", challenge: 'Basic realm="level_15_access"' }],
    ["Polycom phone", { title: "Polycom - Configuration Utility" }],
    ["Polycom video bridge", { title: "Polycom DMA 7000" }],
    ["Axis camera", { title: "AXIS" }],
  ])("%s, by its web page", (name, web) => {
    expect(recognise({ ...nothing, web: { ...silentPage, ...web } })).toEqual({ notACodec: name });
  });

  it("an SX20 whose banner has the word MCU is a codec all the same", () => {
    const sysDescr = "Cisco Codec SoftW: TC7.3.5 MCU: Cisco TelePresence SX20 Date: 2016-01-18 S/N: FTT1 BootSW: Board: 101790-8 [E0]";
    expect(recognise({ ...nothing, sysObjectId: enterprise("5596.150.6.4.1"), sysDescr })).toMatchObject({
      driver: { family: "cisco-ce" },
    });
  });
});

describe("a web page shown to anybody", () => {
  const familiesOf = (web: Partial<WebBanner>): string[] =>
    driversFor({ ...nothing, web: { ...silentPage, ...web } }).map(({ family }) => family);

  it.each<[string, Partial<WebBanner>]>([
    ["cisco-ce", { location: "https://192.0.2.10/web/signin" }],
    ["cisco-ce", { title: "Cisco Webex Room Kit" }],
    ["poly-videoos", { title: "Poly Studio X30" }],
    ["sony-pcs", { challenge: 'Basic realm="PCS-1 Web Control"' }],
    ["lifesize", { title: "Lifesize®" }],
  ])("names %s", (family, web) => {
    expect(familiesOf(web)).toContain(family);
  });

  it("that says nothing of a maker names no family at all", () => {
    expect(familiesOf({ server: "nginx", title: "Index" })).toEqual([]);
  });
});
