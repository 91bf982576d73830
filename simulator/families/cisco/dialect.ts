/** The generations of Cisco firmware that describe themselves differently. */
export type Dialect = "tc" | "ce" | "roomos";

/** TC7.3.5… · ce9.15… · ce11.19… (RoomOS is what CE is called from 10 on). */
export function dialectOf(firmware: string): Dialect {
  if (/^tc/i.test(firmware)) return "tc";
  const major = Number.parseInt(/\d+/.exec(firmware)?.[0] ?? "", 10);
  return major >= 10 ? "roomos" : "ce";
}
