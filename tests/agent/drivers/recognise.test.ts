import { describe, expect, it } from "vitest";
import type { WebBanner } from "../../../agent/drivers/driver.ts";
import { driverOf } from "../../../agent/drivers/index.ts";
import { driversFor, isAnothersPage, recognise } from "../../../agent/drivers/recognise.ts";
import { codecs, type DeviceWords, makersAlone, refusedByName, titlesRefused } from "./devices-of-a-network.ts";

const nothing = { sysObjectId: null, sysDescr: null, polyModel: null, web: null };
const silentPage: WebBanner = { server: null, challenge: null, title: null, location: null };
const enterprise = (number: string): string => `1.3.6.1.4.1.${number}`;

describe("telling what a device is", () => {
  it.each(["1.3.6.1.4.1.5596.150.6.4.1", "1.3.6.1.4.1.5596.150"])("takes %s for a Cisco codec", (sysObjectId) => {
    expect(recognise({ ...nothing, sysObjectId })).toMatchObject({ driver: { family: "cisco-ce" } });
  });

  it("does not take a neighbouring number of the same maker for a codec of that family", () => {
    expect(recognise({ ...nothing, sysObjectId: "1.3.6.1.4.1.5596.1500.1" })).toEqual({ makerAlone: "TANDBERG" });
  });

  describe("a Polycom, of which two families say the same number", () => {
    const bare = { ...nothing, sysObjectId: "1.3.6.1.4.1.2684", sysDescr: "Videoconferencing Device" };
    const familiesOf = (evidence: Parameters<typeof driversFor>[0]): string[] =>
      driversFor(evidence)
        .map(({ family }) => family)
        .filter((family) => family !== "generic-mib2");

    it("is a VideoOS codec, and surely, when its model says so", () => {
      expect(familiesOf({ ...bare, polyModel: "StudioX50" })).toEqual(["poly-videoos"]);
    });

    it("is an HDX or a VSX, and surely, when it has their MIB", () => {
      expect(familiesOf({ ...bare, polyVideoMib: "---" })).toEqual(["poly-hdx"]);
      expect(familiesOf({ ...bare, sysObjectId: "1.3.6.1.4.1.2684.1.1" })).toEqual(["poly-hdx"]);
      expect(familiesOf({ ...bare, sysDescr: "Polycom HDX 7000 HD" })).toEqual(["poly-hdx"]);
    });

    it("that shows neither is more likely a VideoOS codec, and may be the other", () => {
      expect(familiesOf(bare)).toEqual(["poly-videoos", "poly-hdx"]);
      expect(recognise(bare)).toMatchObject({ driver: { family: "poly-videoos" } });
    });

    it.each(["Salle Trio C60", "TC10 Mairie", "TC10", "Polycom RMX 2000", "Salle ViewStation", "Synology", "Salle Cisco IP Phone"])(
      "is what its model says, whatever somebody called it: %s",
      (sysDescr) => {
        for (const polyModel of ["StudioX30", "StudioX50", "G7500", "RealPresence Group 500"]) {
          expect(recognise({ ...bare, sysDescr, polyModel })).toMatchObject({ driver: { family: "poly-videoos" } });
        }
      },
    );

    it.each(["Salle Trio C60", "TC10 Mairie", "Salle ViewStation", "Salle de l'imprimante JetDirect", "Ancien HDX 8000"])(
      "that does not give its model is none the less for the name of its room: %s",
      (sysDescr) => {
        expect(recognise({ ...bare, sysDescr })).toMatchObject({ driver: { family: "poly-videoos" } });
      },
    );

    it.each(["QDX 6000", "Polycom QDX 6000", "ViewStation FX", "VSX 7000s"])(
      "that calls itself a %s is of the older family",
      (sysDescr) => {
        expect(familiesOf({ ...bare, sysDescr })).toEqual(["poly-hdx"]);
      },
    );

    it("that gives a touch panel's model is none", () => {
      expect(recognise({ ...bare, polyModel: "TC10" })).toEqual({ notACodec: "Poly touch panel" });
    });
  });

  it.each([
    ["20341.2.1", "Room 220", "lifesize"],
    ["122.8.1", "PCS-XG77", "sony-pcs"],
    ["37459.1", "VC800", "yealink-vc"],
    ["2011.6.1", "TE30", "huawei-te"],
    ["50053.1", "SVC100", "aver-svc"],
    ["49847.1", "Rally Bar Mini", "logitech-collabos"],
    ["52187.1", "GT Mini 3330", "starleaf"],
    ["35969.1", "VidyoRoom HD-100", "vidyo-room"],
    ["7745.1", "Vega X3", "aethra"],
  ])("knows a codec by its maker's number %s and its model %s: %s", (number, sysDescr, family) => {
    expect(recognise({ ...nothing, sysObjectId: enterprise(number), sysDescr })).toMatchObject({ driver: { family } });
  });

  it.each([
    ["20341.2.1", "LifeSize"],
    ["122.8.1", "Sony"],
    ["37459.1", "Yealink"],
    ["2011.6.1", "Huawei"],
    ["50053.1", "AVer"],
    ["49847.1", "Logitech"],
    ["52187.1", "StarLeaf"],
    ["35969.1", "Vidyo"],
    ["7745.1", "Aethra"],
  ])("does not take a device for a codec because its maker makes some: %s, %s", (number, makerAlone) => {
    for (const sysDescr of [null, "", "Linux", "Embedded device 5.4"]) {
      expect(recognise({ ...nothing, sysObjectId: enterprise(number), sysDescr })).toEqual({ makerAlone });
    }
  });

  it("takes a device of such a maker for a codec where its web page says so", () => {
    const web = { ...silentPage, challenge: 'Basic realm="PCS-1 Web Control"' };
    expect(recognise({ ...nothing, sysObjectId: enterprise("122.8.1"), web })).toMatchObject({ driver: { family: "sony-pcs" } });
  });

  it.each(["5596.150.6.4.1", "5596.110.6.4.1", "8072.3.2.10"])("believes the banner of an MXP, whatever its number (%s)", (number) => {
    const sysDescr = "TANDBERG Codec SoftW: F9.1 NTSC MCU: TANDBERG 6000MXP PORTABLE Date: 2011-06-08 S/N: 25A00000";
    expect(recognise({ ...nothing, sysObjectId: enterprise(number), sysDescr })).toMatchObject({ driver: { family: "tandberg-mxp" } });
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
    ["2011.2.23.95", "S5720-28P-LI-AC", "Huawei switch or router"],
    ["2011.2.23.95", "", "Huawei switch or router"],
    ["2011.2.1", "HUAWEI CE6881-48S6CQ", "Huawei switch or router"],
    ["2011.2.240.1", "AP4050DN", "Huawei wireless network"],
    ["2011.6.1", "UPS5000", "Huawei power supply"],
    ["122.8.1", "SONY VPL-FHZ75", "Sony projector"],
    ["50053.1", "AVer PTZ310", "AVer camera"],
    ["49847.1", "Logitech Tap Scheduler, CollabOS 1.12", "Logitech touch panel"],
    ["37459.1.5", "T46S", "Yealink phone"],
    ["7745.3", "ATOS Version 4.2 StarVoice", "Aethra switch or router"],
    ["318.1.3.5.1", "APC Web/SNMP Management Card", "APC power supply"],
    ["122.8.3", "Sony Network Camera SNC-EP520", "Sony camera"],
    ["37459.1.5", "Yealink SIP-T46S", "Yealink phone"],
  ])("%s, %j: %s", (number, sysDescr, name) => {
    expect(recognise({ ...nothing, sysObjectId: enterprise(number), sysDescr: sysDescr === "" ? null : sysDescr })).toEqual({
      notACodec: name,
    });
  });

  it.each<[string, Partial<WebBanner>]>([
    ["HP printer", { server: "HP HTTP Server; HP Officejet 6500 E709n - CB057A" }],
    ["Brother printer", { title: "Brother MFC-L5900DW series" }],
    ["Cisco TelePresence video bridge", { title: "Cisco TelePresence MCU - Home page" }],
    ["Cisco switch or router", { server: "cisco-IOS", challenge: 'Basic realm="level_15_access"' }],
    ["Polycom phone", { title: "Polycom - Configuration Utility" }],
    ["Polycom video bridge", { title: "Polycom DMA 7000" }],
    ["Axis camera", { title: "AXIS" }],
    ["Logitech touch panel", { title: "Logitech Tap Scheduler" }],
    ["Cisco phone", { title: "Cisco Desk Phone 9851" }],
    ["Cisco touch panel", { title: "Cisco Room Navigator" }],
    ["Polycom phone", { title: "Poly Trio C60" }],
    ["Poly touch panel", { title: "Poly TC10" }],
    ["LifeSize video bridge", { title: "LifeSize UVC Manager" }],
    ["VMware server", { title: "VMware ESXi" }],
    ["Synology storage", { title: "Synology DiskStation - DS920" }],
  ])("%s, by its web page", (name, web) => {
    expect(recognise({ ...nothing, web: { ...silentPage, ...web } })).toEqual({ notACodec: name });
  });

  it.each(Object.entries(titlesRefused).flatMap(([name, titles]) => titles.map((title) => [name, title] as const)))(
    "%s, by its title %s",
    (name, title) => {
      expect(recognise({ ...nothing, web: { ...silentPage, title } })).toEqual({ notACodec: name });
    },
  );

  const table = (of: Readonly<Record<string, readonly DeviceWords[]>>) =>
    Object.entries(of).flatMap(([name, devices]) => devices.map(({ number, says }) => ({ name, number, says })));
  const evidenceOf = ({ number, says }: DeviceWords) => ({
    ...nothing,
    sysObjectId: number === null ? null : enterprise(number),
    sysDescr: says,
  });

  it.each(table(refusedByName))("$name: $number, $says", ({ name, ...device }) => {
    expect(recognise(evidenceOf(device))).toEqual({ notACodec: name });
  });

  it.each(table(makersAlone))("$name makes codecs and other things: $number, $says is not said to be one", ({ name, ...device }) => {
    expect(recognise(evidenceOf(device))).toEqual({ makerAlone: name });
  });

  it.each(table(codecs))("while a $name keeps its family: $number, $says", ({ name, ...device }) => {
    expect(recognise(evidenceOf(device))).toMatchObject({ driver: { family: name } });
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

  it.each(["Poly Studio Room Kit USB", "Cisco Desk Camera 4K", "Cisco Room Analytics"])("titled %s is no codec's", (title) => {
    expect(familiesOf({ title })).toEqual([]);
  });

  it("that says nothing of a maker names no family at all", () => {
    expect(familiesOf({ server: "nginx", title: "Index" })).toEqual([]);
  });
});

describe("a web page at the address of a codec whose family was declared", () => {
  it.each([
    ["poly-videoos", "Cisco Webex Room Kit", true],
    ["cisco-ce", "Poly Studio X30", true],
    ["cisco-ce", "HP LaserJet M1536dnf MFP", true],
    ["tandberg-mxp", "Cisco TelePresence SX20", false],
    ["poly-videoos", "HDX 9006 Web Interface", false],
    ["logitech-collabos", "Accueil", false],
  ])("of a %s, titled %s, is another's: %s", (family, title, isAnothers) => {
    const driver = driverOf(family);
    if (driver === null) throw new Error(family);

    expect(isAnothersPage({ ...silentPage, title }, driver)).toBe(isAnothers);
  });
});
