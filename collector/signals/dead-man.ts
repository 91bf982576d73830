import type { Logger } from "pino";
import { Agent, request } from "undici";
import type { Secret } from "../../settings/secret.ts";
import type { Hindrance } from "./well-being.ts";

export interface DeadManOptions {
  /** Called as long as all is well; whoever is called raises the alarm when the calls stop. Never logged: it often is the password. */
  readonly url: Secret;
  readonly method: "GET" | "POST";
  readonly everySeconds: number;
  /** What is wrong is told at once, at `URL/fail`, as healthchecks.io understands it. */
  readonly tellsFailures: boolean;
  /** PEM; null: the system's own authorities. */
  readonly caPem: string | null;
  readonly hindrance: () => Promise<Hindrance | null>;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  /** How long an answer is waited for; 10 s unless told. */
  readonly timeoutMs?: number;
}

export interface DeadMan {
  start(): void;
  /** Settles when the call under way has ended. */
  stop(): Promise<void>;
}

/**
 * The dead man's signal: sent at each interval in which the collector truly worked, and not sent otherwise. It is for the one fault
 * nobody else tells of: that the watcher itself is gone. Nothing of it delays the collector.
 */
export function createDeadMan(options: DeadManOptions): DeadMan {
  return new Signal(options);
}

class Signal implements DeadMan {
  readonly #options: DeadManOptions;
  readonly #agent: Agent;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #call: Promise<void> | null = null;
  #hindrance: Hindrance | null = null;
  #fault: string | null = null;

  constructor(options: DeadManOptions) {
    this.#options = options;
    this.#agent = new Agent({ connections: 1, ...(options.caPem === null ? {} : { connect: { ca: options.caPem } }) });
  }

  start(): void {
    this.#beat();
    this.#timer = setInterval(() => this.#beat(), this.#options.everySeconds * 1_000);
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#stopping.abort();
    await this.#call;
    await this.#agent.destroy();
  }

  /** A call that lasts longer than an interval takes the place of the next. */
  #beat(): void {
    this.#call ??= this.#tell().finally(() => {
      this.#call = null;
    });
  }

  async #tell(): Promise<void> {
    const hindrance = await this.#options.hindrance();
    this.#say(hindrance);
    if (hindrance !== null && !this.#options.tellsFailures) return;
    const fault = await this.#send(hindrance);
    if (!this.#stopping.signal.aborted) this.#sayFault(fault);
  }

  /** Null when it was received. A redirection is not followed: nobody said where it leads. */
  async #send(hindrance: Hindrance | null): Promise<string | null> {
    const { url, method, timeoutMs = 10_000 } = this.#options;
    const address = hindrance === null ? url.reveal() : failureAddress(url.reveal());
    const body = hindrance === null || method === "GET" ? null : hindrance;
    try {
      const { statusCode, body: answer } = await request(address, {
        method,
        body,
        dispatcher: this.#agent,
        signal: AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(timeoutMs)]),
        headers: { "user-agent": "vigie" },
      });
      await answer.dump({ limit: 65_536 });
      return statusCode >= 200 && statusCode < 300 ? null : `HTTP_${statusCode}`;
    } catch (error) {
      return faultOf(error);
    }
  }

  #say(hindrance: Hindrance | null): void {
    if (hindrance === this.#hindrance) return;
    if (hindrance === null) this.#options.log.info("collector works again, the dead man's signal is sent");
    else this.#options.log.error({ hindrance }, "collector does not do its work, the dead man's signal is withheld");
    this.#hindrance = hindrance;
  }

  #sayFault(fault: string | null): void {
    if (fault === this.#fault) return;
    if (fault === null) this.#options.log.info("dead man's signal is received again");
    else this.#options.log.warn({ code: fault }, "dead man's signal was not received");
    this.#fault = fault;
  }
}

/** Beside the signal's own path, whatever question follows it. */
function failureAddress(url: string): string {
  const address = new URL(url);
  address.pathname = `${address.pathname.replace(/\/+$/, "")}/fail`;
  return address.href;
}

/** A word, never the message: it may hold the address. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return "NO_ANSWER";
  if (error.name === "TimeoutError") return "NO_ANSWER_IN_TIME";
  return "code" in error && typeof error.code === "string" ? error.code : "NO_ANSWER";
}
