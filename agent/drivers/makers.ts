import type { Evidence } from "./driver.ts";
import { isUnder } from "./object-id.ts";

/** Who makes codecs and other things under one enterprise number: their number alone does not say which of them answers. */
export interface Maker {
  readonly name: string;
  /** IANA enterprise number. */
  readonly enterprise: number;
}

export const makers = {
  aethra: { name: "Aethra", enterprise: 7745 },
  avaya: { name: "Avaya", enterprise: 6889 },
  aver: { name: "AVer", enterprise: 50053 },
  barco: { name: "Barco", enterprise: 12612 },
  cisco: { name: "Cisco", enterprise: 9 },
  crestron: { name: "Crestron", enterprise: 3212 },
  huawei: { name: "Huawei", enterprise: 2011 },
  lifesize: { name: "LifeSize", enterprise: 20341 },
  logitech: { name: "Logitech", enterprise: 49847 },
  microsoft: { name: "Microsoft", enterprise: 311 },
  nec: { name: "NEC", enterprise: 119 },
  panasonic: { name: "Panasonic", enterprise: 258 },
  polycom: { name: "Polycom", enterprise: 13885 },
  radvision: { name: "Radvision", enterprise: 903 },
  samsung: { name: "Samsung", enterprise: 236 },
  sony: { name: "Sony", enterprise: 122 },
  starleaf: { name: "StarLeaf", enterprise: 52187 },
  tandberg: { name: "TANDBERG", enterprise: 5596 },
  vidyo: { name: "Vidyo", enterprise: 35969 },
  yealink: { name: "Yealink", enterprise: 37459 },
} as const satisfies Readonly<Record<string, Maker>>;

export const rootOf = ({ enterprise }: Maker): string => `1.3.6.1.4.1.${enterprise}`;

export const isMadeBy = (maker: Maker, { sysObjectId }: Evidence): boolean => sysObjectId !== null && isUnder(sysObjectId, rootOf(maker));

/** The maker that the number of a device names. */
export function makerOf(evidence: Evidence): Maker | null {
  return Object.values(makers).find((maker) => isMadeBy(maker, evidence)) ?? null;
}
