import { randomBytes } from "node:crypto";
import type { HttpSettings } from "../poll/endpoint-settings.ts";
import { type DigestChallenge, digestAuthorization, digestChallengeOf, nextNonceOf } from "./digest.ts";
import type { HttpAnswer, HttpRequest, WayIn } from "./http-exchange.ts";
import { judge } from "./http-verdict.ts";
import type { HttpWire, WireReply } from "./http-wire.ts";
import type { NoAnswer } from "./no-answer.ts";

interface Nonce {
  readonly challenge: DigestChallenge;
  /** How many times it has been answered. */
  count: number;
  /** It has opened the door at least once. */
  isProven: boolean;
}

/** RFC 7616: the password never travels, and a nonce serves as long as the codec takes it. Never falls back to Basic. */
export class DigestAccess implements WayIn {
  readonly #wire: HttpWire;
  readonly #settings: HttpSettings;
  #nonce: Nonce | null = null;

  constructor(wire: HttpWire, settings: HttpSettings) {
    this.#wire = wire;
    this.#settings = settings;
  }

  async ask(request: HttpRequest): Promise<HttpAnswer> {
    const signal = AbortSignal.timeout(request.deadlineMs);
    const usedBefore = this.#nonce;
    const first = await this.#send(request, signal);
    if (first.outcome !== "replied" || first.status !== 401) return judge(first);
    const challenge = digestChallengeOf(first.header("www-authenticate"));
    if (typeof challenge === "string") return this.#refuse(challenge === "none" ? "digest_not_offered" : "digest_unsupported");
    // Not every codec says "stale" of a nonce that has served its time. One that never opened the door was a wrong password.
    const mayBeOld = usedBefore === null || challenge.isStale || usedBefore.isProven;
    if (!mayBeOld) return this.#refuse("http_401");
    this.#nonce = { challenge, count: 0, isProven: false };
    const second = await this.#send(request, signal);
    return second.outcome === "replied" && second.status === 401 ? this.#refuse("http_401") : judge(second);
  }

  async leave(): Promise<void> {}

  async #send({ accept, deadlineMs: _, ...question }: HttpRequest, signal: AbortSignal): Promise<WireReply | NoAnswer> {
    const nonce = this.#nonce;
    const authorization = nonce === null ? {} : { authorization: this.#authorization(nonce, question) };
    const reply = await this.#wire.send({ ...question, headers: { accept, ...authorization } }, signal);
    if (nonce !== null && reply.outcome === "replied" && reply.status !== 401) this.#learn(nonce, reply);
    return reply;
  }

  #authorization(nonce: Nonce, { method, path }: Pick<HttpRequest, "method" | "path">): string {
    nonce.count += 1;
    return digestAuthorization(nonce.challenge, {
      method,
      uri: this.#wire.target(path),
      user: this.#settings.user,
      password: this.#settings.password.reveal(),
      count: nonce.count,
      cnonce: randomBytes(16).toString("hex"),
    });
  }

  #learn(nonce: Nonce, reply: WireReply): void {
    nonce.isProven = true;
    const next = nextNonceOf(reply.header("authentication-info"));
    if (next !== null) this.#nonce = { challenge: { ...nonce.challenge, nonce: next }, count: 0, isProven: true };
  }

  /** What was refused is forgotten: the next attempt begins without a name. */
  #refuse(note: string): NoAnswer {
    this.#nonce = null;
    return { outcome: "refused", note };
  }
}
