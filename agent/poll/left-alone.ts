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
}

const keyOf = ({ path, post }: Request): string => `${path} ${post?.text ?? ""}`;
