import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { freeTcpPort } from "../servers/ports.ts";
import { type Codecs, startCodecs } from "./codecs.ts";
import type { Places } from "./places.ts";
import { layOutSite, type Site } from "./site.ts";
import { startTcpRelay, type TcpRelay } from "./tcp-relay.ts";
import { startUdpRelay, type UdpRelay } from "./udp-relay.ts";
import { WireBook } from "./wire-book.ts";

export interface WorldOptions {
  readonly name: string;
  readonly folder: string;
  readonly places: Places;
  /** `steady…` answers always, `calling…` keeps a history of calls too, `shy…` is soon given up when it does not answer. */
  readonly codecs: readonly string[];
  /** Known to the collector only: what is told of them waits in the outbox from before. */
  readonly former?: readonly string[];
  readonly maxBytes?: number;
}

/** Codecs, an agent and a collector in their places, the lines between them, and what passed on these lines. */
export interface World {
  readonly site: Site;
  readonly codecs: Codecs;
  readonly uplink: TcpRelay;
  readonly book: WireBook;
  /** When an answer of a codec passes, before the agent has it. */
  readonly onAnswer: (work: () => void) => void;
  /** The lines to all codecs. */
  codecLines(act: (line: Pick<UdpRelay, "become" | "delay">) => void): void;
  close(): Promise<void>;
}

/** In namespaces of our own nobody else takes them; elsewhere one that is free now and not given by chance. */
let nextPort = 8_443;
/** Long, because an answer that comes late on a busy machine is no fault of the product; short where silence is what is tried. */
const timeoutMs = { patient: 20_000, shy: 500 } as const;

export async function buildWorld({ name, folder: parent, places, codecs: ids, former = [], maxBytes }: WorldOptions): Promise<World> {
  const folder = join(parent, name);
  mkdirSync(folder);
  const codecs = await startCodecs(places.of.codecs, ids);
  const port = places.whyShared === null ? nextPort++ : await freeTcpPort();
  const host = places.of.agent.relays;
  const uplink = await startTcpRelay({ host }, { host: places.of.collector.own, port });
  const book = new WireBook();
  const listeners: (() => void)[] = [];
  const lines: UdpRelay[] = [];
  const webLines: TcpRelay[] = [];
  const endpoints = [];
  for (const { id, snmpPort, httpPort } of codecs.places) {
    const at = { host: places.of.codecs.own, port: snmpPort };
    const onAnswer = (bytes: Buffer, run: number): void => {
      // One that is soon given up may answer when nobody waits any more.
      if (!id.startsWith("shy")) book.note(id, bytes, run);
      for (const listener of listeners.splice(0)) listener();
    };
    const line = await startUdpRelay({ host }, at, { runNow: () => book.run, onAnswer });
    lines.push(line);
    const web = httpPort === null ? null : await startTcpRelay({ host }, { ...at, port: httpPort });
    if (web !== null) webLines.push(web);
    endpoints.push({
      id,
      snmpPort: line.port,
      httpPort: web?.port ?? null,
      timeoutMs: id.startsWith("shy") ? timeoutMs.shy : timeoutMs.patient,
    });
  }
  const onAgentStart = (): void => void (book.run += 1);
  const bounds = maxBytes === undefined ? {} : { maxBytes };
  const site = layOutSite({ folder, places, collectorPort: port, uplink, endpoints, former, onAgentStart, ...bounds });
  return {
    site,
    codecs,
    uplink,
    book,
    onAnswer: (work) => void listeners.push(work),
    codecLines: (act) => {
      for (const line of [...lines, ...webLines]) act(line);
    },
    close: async () => {
      for (const line of lines) line.close();
      for (const line of [uplink, ...webLines]) await line.close();
      await codecs.close();
    },
  };
}
