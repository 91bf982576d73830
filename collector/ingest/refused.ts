import { type Refusal, type RefusalCode, refusalCodes } from "../../contract/envelope.ts";

/** A whole envelope that was not taken in, and why. Becomes the answer; nothing was kept. */
export class Refused extends Error {
  readonly code: RefusalCode;
  readonly details: Omit<Refusal, "code" | "message">;
  /** For the log: the agent that was turned away, where one is known. */
  readonly agent: string | null;

  constructor(code: RefusalCode, message: string, details: Omit<Refusal, "code" | "message"> = {}, agent: string | null = null) {
    super(message);
    this.code = code;
    this.details = details;
    this.agent = agent;
  }

  get status(): number {
    return refusalCodes[this.code].status;
  }

  toBody(): Refusal {
    return { code: this.code, message: this.message, ...this.details };
  }
}
