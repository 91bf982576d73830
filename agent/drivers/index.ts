import { ciscoCe } from "./cisco-ce.ts";
import { ciscoCts } from "./cisco-cts.ts";
import type { Driver } from "./driver.ts";
import { genericMib2 } from "./generic-mib2.ts";
import { logitechCollabos } from "./logitech-collabos.ts";
import { plainDrivers } from "./plain-families.ts";
import { polyHdx } from "./poly-hdx.ts";
import { polyVideoos } from "./poly-videoos.ts";
import { tandbergMxp } from "./tandberg-mxp.ts";

/** Every family, the most precise first: `generic-mib2` recognises anything that answers. */
export const drivers: readonly Driver[] = [
  ciscoCe,
  tandbergMxp,
  ciscoCts,
  polyVideoos,
  polyHdx,
  logitechCollabos,
  ...plainDrivers,
  genericMib2,
];

export const families: readonly string[] = drivers.map((driver) => driver.family);

export function driverOf(family: string): Driver | null {
  return drivers.find((driver) => driver.family === family) ?? null;
}
