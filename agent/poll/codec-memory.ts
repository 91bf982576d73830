import type { Reading } from "../../contract/observation.ts";
import type { Evidence } from "../drivers/driver.ts";
import { nameOfNotACodec } from "../drivers/not-codecs.ts";
import { HistoryThread } from "./history-thread.ts";
import { LeftAlone } from "./left-alone.ts";
import { ReportedCalls } from "./reported-calls.ts";
import type { TlsRefusal } from "./tls-refusal.ts";
import { VainKnocks } from "./vain-knocks.ts";

/** A clock that was right or wrong by so much a day ago may have been set since. */
const clockOffsetHoldsMs = 24 * 3600 * 1000;

/** What a device says it is; null where it does not. */
type Told = Pick<Evidence, "sysObjectId" | "sysDescr">;

/** What is remembered of a codec from one poll to the next, whatever channels the poll uses. */
export class CodecMemory {
  readonly reportedCalls = new ReportedCalls();
  readonly history = new HistoryThread();
  /** What it is still at work on, or held it for too long. */
  readonly busy = new LeftAlone();
  /** What our account may not read. */
  readonly forbidden = new LeftAlone();
  /** Where no family knows whom the password was shown to. */
  readonly vainKnocks = new VainKnocks();
  /** Why we do not talk to its web interface, as last seen; null where we do, or it is it that refuses. */
  tlsRefusal: TlsRefusal | null = null;
  readonly #toldOnce = new Set<string>();
  #judged: Told & { readonly notACodec: string | null } = { sysObjectId: null, sysDescr: null, notACodec: null };
  #clockOffset: { readonly seconds: number; readonly monotonicMs: number } | null = null;

  /** Codec's clock minus ours as last read, in this poll or an earlier one; null when it is not known. */
  clockOffsetS(readings: readonly Reading[], monotonicMs: number): number | null {
    const told = readings.find(({ kind, instance }) => kind === "clock_offset_seconds" && instance === undefined);
    if (told !== undefined) this.#clockOffset = { seconds: Number(told.value), monotonicMs };
    if (this.#clockOffset === null || monotonicMs - this.#clockOffset.monotonicMs > clockOffsetHoldsMs) return null;
    return this.#clockOffset.seconds;
  }

  /** Name of the device where it is known and no codec. It says the same at every poll, and is judged again when it does not. */
  notACodec({ sysObjectId, sysDescr }: Told): string | null {
    if (sysObjectId !== this.#judged.sysObjectId || sysDescr !== this.#judged.sysDescr) {
      const notACodec = nameOfNotACodec({ sysObjectId, sysDescr, polyModel: null, web: null });
      this.#judged = { sysObjectId, sysDescr, notACodec };
    }
    return this.#judged.notACodec;
  }

  /** True the first time only. */
  isNew(note: string): boolean {
    if (this.#toldOnce.has(note)) return false;
    this.#toldOnce.add(note);
    return true;
  }
}
