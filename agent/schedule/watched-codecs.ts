import { createHmac, randomBytes } from "node:crypto";
import { type Channel, speakingChannels } from "../../contract/observation.ts";
import type { EndpointSettings, SecretWord } from "../poll/endpoint-settings.ts";
import type { Codec } from "./codec.ts";

/** An endpoint as it is to be watched. */
export interface WatchedEndpoint {
  readonly settings: EndpointSettings;
  readonly zone: string;
  readonly ignoredDiagnostics: readonly string[];
}

export interface CodecsChange {
  /** Whose settings are the same is the same object as before. */
  readonly codecs: readonly Codec[];
  /** By endpoint, the speaking channels whose settings are others than before. */
  readonly mended: ReadonlyMap<string, readonly Channel[]>;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

interface Watched {
  readonly codec: Codec;
  /** Digests of the settings, whole and by channel, so that no password is kept to be compared. */
  readonly whole: string;
  readonly channels: Readonly<Record<string, string>>;
}

/** The codecs that are watched, kept open as long as nothing about them changes: sessions, what they told, what they refused. */
export class WatchedCodecs {
  readonly #open: (endpoint: WatchedEndpoint) => Codec;
  readonly #key = randomBytes(32);
  #watched: ReadonlyMap<string, Watched> = new Map();

  constructor(open: (endpoint: WatchedEndpoint) => Codec) {
    this.#open = open;
  }

  all(): readonly Codec[] {
    return [...this.#watched.values()].map(({ codec }) => codec);
  }

  /** @throws Error where it is not watched */
  of(endpoint: string): Codec {
    const watched = this.#watched.get(endpoint);
    if (watched === undefined) throw new Error(`no codec ${endpoint}`);
    return watched.codec;
  }

  /** Opens what is new, and forgets what is no longer there without closing it: a poll of it may be under way. */
  change(endpoints: readonly WatchedEndpoint[]): CodecsChange {
    const former = this.#watched;
    const mended = new Map<string, readonly Channel[]>();
    const counts = { added: 0, changed: 0 };
    const next = new Map<string, Watched>();
    for (const endpoint of endpoints) {
      const { id } = endpoint.settings;
      const before = former.get(id);
      const digests = { whole: this.#digest(endpoint), channels: this.#channelDigests(endpoint.settings) };
      if (before?.whole === digests.whole) {
        next.set(id, before);
        continue;
      }
      counts[before === undefined ? "added" : "changed"] += 1;
      next.set(id, { codec: this.#open(endpoint), ...digests });
      if (before === undefined) continue;
      mended.set(
        id,
        speakingChannels.filter((channel) => before.channels[channel] !== digests.channels[channel]),
      );
    }
    this.#watched = next;
    const removed = [...former.keys()].filter((id) => !next.has(id)).length;
    return { codecs: this.all(), mended, ...counts, removed };
  }

  /** Another machine has another memory of us. */
  #channelDigests({ host, family, snmp, http }: EndpointSettings): Readonly<Record<string, string>> {
    return { snmp: this.#digest([host, family, snmp]), http: this.#digest([host, family, http]) };
  }

  #digest(value: unknown): string {
    return createHmac("sha256", this.#key)
      .update(JSON.stringify(inClear(value)))
      .digest("base64");
  }
}

/** Secrets print as nothing: to be compared they are revealed, and never leave this file. */
function inClear(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value ?? null;
  if (isSecret(value)) return { word: value.reveal() };
  if (Array.isArray(value)) return value.map(inClear);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inClear(inner)]));
}

function isSecret(value: object): value is SecretWord {
  return "reveal" in value && typeof value.reveal === "function";
}
