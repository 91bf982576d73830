import type { WebBanner } from "../drivers/driver.ts";
import { bannerOf } from "./http-banner.ts";
import { isNeverReached } from "./http-failures.ts";
import type { HttpWire } from "./http-wire.ts";
import type { NoAnswer } from "./no-answer.ts";

/** Whether what a web interface shows to anybody is visibly another device's than the one we were told of. */
export type StrangerJudge = (page: WebBanner) => boolean;

const pageOfAnother: NoAnswer = { outcome: "garbled", note: "page_of_another", isDoorShut: true };
/** A root page is small; one that takes longer proves nothing, and the question goes its way. */
const lookMs = 5_000;

/**
 * Looks who is there before anything of a password is sent: an address may be mistyped, or given to another machine since. What shows
 * a printer's page, or another maker's, is told nothing. A page that names nobody proves nothing, and lets pass. Looked at once, and
 * again when nobody was there for a while and when another certificate is shown; who was seen is judged anew for another family.
 */
export class Doorstep {
  readonly #wire: HttpWire;
  #isStranger: StrangerJudge | null = null;
  /** What was seen last, and holds; null: to be looked at. */
  #seen: { readonly page: WebBanner | null } | null = null;

  constructor(wire: HttpWire) {
    this.#wire = wire;
  }

  expect(isStranger: StrangerJudge): void {
    this.#isStranger = isStranger;
  }

  /** What the root page says to somebody who gives no name: one GET, no credentials. */
  async look(deadlineMs: number): Promise<WebBanner | NoAnswer> {
    this.forget();
    this.#wire.meetAnybody();
    const reply = await this.#wire.send(
      { method: "GET", path: "/", headers: { accept: "text/html, */*" } },
      AbortSignal.timeout(deadlineMs),
    );
    if (reply.outcome !== "replied") {
      if (!isNeverReached(reply)) this.#seen = { page: null };
      return reply;
    }
    const page = bannerOf(reply);
    this.#seen = { page };
    return page;
  }

  /** Null: nobody else, as far as can be seen, and only who was seen is talked to from now on. */
  async problem(deadlineMs: number): Promise<NoAnswer | null> {
    const isStranger = this.#isStranger;
    if (isStranger === null) return null;
    if (this.#seen === null) {
      const looked = await this.look(Math.min(lookMs, deadlineMs));
      if ("outcome" in looked && isNeverReached(looked)) return { ...looked, isDoorShut: true };
    }
    const page = this.#seen?.page ?? null;
    if (page === null || !isStranger(page)) {
      this.#wire.meetOnlyThis();
      return null;
    }
    this.forget();
    return pageOfAnother;
  }

  /** Whoever is there next is looked at first. */
  forget(): void {
    this.#seen = null;
  }
}
