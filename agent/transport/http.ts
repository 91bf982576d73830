import type { WebAccess, WebBanner } from "../drivers/driver.ts";
import type { HttpSettings } from "../poll/endpoint-settings.ts";
import { BasicAccess } from "./basic-access.ts";
import { DigestAccess } from "./digest-access.ts";
import { Doorstep, type StrangerJudge } from "./doorstep.ts";
import type { HttpAnswer, HttpRequest, WayIn } from "./http-exchange.ts";
import { isNeverReached, otherCertificate } from "./http-failures.ts";
import { HttpWire } from "./http-wire.ts";
import type { TlsState } from "./pinned-connector.ts";
import { SignInLimit } from "./sign-in-limit.ts";
import { SignedInAccess } from "./signed-in-access.ts";

const basic: WebAccess = { kind: "basic" };

/** A codec's web interface: one connection, kept, and the way in that its family has. One question at a time. */
export class HttpChannel {
  readonly #settings: HttpSettings;
  readonly #wire: HttpWire;
  readonly #doorstep: Doorstep;
  readonly #signInLimit = new SignInLimit();
  #access: WebAccess = basic;
  #wayIn: WayIn;
  #left: Promise<void> = Promise.resolve();

  constructor(settings: HttpSettings) {
    this.#settings = settings;
    this.#wire = new HttpWire(settings);
    this.#doorstep = new Doorstep(this.#wire);
    this.#wayIn = this.#open(basic);
  }

  /** How the last connection was known to lead to the codec; null before the first, and when none came about. */
  get tlsState(): TlsState | null {
    return this.#wire.tlsState;
  }

  /** How this codec lets somebody in, once its family is known; basic until then. May be called at each poll. */
  useAccess(access: WebAccess): void {
    const isSame = access === this.#access || (!("signIn" in access) && access.kind === this.#access.kind);
    if (isSame) return;
    const before = this.#wayIn;
    this.#left = this.#left.then(() => before.leave());
    this.#access = access;
    this.#wayIn = this.#open(access);
  }

  /** Whose page is a stranger's, once the family is known: nothing of a password is sent there. */
  expect(isStranger: StrangerJudge): void {
    this.#doorstep.expect(isStranger);
  }

  async ask(request: HttpRequest): Promise<HttpAnswer> {
    await this.#left;
    await this.#wire.ready();
    const answer = await this.#askOnce(request);
    // Whoever shows another certificate than before was told nothing: he is looked at first, as anybody new.
    return answer.outcome !== "answered" && answer.note === otherCertificate ? this.#askOnce(request) : answer;
  }

  /** What the root page says to somebody who gives no name: one GET, no credentials. Null: nothing that speaks HTTP answered. */
  async banner(deadlineMs: number): Promise<WebBanner | null> {
    await this.#wire.ready();
    const looked = await this.#doorstep.look(deadlineMs);
    return "outcome" in looked ? null : looked;
  }

  /** Signs out and hangs up, at once for questions under way. Nobody is signed in again afterwards. */
  async close(): Promise<void> {
    await this.#left;
    await this.#wayIn.leave();
    await this.#wire.hangUp();
  }

  async #askOnce(request: HttpRequest): Promise<HttpAnswer> {
    const problem = await this.#doorstep.problem(request.deadlineMs);
    if (problem !== null) return problem;
    const answer = await this.#wayIn.ask(request);
    if (answer.outcome !== "answered" && isNeverReached(answer)) this.#doorstep.forget();
    return answer;
  }

  #open(access: WebAccess): WayIn {
    switch (access.kind) {
      case "basic":
        return new BasicAccess(this.#wire, this.#settings);
      case "digest":
        return new DigestAccess(this.#wire, this.#settings);
      case "session":
      case "token":
        return new SignedInAccess(this.#wire, this.#settings, access, this.#signInLimit);
    }
  }
}
