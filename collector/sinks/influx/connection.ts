import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { InfluxDB, type IPoolOptions } from "influx";
import { DeadlineFault, faultOf, InfluxFault } from "./influx-fault.ts";
import { measurements } from "./measurements.ts";
import type { Point } from "./point.ts";

export interface InfluxTarget {
  readonly url: string;
  readonly database: string;
  /** null: the server asks for nobody's name. */
  readonly login: { readonly user: string; readonly password: { reveal(): string } } | null;
}

/** One client of InfluxDB, thrown away after the first fault that is not the points'. Every promise settles before the deadline. */
export interface InfluxConnection {
  /** Creates the database where it is missing and we may. Says whether it held nothing of ours. @throws InfluxFault */
  prepare(): Promise<{ readonly isEmpty: boolean }>;
  /** @throws InfluxFault */
  write(points: readonly Point[]): Promise<void>;
  close(): void;
}

// The client's pool would take its only host out of service after one failure; when to try again is decided elsewhere.
const neverDisable: NonNullable<IPoolOptions["backoff"]> = { getDelay: () => 0, next: () => neverDisable, reset: () => neverDisable };

/** @param own measurements of ours by which it is known whether the database was filled before */
export function connectInflux(target: InfluxTarget, deadlineMs: number, own: readonly string[] = measurements): InfluxConnection {
  const url = new URL(target.url);
  const isTls = url.protocol === "https:";
  const defaultPort = isTls ? 443 : 80;
  // Idle sockets are closed before a proxy in between does it behind our back.
  const agent = new (isTls ? HttpsAgent : HttpAgent)({ keepAlive: true, timeout: 5_000 });
  const abort = new AbortController();
  const client = new InfluxDB({
    database: target.database,
    // Without these the client introduces itself as root, with the password root.
    username: target.login?.user ?? "",
    password: target.login?.password.reveal() ?? "",
    hosts: [
      {
        protocol: isTls ? "https" : "http",
        host: url.hostname,
        port: Number(url.port === "" ? defaultPort : url.port),
        path: url.pathname.replace(/\/$/, ""),
        options: { agent, signal: abort.signal },
      },
    ],
    pool: { backoff: neverDisable, maxRetries: 0, requestTimeout: 2 * deadlineMs },
  });
  const close = () => {
    abort.abort();
    agent.destroy();
  };
  const bounded = <T>(request: () => Promise<T>) => settleBefore(deadlineMs, abort.signal, close, request);
  return {
    prepare: () => prepareDatabase(client, { name: target.database, own }, bounded),
    write: (points) => bounded(() => client.writePoints([...points], { precision: "ms" })),
    close,
  };
}

/** `influx` never settles when an answer is cut in its middle, and takes no signal for a write: the deadline is ours. */
async function settleBefore<T>(deadlineMs: number, signal: AbortSignal, close: () => void, request: () => Promise<T>): Promise<T> {
  const { promise: given, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(new InfluxFault("server", "given up: the connection was closed"));
  const timer = setTimeout(() => {
    reject(new DeadlineFault(deadlineMs));
    close();
  }, deadlineMs);
  signal.addEventListener("abort", giveUp);
  try {
    return await Promise.race([request(), given]);
  } catch (error) {
    throw faultOf(error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", giveUp);
  }
}

type Bounded = <T>(request: () => Promise<T>) => Promise<T>;

async function prepareDatabase(
  client: InfluxDB,
  { name: database, own }: { name: string; own: readonly string[] },
  bounded: Bounded,
): Promise<{ isEmpty: boolean }> {
  const names = await unlessForbidden(bounded(() => client.getDatabaseNames()));
  if (names === null) return { isEmpty: false };
  if (!names.includes(database)) {
    const created = await unlessForbidden(bounded(() => client.createDatabase(database)).then(() => true));
    return { isEmpty: created === true };
  }
  const stored = await unlessForbidden(bounded(() => client.getMeasurements(database)));
  return { isEmpty: stored !== null && !own.some((measurement) => stored.includes(measurement)) };
}

/** A user who may only write is a good user: what it may not ask or create is left to the administrator. */
async function unlessForbidden<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    const fault = faultOf(error);
    if (/not authorized|forbidden/i.test(fault.message)) return null;
    // Here a 400 cannot be about points: something in between does not let us through.
    throw fault.kind === "points" ? new InfluxFault("server", fault.message, { cause: error }) : fault;
  }
}
