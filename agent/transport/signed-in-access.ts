import type { SessionAccess, TokenAccess } from "../drivers/driver.ts";
import type { HttpSettings } from "../poll/endpoint-settings.ts";
import type { HttpAnswer, HttpRequest, WayIn } from "./http-exchange.ts";
import { judge } from "./http-verdict.ts";
import type { HttpWire } from "./http-wire.ts";
import type { NoAnswer } from "./no-answer.ts";
import { type Pass, passOf } from "./pass.ts";
import { isPerhapsOfOneDocument, mayBeSignedOut } from "./refusal-scope.ts";
import type { SignInLimit } from "./sign-in-limit.ts";
import { problemOfSignIn } from "./sign-in-verdict.ts";

interface Session {
  readonly pass: Pass;
  /** The question it answered last; null: it has served nobody yet. Refused too, it says that the session is over. */
  answered: HttpRequest | null;
}

/** An agent that stops has eight seconds for everything. */
const signOutMs = 1_250;
const accept = "application/json, */*";

/**
 * Signs in at the first question and stays so between polls. A codec has few sessions (25 on a Group) and drops one left idle for ten
 * minutes: ours is closed before another is opened, when we are refused, and when the agent stops. A question costs one attempt to
 * sign in at most, and the limit leaves alone a codec that we sign in to in vain; after a refusal it is the schedule that does.
 */
export class SignedInAccess implements WayIn {
  readonly #wire: HttpWire;
  readonly #settings: HttpSettings;
  readonly #access: SessionAccess | TokenAccess;
  readonly #limit: SignInLimit;
  #session: Session | null = null;
  #signingIn: Promise<NoAnswer | null> | null = null;
  #asking = 0;
  #isLeft = false;

  /** `limit`: of this codec. */
  constructor(wire: HttpWire, settings: HttpSettings, access: SessionAccess | TokenAccess, limit: SignInLimit) {
    this.#wire = wire;
    this.#settings = settings;
    this.#access = access;
    this.#limit = limit;
  }

  async ask(request: HttpRequest): Promise<HttpAnswer> {
    const session = this.#session;
    if (session === null) return this.#askAnew(request);
    const answer = await this.#askInSession(request);
    if (answer.outcome !== "refused") return answer;
    const { answered } = session;
    if (answered === null || !mayBeSignedOut(answer)) {
      await this.#signOut();
      return answer;
    }
    // We are known, and may not ask this: other questions need no session of their own.
    if (isPerhapsOfOneDocument(answer) && (await this.#stillAnswers(answered, request))) return answer;
    return this.#askAgain(request);
  }

  /** Waits for a sign-in under way, because its session would be left behind; not for other questions. */
  async leave(): Promise<void> {
    this.#isLeft = true;
    await atMost(signOutMs, this.#signingIn);
    // A question under way, or a sign-in that takes too long, holds the only connection.
    if (this.#asking > 0 || this.#signingIn !== null) await this.#wire.hangUp();
    await this.#signOut();
  }

  /** Whether our session still answers what it answered before `refused` was refused in it; who is silent now refuses nothing. */
  async #stillAnswers(before: HttpRequest, refused: HttpRequest): Promise<boolean> {
    if (isSameQuestion(before, refused)) return false;
    const { outcome } = await this.#askInSession({ ...before, deadlineMs: refused.deadlineMs });
    return outcome !== "refused";
  }

  /** In another session, for ours is over. */
  async #askAgain(request: HttpRequest): Promise<HttpAnswer> {
    const now = performance.now();
    const problem = this.#limit.problemOfReplacing(this.#access.signIn.path, now);
    if (problem !== null) return { ...problem, isDoorShut: true };
    this.#limit.replacing(now);
    await this.#signOut();
    const signInProblem = await this.#signInOnce(request.deadlineMs);
    if (signInProblem !== null) return signInProblem;
    const answer = await this.#askInSession(request);
    if (answer.outcome === "refused" && !isPerhapsOfOneDocument(answer)) await this.#signOut();
    return answer;
  }

  /** What is refused in a session just opened is refused for good; no session stays open for it. */
  async #askAnew(request: HttpRequest): Promise<HttpAnswer> {
    const problem = await this.#signInOnce(request.deadlineMs);
    if (problem !== null) return problem;
    const answer = await this.#askInSession(request);
    if (answer.outcome === "refused") await this.#signOut();
    return answer;
  }

  async #askInSession(request: HttpRequest): Promise<HttpAnswer> {
    const { deadlineMs, accept: wanted, ...question } = request;
    const session = this.#session;
    if (session === null) return signedOut;
    this.#asking += 1;
    const headers = { accept: wanted, ...session.pass.headers() };
    const reply = await this.#wire.send({ ...question, headers }, AbortSignal.timeout(deadlineMs));
    this.#asking -= 1;
    if (reply.outcome === "replied") session.pass.renew(reply);
    const answer = judge(reply);
    if (answer.outcome === "answered") session.answered = request;
    return answer;
  }

  /** Two questions at once share one attempt. Null: signed in. */
  #signInOnce(deadlineMs: number): Promise<NoAnswer | null> {
    if (this.#isLeft) return Promise.resolve(signedOut);
    this.#signingIn ??= this.#signIn(deadlineMs).finally(() => {
      this.#signingIn = null;
    });
    return this.#signingIn;
  }

  async #signIn(deadlineMs: number): Promise<NoAnswer | null> {
    const { path } = this.#access.signIn;
    const now = performance.now();
    const known = this.#limit.problemNow(path, now);
    const problem = known ?? (await this.#trySignIn(deadlineMs));
    if (known === null) this.#limit.learn(path, problem, now);
    return problem === null ? null : { ...problem, isDoorShut: true };
  }

  async #trySignIn(deadlineMs: number): Promise<NoAnswer | null> {
    const { path, type, text } = this.#access.signIn;
    const body = { type, text: text.replace(/\{(user|password)\}/g, (_, word) => this.#asJson(word === "user")) };
    const reply = await this.#wire.send({ method: "POST", path, headers: { accept }, body }, AbortSignal.timeout(deadlineMs));
    const problem = problemOfSignIn(reply);
    if (problem !== null || reply.outcome !== "replied") return problem;
    const pass = passOf(this.#access, reply);
    if (pass === null) return noSession;
    this.#session = { pass, answered: null };
    return null;
  }

  /** Whether it worked is not looked at: a session that is gone is what was wanted. */
  async #signOut(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    if (session === null || this.#access.kind !== "session") return;
    const { path, type, text } = this.#access.signOut;
    const headers = { accept, ...session.pass.headers() };
    await this.#wire.send({ method: "POST", path, headers, body: { type, text } }, AbortSignal.timeout(signOutMs));
  }

  #asJson(isUser: boolean): string {
    const { user, password } = this.#settings;
    return JSON.stringify(isUser ? user : password.reveal()).slice(1, -1);
  }
}

const isSameQuestion = (one: HttpRequest, other: HttpRequest): boolean => one.path === other.path && one.body?.text === other.body?.text;

const signedOut: NoAnswer = { outcome: "silent", note: "signed_out" };
// Refused, so that it is left alone: nobody can sign out of what was perhaps opened.
const noSession: NoAnswer = { outcome: "refused", note: "no_session" };

async function atMost(ms: number, ending: Promise<unknown> | null): Promise<void> {
  if (ending === null) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([ending, promise]);
  clearTimeout(timer);
}
