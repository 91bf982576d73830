/** Why nothing was written, or read. */
export const deskRefusals = {
  TOKEN_MISSING: { status: 401, meaning: "Send a person's token as: Authorization: Bearer <token>; `vigie tokens add` gives one" },
  TOKEN_UNKNOWN: {
    status: 401,
    meaning: "No person has this token, or it was revoked or is past its time; agents' credentials are no good here",
  },
  ROLE_TOO_LOW: { status: 403, meaning: "A viewer reads; writing takes the role operator; a token of a site tags the uses of that site" },
  TOO_MANY_TRIES: { status: 429, meaning: "Too many wrong tokens from this address; Retry-After says when to come back" },
  REQUEST_INVALID: { status: 400, meaning: "Not a request as described here" },
  WORDS_EMPTY: { status: 400, meaning: "A reason, or a text, is wanted" },
  WORDS_TOO_LONG: { status: 400, meaning: "A text has 1000 characters at most" },
  WORDS_UNPRINTABLE: { status: 400, meaning: "A text is one line without control characters" },
  WORDS_PERSONAL: {
    status: 400,
    meaning: "Something in the text looks like a telephone number or an e-mail address: what is written here stays for ever",
  },
  SCOPE_UNKNOWN: { status: 400, meaning: "No such endpoint, site or territory in the inventory" },
  TIME_UNREADABLE: {
    status: 400,
    meaning: "Not a time such as 2026-11-24T18:00, on the clock of the network's time zone, or with an offset",
  },
  TIME_SKIPPED: { status: 400, meaning: "The clocks go forward over this time: it does not exist" },
  TIME_TWICE: { status: 400, meaning: "The clocks go back over this time: it exists twice; write it with its offset" },
  TIME_TO_COME: { status: 400, meaning: "An incident cannot be spoken of before it has happened" },
  NO_INCIDENT: {
    status: 409,
    meaning:
      "No known incident of this endpoint covers this instant; the nearest within thirty days, if any, are named. Where the ledger will learn of it later, say so: evenIfUnknown",
  },
  USE_UNKNOWN: { status: 404, meaning: "No use of this endpoint began then, or its call is forgotten" },
  CAMPAIGN_UNKNOWN: { status: 404, meaning: "There is no campaign of this name, or it is withdrawn" },
  END_MISSING: { status: 400, meaning: "Either an end or a duration is wanted, not both" },
  END_FIRST: { status: 400, meaning: "The end comes before the beginning" },
  LASTS_TOO_LONG: { status: 400, meaning: "A maintenance lasts 366 days at most, one that comes again 31" },
  RULE_UNREADABLE: { status: 400, meaning: "The rule has a part that is unknown, wrong or contradicts another one" },
  RULE_WITHOUT_FIRST: { status: 400, meaning: "The first day is none of the days of the rule" },
  MAINTENANCE_UNKNOWN: { status: 404, meaning: "There is no maintenance of this name" },
  MAINTENANCE_WITHDRAWN: { status: 409, meaning: "The maintenance was withdrawn: declare another one" },
  MAINTENANCE_CHANGED: { status: 409, meaning: "Somebody else has corrected it meanwhile: look at it again" },
  KEY_USED: { status: 409, meaning: "This Idempotency-Key came with another request before" },
  LEDGER_UNAVAILABLE: { status: 503, meaning: "The collector cannot write now; nothing was kept" },
} as const satisfies Record<string, { readonly status: number; readonly meaning: string }>;
export type DeskRefusal = keyof typeof deskRefusals;

/** A person was refused, and nothing was written. */
export class DeskRefused extends Error {
  readonly code: DeskRefusal;
  /** What the refusal is about, as it was typed: an id, a time, a part of a rule. */
  readonly about: string;
  readonly retryAfterMs: number | null;

  constructor(code: DeskRefusal, about = "", retryAfterMs: number | null = null) {
    super(about === "" ? deskRefusals[code].meaning : `${deskRefusals[code].meaning} (${about})`);
    this.code = code;
    this.about = about;
    this.retryAfterMs = retryAfterMs;
  }

  get status(): number {
    return deskRefusals[this.code].status;
  }
}
