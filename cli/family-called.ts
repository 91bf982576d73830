import type { Driver } from "../agent/drivers/driver.ts";
import { drivers } from "../agent/drivers/index.ts";

/** A family by its name, or by a part of it that no other of these has: "hdx", "mxp". */
export function familyCalled(word: string, among: readonly Driver[] = drivers): Driver | null {
  const exact = among.find(({ family }) => family === word);
  if (exact !== undefined) return exact;
  const [only, ...others] = among.filter(({ family }) => family.split("-").includes(word));
  return others.length === 0 ? (only ?? null) : null;
}
