import { type Browser, chromium } from "playwright-core";
import { programPath } from "./programs.ts";

/** Headless, and silent towards the internet: without these Chromium calls home at every start. */
const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
] as const;

function chromiumPath(): string {
  return programPath("chromium");
}

/** A real Chromium without a window and with an empty profile. Close it with `browser.close()`. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), headless: true, args: [...chromiumFlags] });
}
