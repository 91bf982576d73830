import type { CodecView } from "../codec-view.ts";
import type { Door, Family } from "../families/family.ts";

/** The web interface of one codec, without its port. */
export interface HttpFace {
  readonly scheme: "http" | "https";
  readonly door: Door;
  readonly answer: NonNullable<Family["http"]>;
  /** The codec as it is now. */
  readonly view: () => CodecView;
}
