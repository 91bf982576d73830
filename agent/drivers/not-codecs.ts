import { hasCiscoBanner, hasOlderBanner } from "./cisco-banner.ts";
import type { Evidence } from "./driver.ts";
import { isNotACodec, type NotACodec, nameOf } from "./not-a-codec.ts";
import { devicesOfCodecMakers } from "./not-codecs-of-codec-makers.ts";
import { devicesOfOtherMakers } from "./not-codecs-of-others.ts";
import { devicesOfRooms } from "./not-codecs-of-rooms.ts";

/** The first that matches names the device. Linux machines (net-snmp) are not here: many codecs are one. */
export const notCodecs: readonly NotACodec[] = [...devicesOfCodecMakers, ...devicesOfRooms, ...devicesOfOtherMakers];

/** Its name where the device is known and is no codec. One that says in its banner that it is a codec is one, whatever its number. */
export function nameOfNotACodec(evidence: Evidence): string | null {
  if (hasCiscoBanner(evidence) || hasOlderBanner(evidence)) return null;
  const other = notCodecs.find((device) => isNotACodec(device, evidence));
  return other === undefined ? null : nameOf(other);
}
