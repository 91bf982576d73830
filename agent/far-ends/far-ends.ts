import type { CallRecord } from "../../contract/call.ts";
import type { SecretWord } from "../poll/endpoint-settings.ts";
import { readFarEndAddress } from "./far-end-address.ts";
import { farEndHasher } from "./hash.ts";
import type { PhoneBook } from "./phone-book.ts";

/** What may be told of a far end: never who it is. */
export type ToldFarEnd = Pick<CallRecord, "farEnd" | "farEndPlace" | "farEndKind" | "isTest">;

/** Knows the far ends of one site. */
export interface FarEnds {
  /** What leaves the agent instead of an address that was called in this year. */
  tell(address: string, year: number): ToldFarEnd;
}

/** Without a key a far end is nobody; without a phone book it is nowhere, not even somewhere unknown. */
export function farEndsOf(key: SecretWord | null, phoneBook: PhoneBook | null = null): FarEnds {
  const hash = farEndHasher(key);
  return {
    tell: (address, year) => {
      const farEnd = hash(address, year);
      return { ...(farEnd === null ? {} : { farEnd }), ...(phoneBook === null ? {} : whereabouts(address, phoneBook)) };
    },
  };
}

/** Calls to a test number, or to the concierge who tries the room, are no use of it. */
function whereabouts(written: string, phoneBook: PhoneBook): ToldFarEnd {
  const address = readFarEndAddress(written);
  if (address.text === "") return {};
  const { place, kind } = phoneBook.find(address);
  return {
    farEndPlace: place,
    ...(kind === undefined ? {} : { farEndKind: kind }),
    ...(kind === "test" || kind === "concierge" ? { isTest: true } : {}),
  };
}
