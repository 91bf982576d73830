import type { HttpSettings } from "../poll/endpoint-settings.ts";
import type { HttpAnswer, HttpRequest, WayIn } from "./http-exchange.ts";
import { judge } from "./http-verdict.ts";
import type { HttpWire } from "./http-wire.ts";

/** The name and password on each request: no session that could leak. */
export class BasicAccess implements WayIn {
  readonly #wire: HttpWire;
  readonly #settings: HttpSettings;

  constructor(wire: HttpWire, settings: HttpSettings) {
    this.#wire = wire;
    this.#settings = settings;
  }

  async ask({ accept, deadlineMs, ...question }: HttpRequest): Promise<HttpAnswer> {
    const { user, password } = this.#settings;
    const authorization = `Basic ${Buffer.from(`${user}:${password.reveal()}`, "utf8").toString("base64")}`;
    return judge(await this.#wire.send({ ...question, headers: { accept, authorization } }, AbortSignal.timeout(deadlineMs)));
  }

  async leave(): Promise<void> {}
}
