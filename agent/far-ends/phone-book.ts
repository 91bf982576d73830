import type { FarEndKind } from "../../contract/call.ts";
import { type FarEndAddress, readFarEndAddress } from "./far-end-address.ts";
import { bitsOfIp, bitsOfNetwork } from "./network.ts";
import { countryOf, dialledDigits, internationalForms, plainPrefix } from "./telephone-number.ts";

/** One rule: exactly one of its four ways of naming far ends is there. */
export interface PhoneBookEntry {
  /** An H.323 alias, a SIP address or a number, whole. */
  readonly alias?: string | undefined;
  /** The beginning of telephone numbers. */
  readonly number?: string | undefined;
  /** A domain with all that is below it. */
  readonly domain?: string | undefined;
  /** An IP address or a network. */
  readonly network?: string | undefined;
  /** In the words of the wire: "commune:29155", "france"… */
  readonly place: string;
  readonly kind?: FarEndKind | undefined;
}

/** What is known of a far end. */
export interface KnownFarEnd {
  readonly place: string;
  readonly kind?: FarEndKind | undefined;
}

export interface PhoneBook {
  readonly size: number;
  /** The most precise rule speaks: the address itself, then the longest number, the longest domain, the smallest network. */
  find(address: FarEndAddress): KnownFarEnd;
}

/** Two entries with the same key speak of the same far ends. Null: the entry names nobody that could be called. */
export function ruleKeyOf({ alias, number, domain, network }: Omit<PhoneBookEntry, "place" | "kind">): string | null {
  if (alias !== undefined) return keyed("alias", readFarEndAddress(alias).text);
  if (number !== undefined) return keyed("number", plainPrefix(number));
  if (domain !== undefined) return keyed("domain", readFarEndAddress(`@${domain}`).host);
  return network === undefined ? null : keyed("network", bitsOfNetwork(network) ?? "");
}

/** A later entry replaces an earlier one of the same key: the check of the file refuses both. */
export function phoneBookOf(entries: readonly PhoneBookEntry[]): PhoneBook {
  const rules = new Map<string, KnownFarEnd>();
  for (const entry of entries) {
    const key = ruleKeyOf(entry);
    if (key !== null) rules.set(key, { place: entry.place, kind: entry.kind });
  }
  return {
    size: rules.size,
    find(address) {
      for (const key of keysOf(address)) {
        const known = rules.get(key);
        if (known !== undefined) return known;
      }
      return { place: provenPlace(address) };
    },
  };
}

/** What is known without any phone book: a number tells its country. The end of a domain does not: it is bought anywhere. */
export const emptyPhoneBook: PhoneBook = phoneBookOf([]);

function provenPlace({ name, host }: FarEndAddress): string {
  const digits = dialledDigits(name);
  return (digits === null ? null : countryOf(digits, host !== "")) ?? "unknown";
}

/** Keys of the rules that could speak of an address, the most precise first. */
function* keysOf(address: FarEndAddress): Generator<string> {
  yield `alias ${address.text}`;
  if (address.extension !== "") yield `alias ${[address.name, address.host].filter((part) => part !== "").join("@")}`;
  for (const prefix of prefixesOf(address)) yield `number ${prefix}`;
  const bits = bitsOfIp(address.host);
  for (let length = bits?.length ?? 0; length >= 2; length -= 1) yield `network ${bits?.slice(0, length)}`;
  for (let domain = address.host; domain !== ""; domain = domain.replace(/^[^.]*\.?/, "")) yield `domain ${domain}`;
}

/** Beginnings of a number, the longest first. What is dialled without a host may also belong to a private plan. */
function prefixesOf({ name, host }: FarEndAddress): string[] {
  const digits = dialledDigits(name);
  if (digits === null) return [];
  return [...(host === "" ? [digits] : []), ...internationalForms(digits)]
    .flatMap((form) => Array.from({ length: form.length }, (_, index) => form.slice(0, index + 1)))
    .sort((left, right) => digitCount(right) - digitCount(left));
}

const digitCount = (form: string): number => form.length - (form.startsWith("+") ? 1 : 0);

function keyed(by: "alias" | "number" | "domain" | "network", text: string): string | null {
  return text === "" ? null : `${by} ${text}`;
}
