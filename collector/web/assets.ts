import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A file of `assets/`, in memory, with an address that changes when its content does. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
  readonly hash: string;
  readonly href: string;
}

export interface Assets {
  readonly css: Asset;
  readonly js: Asset;
  readonly favicon: Asset;
}

export function loadAssets(): Assets {
  return {
    css: loadAsset("status.css", "text/css; charset=utf-8"),
    js: loadAsset("status.js", "text/javascript; charset=utf-8"),
    favicon: loadAsset("favicon.svg", "image/svg+xml"),
  };
}

function loadAsset(name: string, type: string): Asset {
  const body = readFileSync(join(import.meta.dirname, "assets", name));
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 12);
  const path = `/assets/${name}`;
  return { path, type, body, hash, href: `${path}?v=${hash}` };
}
