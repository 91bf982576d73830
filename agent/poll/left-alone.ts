import type { NoAnswer } from "../transport/no-answer.ts";
import type { Request } from "./patience.ts";

/** Why a document is not asked for, in the words of an answer that did not come. */
export type WhyNot = NoAnswer & {
  /** It is this document that our account may not read: of the others, and of us, nothing is said. */
  readonly isForbidden?: true;
};

/** Documents of one codec that are not asked for until a certain time. */
export class LeftAlone {
  readonly #rests = new Map<string, { readonly why: WhyNot; readonly until: number }>();

  /** Null: it may be asked. */
  whyNot(request: Request, now: number): WhyNot | null {
    const rest = this.#rests.get(keyOf(request));
    return rest !== undefined && now < rest.until ? rest.why : null;
  }

  leave(request: Request, why: WhyNot, until: number): void {
    this.#rests.set(keyOf(request), { why, until });
  }

  /** It may be asked, and answers. */
  lift(request: Request): void {
    this.#rests.delete(keyOf(request));
  }

  /** How many were left alone and have not answered since: one whose time is over, and that nobody has asked yet, is among them. */
  get count(): number {
    return this.#rests.size;
  }
}

const keyOf = ({ path, post }: Request): string => `${path} ${post?.text ?? ""}`;
