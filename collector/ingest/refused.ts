import { type Refusal, type RefusalCode, refusalCodes } from "../../contract/envelope.ts";

/** A whole envelope that was not taken in, and why. Becomes the answer; nothing was kept. */
export class Refused extends Error {
  readonly code: RefusalCode;
  readonly details: Omit<Refusal, "code" | "message">;

  constructor(code: RefusalCode, message: string, details: Omit<Refusal, "code" | "message"> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return refusalCodes[this.code].status;
  }

  toBody(): Refusal {
    return { code: this.code, message: this.message, ...this.details };
  }
}
