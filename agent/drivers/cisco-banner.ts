import type { Reading } from "../../contract/observation.ts";
import type { Evidence, Scalar, SnmpValue } from "./driver.ts";
import { sysDescrOid } from "./mib2.ts";
import { isReading, textReading } from "./readings.ts";

/**
 * MXP and TC write their banner on one line, CE on several; the words are the same. `[^\n]` and the next word stop the model, which
 * has spaces: "MCU: Cisco TelePresence SX20 Date: 2016-01-18" and "MCU: Cisco TelePresence SX80\nDate: 2019-12-17". The software
 * of MXP has two words: "SoftW: F9.1 NTSC MCU: TANDBERG 6000MXP".
 */
const firmware = /SoftW:\s*(\S+)/;
const model = /MCU:\s*([^\n]+?)(?=\s+(?:Date|S\/N|BootSW):|\s*\n|\s*$)/;
const serial = /S\/N:\s*(?!BootSW:)(\S+)/;

function readBanner(raw: SnmpValue): Reading[] {
  const banner = String(raw);
  return [
    textReading("model", model.exec(banner)?.[1]),
    textReading("firmware", firmware.exec(banner)?.[1]),
    textReading("serial", serial.exec(banner)?.[1]),
  ].filter(isReading);
}

export const ciscoBanner: Scalar = {
  oid: sysDescrOid,
  source: "sysDescr of TC 7.3 and CE 9.10, recorded; banners of 22 models",
  toReading: readBanner,
  unlessHttp: true,
};

const mxpBanner = /^TANDBERG Codec\s+SoftW:\s*F\d/;

export const hasMxpBanner = ({ sysDescr }: Evidence): boolean => sysDescr !== null && mxpBanner.test(sysDescr);

/** A letter and a number: L6 of a 150 MXP, E5 of an 880, B10 of a 6000, which have no xAPI; TC, ce and RoomOS go on otherwise. */
const olderBanner = /^TANDBERG Codec\s+SoftW:\s*[A-Z]\d/;

export const hasOlderBanner = ({ sysDescr }: Evidence): boolean => sysDescr !== null && olderBanner.test(sysDescr);

/** All releases since TC begin so. */
export const hasCiscoBanner = (evidence: Evidence): boolean =>
  evidence.sysDescr !== null && /^(?:Cisco|TANDBERG) Codec\s+SoftW:/.test(evidence.sysDescr) && !hasOlderBanner(evidence);
