import { type EnrolmentRefusal, type EnrolmentRefusalCode, enrolmentRefusals } from "../../contract/enrolment.ts";

/** Why nothing was issued. Becomes the answer. */
export class EnrolmentRefused extends Error {
  readonly code: EnrolmentRefusalCode;
  /** For the log: whose code it was, where that is known. */
  readonly agent: string | null;
  readonly retryAfterMs: number | null;

  constructor(code: EnrolmentRefusalCode, message: string, more: { readonly agent?: string; readonly retryAfterMs?: number } = {}) {
    super(message);
    this.code = code;
    this.agent = more.agent ?? null;
    this.retryAfterMs = more.retryAfterMs ?? null;
  }

  get status(): number {
    return enrolmentRefusals[this.code].status;
  }

  toBody(): EnrolmentRefusal {
    return { code: this.code, message: this.message };
  }
}
