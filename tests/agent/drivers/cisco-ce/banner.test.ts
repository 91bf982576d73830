import { describe, expect, it } from "vitest";
import { ciscoBanner, hasCiscoBanner, hasMxpBanner } from "../../../../agent/drivers/cisco-banner.ts";

const context = { nowMs: 0, zone: "Europe/Paris", ignoredDiagnostics: new Set<string>() };
const evidence = (sysDescr: string | null) => ({ sysObjectId: null, sysDescr, polyModel: null, web: null });

const banners = [
  {
    of: "MXP, one line",
    text: "TANDBERG Codec SoftW: F9.1 NTSC MCU: TANDBERG 6000MXP PORTABLE Date: 2011-06-08 S/N: 25A00001 BootSW: Rev. 1.16, 2009-01-21 Board: 100670 rev. 07",
    says: { model: "TANDBERG 6000MXP PORTABLE", firmware: "F9.1", serial: "25A00001" },
    isMxp: true,
  },
  {
    of: "TC, one line, with a serial number",
    text: "Cisco Codec SoftW: TC7.3.5.a93bdb1 MCU: Cisco TelePresence SX20 Date: 2016-01-18 S/N: A0A0A0A0A0A BootSW: Board: 101790-8 [E0]",
    says: { model: "Cisco TelePresence SX20", firmware: "TC7.3.5.a93bdb1", serial: "A0A0A0A0A0A" },
    isMxp: false,
  },
  {
    of: "TC, one line, without a serial number",
    text: "TANDBERG Codec SoftW: TC4.2.1 MCU: Cisco TelePresence Codec C40 Date: 2011-09-30 S/N: BootSW: Board:",
    says: { model: "Cisco TelePresence Codec C40", firmware: "TC4.2.1" },
    isMxp: false,
  },
  {
    of: "CE, several lines",
    text: "Cisco Codec\nSoftW: ce9.10.0.50f5888d087\nMCU: Cisco TelePresence SX80\nDate: 2019-12-17\nS/N: FTT00000000",
    says: { model: "Cisco TelePresence SX80", firmware: "ce9.10.0.50f5888d087", serial: "FTT00000000" },
    isMxp: false,
  },
  {
    of: "CE, lines of Windows, cut off",
    text: "Cisco Codec\r\nSoftW: ce9.15.0\r\nMCU: Cisco Webex Room Kit\r\n",
    says: { model: "Cisco Webex Room Kit", firmware: "ce9.15.0" },
    isMxp: false,
  },
];

describe("the SNMP banner of a codec of Cisco or TANDBERG", () => {
  it.each(banners)("tells model, software and serial number: $of", ({ text, says, isMxp }) => {
    const given = [ciscoBanner.toReading(text, context) ?? []].flat();

    expect(Object.fromEntries(given.map(({ kind, value }) => [kind, value]))).toEqual(says);
    expect({ mxp: hasMxpBanner(evidence(text)), cisco: hasCiscoBanner(evidence(text)) }).toEqual({ mxp: isMxp, cisco: !isMxp });
  });

  it.each([null, "", "Cisco IOS Software, C2960", "TANDBERG VCS X8.1", "the SoftW: of a Cisco Codec"])(
    "is not seen in what another device says: %s",
    (text) => {
      expect(hasMxpBanner(evidence(text))).toBe(false);
      expect(hasCiscoBanner(evidence(text))).toBe(false);
    },
  );
});
