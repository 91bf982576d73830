import { type CodecIdentity, type CodecView, type SimulatedFamily } from "./codec-view.ts";
import { cisco } from "./families/cisco/cisco.ts";
import type { Family } from "./families/family.ts";
import { generic } from "./families/generic.ts";
import { hdx } from "./families/hdx/hdx.ts";
import { engineIdOf } from "./families/mib2.ts";
import { poly } from "./families/poly/poly.ts";
import { basicDoor } from "./http/basic-door.ts";
import type { HttpFace } from "./http/face.ts";
import { createHttpFront, type HttpFront, type HttpPort } from "./http/front.ts";
import { type Certificate, selfSignedCertificate } from "./http/self-signed.ts";
import { applyEvent, type CodecLife, type CodecMemory, freshMemory, memoryOf, newLife, settle } from "./life.ts";
import type { CodecEvent } from "./script.ts";
import { type SnmpFace, type SnmpResponder, startSnmpResponder } from "./snmp/responder.ts";
import type { PasswordKeys, UsmUser } from "./snmp/usm-keys.ts";

/** One codec to simulate. A port that is 0 or absent takes a free one; a channel without its credentials stays closed. */
export interface SimulatedCodecOptions {
  readonly id: string;
  readonly family: SimulatedFamily;
  readonly model?: string;
  readonly firmware?: string;
  readonly serial?: string;
  readonly name?: string;
  readonly isCloudRegistered?: boolean;
  /** 127.0.0.1 unless told; any 127.x.y.z on Linux. */
  readonly address?: string;
  readonly snmpPort?: number;
  readonly community?: string;
  readonly v3User?: UsmUser;
  readonly httpPort?: number;
  /** https unless told. */
  readonly httpScheme?: "http" | "https";
  readonly httpUser?: string;
  readonly httpPassword?: string;
  /** Seconds since its last boot when it was never simulated before; one day unless told. */
  readonly uptimeS?: number;
  /** What it kept from an earlier simulation. */
  readonly memory?: CodecMemory;
}

export interface FleetOptions {
  /** ms since 1970 UTC; the wall clock unless told. */
  readonly nowMs?: () => number;
  /** Of all codecs with HTTPS; made on the spot unless given. */
  readonly certificate?: Certificate;
}

export interface SimulatedCodec {
  readonly identity: CodecIdentity;
  readonly address: string;
  /** null where the codec does not speak SNMP. */
  readonly snmpPort: number | null;
  /** Scheme, address and port; null where the codec has no web interface. */
  readonly httpUrl: string | null;
  apply(event: CodecEvent): void;
  /** The codec as it is now: its call, its history, its faults. */
  view(): CodecView;
  memory(): CodecMemory;
}

export interface Fleet {
  readonly codecs: readonly SimulatedCodec[];
  /** @throws RangeError where no codec has this id. */
  codec(id: string): SimulatedCodec;
  close(): Promise<void>;
}

const families: Readonly<Record<SimulatedFamily, Family>> = {
  "generic-mib2": generic,
  "poly-videoos": poly,
  "cisco-ce": cisco,
  "poly-hdx": hdx,
};

const usualBox: Readonly<Record<SimulatedFamily, { model: string; firmware: string }>> = {
  "generic-mib2": { model: "Terminal VT-240", firmware: "2.4.1" },
  "poly-videoos": { model: "StudioX50", firmware: "3.10.0-362035" },
  "cisco-ce": { model: "Cisco TelePresence SX80", firmware: "ce9.10.0.50f5888d087" },
  "poly-hdx": { model: "HDX 7000", firmware: "Release - 3.1.14-56008" },
};

interface Parts {
  readonly nowMs: () => number;
  readonly front: HttpFront;
  readonly passwordKeys: PasswordKeys;
}

/** Opens the ports of all codecs; they answer until `close`. Either all of them open, or none stays open. */
export async function startFleet(codecs: readonly SimulatedCodecOptions[], options: FleetOptions = {}): Promise<Fleet> {
  const nowMs = options.nowMs ?? Date.now;
  let certificate = options.certificate;
  const front = createHttpFront(() => (certificate ??= selfSignedCertificate("codec-fictif.invalid", nowMs())));
  const parts: Parts = { nowMs, front, passwordKeys: new Map() };
  const started = await Promise.allSettled(codecs.map((codec) => startCodec(codec, parts)));
  const running = started.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const close = async (): Promise<void> => void (await Promise.all(running.map((codec) => codec.close())));
  const failed = started.find((result) => result.status === "rejected");
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  const byId = new Map(running.map((codec) => [codec.identity.id, codec]));
  return { codecs: running, codec: (id) => byId.get(id) ?? missing(id), close };
}

type RunningCodec = SimulatedCodec & { close(): Promise<void> };

async function startCodec(options: SimulatedCodecOptions, { nowMs, front, passwordKeys }: Parts): Promise<RunningCodec> {
  const identity = identityOf(options);
  const address = options.address ?? "127.0.0.1";
  const life = newLife(options.memory ?? freshMemory(nowMs(), options.uptimeS ?? 86_400));
  const view = (): CodecView => viewOf(identity, life, nowMs());
  const snmp = await openSnmp(options, view, passwordKeys, address);
  const http = await openHttp(options, view, front, address).catch(async (error: unknown) => {
    await snmp?.close();
    throw error;
  });
  return {
    identity,
    address,
    snmpPort: snmp?.port ?? null,
    httpUrl: http === null ? null : `${options.httpScheme ?? "https"}://${address}:${http.port}`,
    apply: (event) => {
      applyEvent(life, event, nowMs());
      if (event.does === "reboot") http?.restart();
    },
    view,
    memory: () => memoryOf(view().life),
    close: async () => void (await Promise.all([snmp?.close(), http?.close()])),
  };
}

function identityOf(options: SimulatedCodecOptions): CodecIdentity {
  const box = usualBox[options.family];
  return {
    id: options.id,
    family: options.family,
    model: options.model ?? box.model,
    firmware: options.firmware ?? box.firmware,
    serial: options.serial ?? `DEMO${engineIdOf(options.id).toString("hex").slice(-8).toUpperCase()}`,
    name: options.name ?? options.id,
    isCloudRegistered: options.isCloudRegistered ?? false,
  };
}

function viewOf(identity: CodecIdentity, life: CodecLife, nowMs: number): CodecView {
  settle(life, nowMs);
  return { identity, life, nowMs };
}

async function openSnmp(
  options: SimulatedCodecOptions,
  view: () => CodecView,
  passwordKeys: PasswordKeys,
  address: string,
): Promise<SnmpResponder | null> {
  const { community, v3User } = options;
  if (community === undefined && v3User === undefined) return null;
  const face: SnmpFace = {
    tree: families[options.family].snmp,
    ...(community === undefined ? {} : { community }),
    ...(v3User === undefined ? {} : { engine: { engineId: engineIdOf(options.id), user: v3User, passwordKeys, reports: new Map() } }),
    view,
  };
  return startSnmpResponder(face, address, options.snmpPort ?? 0);
}

async function openHttp(
  options: SimulatedCodecOptions,
  view: () => CodecView,
  front: HttpFront,
  address: string,
): Promise<HttpPort | null> {
  const { http: answer, door = basicDoor } = families[options.family];
  const { httpUser, httpPassword } = options;
  if (answer === undefined || httpUser === undefined || httpPassword === undefined) return null;
  const face: HttpFace = { scheme: options.httpScheme ?? "https", door: door({ user: httpUser, password: httpPassword }), answer, view };
  return front.open(face, address, options.httpPort ?? 0);
}

function missing(id: string): never {
  throw new RangeError(`no simulated codec is named ${id}`);
}
