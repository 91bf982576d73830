import { isIP } from "node:net";
import snmp from "net-snmp";
import type { SnmpValue } from "../drivers/driver.ts";
import type { SnmpSettings } from "../poll/endpoint-settings.ts";
import type { TransportCounters } from "./counters.ts";
import { guardedDgram, type SocketGuard } from "./guarded-socket.ts";
import { type HearNode, heardNode } from "./heard-node.ts";
import { TemplateSession } from "./request-template.ts";
import type { SharedWires } from "./shared-wires.ts";
import { type Exchange, exchangeOfError, type SnmpAnswer, valueOf } from "./snmp-exchange.ts";
import { type WalkAnswer, type WalkLimits, walkColumns } from "./snmp-walk.ts";
import { addressOf, nameNotFound } from "./witness.ts";

export interface SnmpChannelSettings {
  readonly host: string;
  readonly snmp: SnmpSettings;
  /** How long a GET may wait for its reply; a walk may take twice that. */
  readonly timeoutMs: number;
  readonly retries: number;
}

/** GET gives variables; GETBULK gives, for each node asked, those that follow it. */
type Variables = readonly (snmp.Varbind | snmp.Varbind[])[];
type Settle = (exchange: Exchange<Variables>) => void;
type Callback = (error: Error | null, varbinds?: (snmp.Varbind | snmp.Varbind[])[]) => void;
type Start = (session: snmp.Session, done: Callback) => void;
type RequestKind = keyof typeof patience;

/** The request in flight: there is one at most, codecs are asked one thing at a time. */
interface Pending {
  readonly settle: Settle;
  sendsLeft: number;
  heardCount: number;
  garbledCount: number;
}

const deadlineMarginMs = 250;
/** Rows of a table take a small agent longer than nodes that it is asked for by name. */
const patience = { get: 1, walk: 2 };

/** A codec's SNMP agent. The session is opened at the first question and kept: opening one costs half as much as a poll. */
export class SnmpChannel {
  readonly #settings: SnmpChannelSettings;
  readonly #counters: TransportCounters;
  readonly #shared: SharedWires | undefined;
  #session: snmp.Session | null = null;
  #pending: Pending | null = null;
  /** v3 only: the codec has once accepted our credentials on this session. */
  #isProven = false;

  /** @param shared what the codecs of one agent have in common; a codec asked alone has none of it */
  constructor(settings: SnmpChannelSettings, counters: TransportCounters, shared?: SharedWires) {
    this.#settings = settings;
    this.#counters = counters;
    this.#shared = shared;
  }

  /** Values in the order of `oids`, null where the codec has no such node. One GET, or several when the codec cannot hold it in one. */
  async get(oids: readonly string[], hear?: HearNode): Promise<SnmpAnswer<(SnmpValue | null)[]>> {
    const exchange = await this.#ask("get", (session, done) => session.get([...oids], done), hear);
    if (exchange.kind === "values") return alignValues(oids, exchange.values);
    if (exchange.kind === "none") return exchange;
    if (oids.length === 1) return { outcome: "answered", values: [null], dropped: exchange.status === snmp.ErrorStatus.NoSuchName ? 0 : 1 };
    return this.#getHalves(oids, hear);
  }

  /** Rows of table columns by GETBULK, all columns side by side. */
  walk(columns: readonly string[], limits?: WalkLimits, hear?: HearNode): Promise<WalkAnswer> {
    const askNext = (oids: readonly string[], repetitions: number): Promise<Exchange<Variables>> =>
      this.#ask("walk", (session, done) => session.getBulk([...oids], 0, repetitions, done), hear);
    return walkColumns(columns, askNext, limits);
  }

  close(): void {
    this.#dropSession();
  }

  /** tooBig, or one node that breaks the whole answer: the rest is kept by asking in smaller parts. */
  async #getHalves(oids: readonly string[], hear?: HearNode): Promise<SnmpAnswer<(SnmpValue | null)[]>> {
    const middle = Math.ceil(oids.length / 2);
    const first = await this.get(oids.slice(0, middle), hear);
    if (first.outcome !== "answered") return first;
    const second = await this.get(oids.slice(middle), hear);
    if (second.outcome !== "answered") return second;
    return { outcome: "answered", values: [...first.values, ...second.values], dropped: first.dropped + second.dropped };
  }

  async #ask(kind: RequestKind, start: Start, hear?: HearNode): Promise<Exchange<Variables>> {
    const session = this.#session ?? (await this.#openSession());
    if (session === null) return { kind: "none", ...nameNotFound };
    // Net-snmp takes the time a request may last from its session when the request starts.
    const timeoutMs = this.#settings.timeoutMs * patience[kind];
    Object.assign(session, { timeout: timeoutMs });
    const exchange = await this.#exchange(session, start, timeoutMs);
    this.#learn(exchange);
    if (hear !== undefined && exchange.kind === "values") tellNodes(exchange.values, hear);
    return exchange;
  }

  #exchange(session: snmp.Session, start: Start, timeoutMs: number): Promise<Exchange<Variables>> {
    return new Promise((resolve) => {
      const deadline = setTimeout(() => pending.settle(this.#judgeSilence(pending)), this.#deadlineMs(timeoutMs));
      const settle: Settle = (exchange) => {
        clearTimeout(deadline);
        if (this.#pending === pending) this.#pending = null;
        resolve(exchange);
      };
      const pending: Pending = { settle, sendsLeft: this.#sendsAllowed(), heardCount: 0, garbledCount: 0 };
      this.#pending = pending;
      start(session, (error, varbinds) =>
        settle(error === null ? { kind: "values", values: varbinds ?? [] } : this.#judgeError(error, pending)),
      );
    });
  }

  #judgeError(error: Error, pending: Pending): Exchange<never> {
    const exchange = exchangeOfError(error);
    if (exchange === "timed-out" || pending.sendsLeft < 0) return this.#judgeSilence(pending);
    if (exchange.kind === "none" && exchange.note === "snmp_invalid_response") this.#counters.malformedReplies += 1;
    return exchange;
  }

  /** Nothing usable came in time. Garbage is not silence; nor is a codec that shows its engine and then ignores what we sign. */
  #judgeSilence(pending: Pending): Exchange<never> {
    if (pending.garbledCount > 0) return { kind: "none", outcome: "garbled", note: "snmp_undecodable" };
    if (pending.sendsLeft < 0) return { kind: "none", outcome: "garbled", note: "usm_report_loop" };
    if (this.#settings.snmp.version === "3" && pending.heardCount > 0) return { kind: "none", outcome: "refused", note: "usm_ignored" };
    return { kind: "none", outcome: "silent", note: "snmp_timeout" };
  }

  /** A session that knows nothing proven about a v3 engine, or whose codec may have moved, is opened afresh next time. */
  #learn(exchange: Exchange<unknown>): void {
    const isV3 = this.#settings.snmp.version === "3";
    if (exchange.kind !== "none") this.#isProven = true;
    else if (exchange.outcome === "silent" ? isIP(this.#settings.host) === 0 || (isV3 && !this.#isProven) : isV3) this.#dropSession();
  }

  async #openSession(): Promise<snmp.Session | null> {
    const address = await addressOf(this.#settings.host);
    if (address === null) return null;
    const { snmp: settings, timeoutMs, retries } = this.#settings;
    const common = {
      port: settings.port,
      timeout: timeoutMs,
      retries,
      transport: isIP(address) === 6 ? ("udp6" as const) : ("udp4" as const),
      dgramModule: this.#shared?.sockets.moduleFor(this.#guard(address)) ?? guardedDgram(this.#guard(address)),
    };
    this.#session = settings.version === "2c" ? openV2c(address, settings, common, this.#shared) : openV3(address, settings, common);
    // Without a listener, one undecodable datagram would end the process.
    this.#session.on("error", () => this.#onUndecodable());
    return this.#session;
  }

  #guard(address: string): SocketGuard {
    return {
      address,
      port: this.#settings.snmp.port,
      maySend: () => this.#pending !== null && --this.#pending.sendsLeft >= 0,
      onHeard: () => {
        if (this.#pending !== null) this.#pending.heardCount += 1;
      },
      onStranger: () => {
        this.#counters.spoofedReplies += 1;
      },
      onThrown: () => {
        this.#counters.malformedReplies += 1;
        this.#pending?.settle({ kind: "none", outcome: "garbled", note: "snmp_unexpected_report" });
      },
      onSocketError: () => {
        this.#pending?.settle({ kind: "none", outcome: "silent", note: "socket_error" });
        this.#dropSession();
      },
    };
  }

  #onUndecodable(): void {
    this.#counters.malformedReplies += 1;
    if (this.#pending !== null) this.#pending.garbledCount += 1;
  }

  #dropSession(): void {
    const session = this.#session;
    this.#session = null;
    this.#isProven = false;
    session?.close();
  }

  #attempts(): number {
    return (this.#settings.retries + 1) * (this.#settings.snmp.version === "3" ? 2 : 1);
  }

  /** net-snmp has its own timers; this one holds when they were lost with a datagram that made it throw. */
  #deadlineMs(timeoutMs: number): number {
    return timeoutMs * this.#attempts() + deadlineMarginMs;
  }

  #sendsAllowed(): number {
    return this.#attempts() + 2;
  }
}

function openV2c(
  address: string,
  settings: SnmpSettings & { version: "2c" },
  common: snmp.SessionOptions,
  shared: SharedWires | undefined,
): snmp.Session {
  const community = settings.community.reveal();
  const session = new TemplateSession(address, community, { ...common, version: snmp.Version2c });
  if (shared !== undefined) session.share(shared.templatesOf(community));
  return session;
}

function openV3(address: string, settings: SnmpSettings & { version: "3" }, common: snmp.SessionOptionsV3): snmp.Session {
  const user = {
    name: settings.user,
    level: snmp.SecurityLevel.authPriv,
    authProtocol: snmp.AuthProtocols[settings.authProtocol],
    authKey: settings.authPassword.reveal(),
    privProtocol: snmp.PrivProtocols[settings.privProtocol],
    privKey: settings.privPassword.reveal(),
  };
  return new snmp.Session(address, user, { ...common, version: snmp.Version3 });
}

function tellNodes(variables: Variables, hear: HearNode): void {
  for (const varbind of variables.flat()) {
    const node = heardNode(varbind);
    if (node !== null) hear(node);
  }
}

/** A reply must answer the nodes that were asked, in their order; one that does not is dropped and the others are kept. */
function alignValues(oids: readonly string[], varbinds: Variables): SnmpAnswer<(SnmpValue | null)[]> {
  let dropped = 0;
  const values = oids.map((oid, index) => {
    const varbind = varbinds[index];
    if (varbind !== undefined && !Array.isArray(varbind) && varbind.oid === oid) return valueOf(varbind);
    dropped += 1;
    return null;
  });
  return { outcome: "answered", values, dropped };
}
