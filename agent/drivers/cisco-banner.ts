import type { Reading } from "../../contract/observation.ts";
import type { Scalar, SnmpValue } from "./driver.ts";
import { sysDescrOid } from "./mib2.ts";
import { isReading, textReading } from "./readings.ts";

/**
 * TC writes its banner on one line, CE on several; the words are the same. `[^\n]` and the next word stop the model, which
 * has spaces: "MCU: Cisco TelePresence SX20 Date: 2016-01-18" and "MCU: Cisco TelePresence SX80\nDate: 2019-12-17".
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
