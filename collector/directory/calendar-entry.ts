import { type Static, Type } from "typebox";
import { expectedOfCalendar as expected } from "./fr-calendar.ts";

const strict = { additionalProperties: false };

export const Insee = Type.String({ pattern: "^(?:[0-9]{2}|2[AB])[0-9]{3}$", expected: expected.insee });
export const Siren = Type.String({ pattern: "^[0-9]{9}$", expected: expected.siren });
const LocalDate = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", expected: expected.date });
/** A day, or an instant on the clock of the network. */
const LocalTime = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2})?$", expected: expected.time });
const Hours = Type.String({ minLength: 1, maxLength: 500 });
const Duration = Type.String({ pattern: "^\\d{1,4} ?(?:min|d|h(?:[0-5]\\d)?)$", expected: expected.duration });

/** Since ever, or one after the other: the first holds since ever, each other one from its day. */
export const HoursEntry = Type.Union(
  [Hours, Type.Array(Type.Object({ from: Type.Optional(LocalDate), hours: Hours }, strict), { minItems: 1, maxItems: 100 })],
  { expected: expected.hours },
);
export type HoursEntry = Static<typeof HoursEntry>;

/** A `to` that is a day is closed too. */
export const ClosureEntry = Type.Object({ from: LocalTime, to: LocalTime, reason: Type.String({ minLength: 1, maxLength: 200 }) }, strict);
export type ClosureEntry = Static<typeof ClosureEntry>;

const stretch = { commissionedOn: Type.Optional(LocalTime), removedOn: Type.Optional(LocalTime) };

export const inServiceKeys = {
  ...stretch,
  inService: Type.Optional(Type.Array(Type.Object(stretch, strict), { minItems: 1, maxItems: 100 })),
};
export type StretchEntry = Static<ReturnType<typeof Type.Object<typeof stretch>>>;

const terms = {
  target: Type.Optional(Type.String({ pattern: "^(?:100(?:[.,]0{1,2})?|\\d{1,2}(?:[.,]\\d{1,2})?)(?: ?%)?$", expected: expected.target })),
  gti: Type.Optional(Duration),
  gtr: Type.Optional(Duration),
  stableReturn: Type.Optional(Duration),
  notice: Type.Optional(Duration),
  clockHours: Type.Optional(Hours),
};
const Terms = Type.Object({ from: Type.Optional(LocalDate), ...terms }, strict);
export type TermsEntry = Static<typeof Terms>;

export const ContractEntry = Type.Union([Type.Object(terms, strict), Type.Array(Terms, { minItems: 1, maxItems: 100 })], {
  expected: expected.contract,
});
export type ContractEntry = Static<typeof ContractEntry>;

export const MembershipEntry = Type.Object({ insee: Insee, siren: Siren, from: LocalDate }, strict);
export type MembershipEntry = Static<typeof MembershipEntry>;
