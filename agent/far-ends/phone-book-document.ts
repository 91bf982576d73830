import { type Static, Type } from "typebox";
import { farEndKinds } from "../../contract/call.ts";
import { expected } from "./fr.ts";

const strict = { additionalProperties: false };

/** Departments that exist: 01 to 95 without 20, 2A and 2B, and those beyond the seas. */
const inseePattern = "(?:0[1-9]|[13-8][0-9]|2[1-9AB]|9[0-5])[0-9]{3}|97[1-8][0-9]{2}|98[4678][0-9]{2}";
/** Regions since 2016, as the INSEE numbers them. */
const regionPattern = "01|02|03|04|06|11|24|27|28|32|44|52|53|75|76|84|93|94";

const Named = Type.String({ minLength: 1, maxLength: 255 });

export const PhoneBookLine = Type.Object(
  {
    alias: Type.Optional(Type.String({ minLength: 1, maxLength: 255, pattern: "^[^*]*$", expected: expected.alias })),
    number: Type.Optional(Type.String({ pattern: "^(?:\\+[1-9]|00[1-9]|0?[1-9]|0$)[0-9 .()/-]{0,30}$", expected: expected.number })),
    domain: Type.Optional(Named),
    network: Type.Optional(Named),
    place: Type.String({
      pattern: `^(?:commune:(?:${inseePattern})|epci:[0-9]{9}|region:(?:${regionPattern})|france|abroad|unknown)$`,
      expected: expected.place,
    }),
    kind: Type.Optional(Type.Enum([...farEndKinds])),
  },
  strict,
);
export type PhoneBookLine = Static<typeof PhoneBookLine>;

/** annuaire.yml, as written. */
export const PhoneBookDocument = Type.Object({ entries: Type.Array(PhoneBookLine, { minItems: 1, maxItems: 20_000 }) }, strict);
export type PhoneBookDocument = Static<typeof PhoneBookDocument>;
