import type { CallRecord } from "../../contract/call.ts";
import type { SecretWord } from "../poll/endpoint-settings.ts";
import { farEndHasher } from "./hash.ts";

/** What may be told of a far end: never who it is. */
export type ToldFarEnd = Pick<CallRecord, "farEnd" | "farEndPlace" | "farEndKind" | "isTest">;

/** Knows the far ends of one site. */
export interface FarEnds {
  /** What leaves the agent instead of an address. */
  tell(address: string): ToldFarEnd;
}

/** Without a phone book every far end is somewhere unknown; without a key it is nobody. */
export function farEndsOf(key: SecretWord | null): FarEnds {
  const hash = farEndHasher(key);
  return {
    tell: (address) => {
      const farEnd = hash(address);
      return farEnd === null ? {} : { farEnd };
    },
  };
}
