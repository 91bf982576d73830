import { type SimulatedFamily, simulatedFamilies } from "./codec-view.ts";
import type { SimulatedCodecOptions } from "./fleet.ts";

export interface FleetShape {
  readonly count: number;
  /** One after the other over the fleet; all families unless told. */
  readonly families?: readonly SimulatedFamily[];
  /** True gives each codec its own 127.x.y.z (Linux) on the same ports; false gives them all 127.0.0.1 on ports of their own. */
  readonly hasOwnAddresses: boolean;
  /** Port of the first codec; 0 takes free ones. */
  readonly snmpPort: number;
  readonly httpPort: number;
  readonly credentials: Pick<SimulatedCodecOptions, "community" | "v3User" | "httpUser" | "httpPassword">;
}

const box: Readonly<Record<SimulatedFamily, readonly { model: string; firmware: string }[]>> = {
  "generic-mib2": [{ model: "Terminal VT-240", firmware: "2.4.1" }],
  "poly-videoos": [
    { model: "StudioX50", firmware: "3.10.0-362035" },
    { model: "StudioX30", firmware: "3.12.0-366027" },
    { model: "G7500", firmware: "3.10.0-362035" },
  ],
  "cisco-ce": [
    { model: "Cisco TelePresence SX20", firmware: "TC7.3.5.a93bdb1" },
    { model: "Cisco TelePresence SX80", firmware: "ce9.10.0.50f5888d087" },
    { model: "Cisco Room Bar", firmware: "ce11.19.1.6.76526b1b094" },
  ],
  "poly-hdx": [
    { model: "HDX 7000", firmware: "Release - 3.1.14-56008" },
    { model: "HDX 9006", firmware: "Release - 3.1.14-56008" },
  ],
};

/** A fleet of `count` codecs for benches: codec-0001, codec-0002… */
export function fleetOf(shape: FleetShape): SimulatedCodecOptions[] {
  const families = shape.families ?? simulatedFamilies;
  return Array.from({ length: shape.count }, (_, index) => {
    const family = families[index % families.length] ?? "generic-mib2";
    const boxes = box[family];
    const step = shape.hasOwnAddresses ? 0 : index;
    return {
      id: `codec-${String(index + 1).padStart(4, "0")}`,
      family,
      ...boxes[Math.floor(index / families.length) % boxes.length],
      address: shape.hasOwnAddresses ? loopbackAddress(index) : "127.0.0.1",
      snmpPort: shape.snmpPort === 0 ? 0 : shape.snmpPort + step,
      httpPort: shape.httpPort === 0 ? 0 : shape.httpPort + step,
      uptimeS: 86_400 + index * 60,
      ...shape.credentials,
    };
  });
}

/** 127.1.0.1 and on, without the .0 and .255 that look special. */
function loopbackAddress(index: number): string {
  return `127.1.${Math.floor(index / 254)}.${(index % 254) + 1}`;
}
