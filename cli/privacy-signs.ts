/** What a text may betray of a far end. */
export const personalSigns = ["mail_or_sip", "telephone", "ip_address", "far_end_in_clear", "name"] as const;
export type PersonalSign = (typeof personalSigns)[number];

const beside = String.raw`(?<![\p{L}\d.:])`;
const mailOrSip = /[\w.+-]{1,64}@(?:[\p{L}\d-]+\.)+[\p{L}\d]{2,}|\b(?:sips?|h323|tel):[^\s"\\]+/u;
/** As written in France, or with the code of a country; not a part of a longer word or number. */
const telephone = new RegExp(
  `${beside}(?:0[1-9](?:([ .-]?)\\d{2})(?:\\1\\d{2}){3}|(?:\\+|00)[1-9](?:[ .()-]{0,2}\\d){7,14})(?![\\p{L}\\d])`,
  "u",
);
const ipv4 = new RegExp(String.raw`${beside}(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\p{L}\d.])`, "gu");
const ipv6 = /(?<![\p{L}\d:])(?:[\da-f]{1,4}:){2,7}(?::?[\da-f]{1,4}){1,6}(?![\p{L}\d:])/giu;
/** Under these names systems tell who called. */
const named =
  /"(?:remote_?name|display_?name|remote_?(?:number|address|uri)|caller_?(?:name|id)|callback_?number|far_?end_?(?:name|number|address))"\s*:\s*"(?!")/iu;

export interface Own {
  /** Addresses of our own machines, as settings and inventory write them. */
  readonly addresses: ReadonlySet<string>;
}

/** @param place of the text, because a version may look like an address there */
export function signsIn(text: string, place: string, { addresses }: Own): PersonalSign[] {
  const found: PersonalSign[] = [];
  if (mailOrSip.test(text)) found.push("mail_or_sip");
  if (telephone.test(text)) found.push("telephone");
  const isVersion = /version|firmware|software/i.test(`${place} ${text}`);
  const told = isVersion ? [] : [...text.matchAll(ipv4), ...text.matchAll(ipv6)].map(([address]) => address);
  if (told.some((address) => !addresses.has(address) && !isNobodys(address))) found.push("ip_address");
  if (named.test(text)) found.push("name");
  return found;
}

/** Loopback, anywhere, and times of the day that are written like IPv6. */
const isNobodys = (address: string): boolean =>
  /^(?:127\.|0\.0\.0\.0|255\.)/.test(address) || /^\d{1,2}:\d{2}:\d{2}$/.test(address) || address === "::1";

export const addressesIn = (text: string): string[] => [...text.matchAll(ipv4), ...text.matchAll(ipv6)].map(([address]) => address);
