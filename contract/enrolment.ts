import { type Static, Type } from "typebox";
import { AgentId } from "./ids.ts";

const strict = { additionalProperties: false };
const Pem = Type.String({ minLength: 1, maxLength: 16_384 });
const Time = Type.Integer({ minimum: 0, maximum: 4_102_444_800_000, description: "ms since 1970 UTC" });

/** Answer header by which the collector asks an agent for a new credential; its one value. */
export const credentialHeader = { name: "vigie-credential", renew: "renew" } as const;

/** What an agent wants: a certificate for the key it made, or a token where something before the collector ends TLS. */
const Wanted = Type.Union([
  Type.Object(
    { kind: Type.Literal("certificate"), request: Type.String({ minLength: 1, maxLength: 16_384, description: "PKCS #10, PEM" }) },
    strict,
  ),
  Type.Object({ kind: Type.Literal("token") }, strict),
]);

/** `POST /v1/enrolments` */
export const Enrolment = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 64 }),
    agent: Type.Optional(
      Type.String({ ...AgentId, description: "Whom this machine is already set up for: another agent's code is refused, and not used up" }),
    ),
    wanted: Wanted,
  },
  strict,
);
export type Enrolment = Static<typeof Enrolment>;

/** `POST /v1/agents/self/credential`, with the credential that is to be replaced. */
export const Renewal = Type.Object({ wanted: Wanted }, strict);
export type Renewal = Static<typeof Renewal>;

/** What an agent is given. The kind may be another than it wanted: only the collector knows whether a certificate would reach it. */
export const Issued = Type.Object(
  {
    agent: AgentId,
    site: Type.String({ maxLength: 200, description: "Name of the site, for people" }),
    credential: Type.Union([
      Type.Object({ kind: Type.Literal("certificate"), certificate: Pem, expiresAt: Time }, strict),
      Type.Object({ kind: Type.Literal("token"), token: Type.String({ pattern: "^[0-9A-Za-z_-]{32,128}$" }) }, strict),
    ]),
  },
  strict,
);
export type Issued = Static<typeof Issued>;

/** Why nothing was issued. */
export const enrolmentRefusals = {
  CODE_MISTYPED: { status: 400, meaning: "The letters of the code do not agree with its last one: a slip of the hand" },
  CODE_UNKNOWN: { status: 403, meaning: "No such code was given, or another one has replaced it" },
  CODE_USED: { status: 403, meaning: "The code has served already" },
  CODE_EXPIRED: { status: 403, meaning: "The code was valid for a day, which is over" },
  CODE_OF_ANOTHER_AGENT: { status: 403, meaning: "The code is another agent's than the one this machine is set up for" },
  REQUEST_INVALID: { status: 400, meaning: "Not an enrolment, or no certificate request that proves its key" },
  TOKEN_OUT_OF_PLACE: { status: 403, meaning: "A token was wanted where a certificate would do; the code is not used up" },
  TOO_MANY_TRIES: { status: 429, meaning: "A wrong code after too many others, or too many renewals; Retry-After says when to come back" },
  FLEET_UNAVAILABLE: { status: 503, meaning: "The collector cannot write now; the code is not used up" },
} as const satisfies Record<string, { readonly status: number; readonly meaning: string }>;
export type EnrolmentRefusalCode = keyof typeof enrolmentRefusals;

/** Body of every refusal to issue. */
export const EnrolmentRefusal = Type.Object({
  code: Type.Enum(Object.keys(enrolmentRefusals) as EnrolmentRefusalCode[]),
  message: Type.String(),
});
export type EnrolmentRefusal = Static<typeof EnrolmentRefusal>;
