import type { Question } from "../../contract/observation.ts";
import type { Driver, WebAccess } from "../drivers/driver.ts";
import { driverOf } from "../drivers/index.ts";
import { isAnothersPage } from "../drivers/recognise.ts";
import type { TransportCounters } from "../transport/counters.ts";
import { HttpChannel } from "../transport/http.ts";
import type { SharedWires } from "../transport/shared-wires.ts";
import { SnmpChannel } from "../transport/snmp.ts";
import { CodecMemory } from "./codec-memory.ts";
import type { EndpointSettings } from "./endpoint-settings.ts";
import { type Questionnaire, questionnaireOf, questionnaireOrProof, type Reach } from "./questionnaire.ts";
import type { SiteContext } from "./site.ts";

export interface TargetOptions {
  readonly counters: TransportCounters;
  /** What codecs polled by one agent share on the wire; absent for one that is polled alone. */
  readonly shared?: SharedWires;
  /** Seconds between two polls, told with every observation. */
  readonly paces: Readonly<Record<Question, number>>;
  readonly site: SiteContext;
}

const basic: WebAccess = { kind: "basic" };

/** One codec as the poller knows it: its channels, kept open between polls, and its family once known. */
export class PollTarget {
  readonly settings: EndpointSettings;
  readonly paces: Readonly<Record<Question, number>>;
  readonly snmp: SnmpChannel | null;
  readonly http: HttpChannel | null;
  readonly site: SiteContext;
  readonly memory: CodecMemory;
  #driver: Driver | null = null;
  readonly #questionnaires = new Map<Question, Questionnaire>();
  #lastPoll: Promise<unknown> = Promise.resolve();

  constructor(settings: EndpointSettings, options: TargetOptions) {
    const { host, snmp, http, timeoutMs, retries } = settings;
    this.settings = settings;
    this.paces = options.paces;
    this.snmp = snmp === undefined ? null : new SnmpChannel({ host, snmp, timeoutMs, retries }, options.counters, options.shared);
    this.http = http === undefined ? null : new HttpChannel(http);
    this.site = options.site;
    this.memory = new CodecMemory();
    const driver = driverOf(settings.family);
    if (driver !== null) this.remember(driver);
    else if (settings.family !== "auto") throw new Error(`endpoint ${settings.id}: no codec family "${settings.family}"`);
  }

  /** Null until the codec's first answer told its family. */
  get driver(): Driver | null {
    return this.#driver;
  }

  remember(driver: Driver): void {
    this.#driver = driver;
    this.http?.useAccess(driver.access ?? basic);
    this.http?.expect((page) => isAnothersPage(page, driver));
  }

  /** Whether this codec has anything to say about the question: no use asking a generic codec for its calls. */
  asks(question: Question): boolean {
    const { snmp, http } = this.#reach();
    if (!snmp && !http) return question === "state";
    return this.#driver === null || questionnaireOf(this.#driver, question, this.#reach()) !== null;
  }

  questionnaireFor(driver: Driver, question: Question): Questionnaire {
    // A guess made while the web interface rests may be bettered by what it says.
    if (driver !== this.#driver) return questionnaireOrProof(driver, question, this.#reach());
    const known = this.#questionnaires.get(question);
    if (known !== undefined) return known;
    const questionnaire = questionnaireOrProof(driver, question, this.#reach());
    this.#questionnaires.set(question, questionnaire);
    return questionnaire;
  }

  /** One thing at a time: codecs are small machines with something better to do. */
  inTurn<T>(poll: () => Promise<T>): Promise<T> {
    const turn = this.#lastPoll.then(poll, poll);
    this.#lastPoll = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    this.snmp?.close();
    await this.http?.close();
  }

  #reach(): Reach {
    return { snmp: this.snmp !== null, http: this.http !== null };
  }
}

/** @throws Error where the settings name a family that does not exist. Opens no socket: the first poll does. */
export function openTarget(settings: EndpointSettings, options: TargetOptions): PollTarget {
  return new PollTarget(settings, options);
}
