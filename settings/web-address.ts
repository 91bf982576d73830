import { webAddressFr } from "./fr.ts";
import { isLoopbackHost } from "./loopback.ts";

export interface WebAddressRules {
  /** Whether a path may follow the host, for what stands behind a proxy. */
  readonly mayHavePath: boolean;
}

/** What is wrong with an http(s) address in a settings file, in French, or null. Secrets have no place in an address. */
export function problemOfWebAddress(text: string, rules: WebAddressRules): string | null {
  if (!URL.canParse(text)) return webAddressFr.unreadable;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return webAddressFr.hasCredentials;
  if (url.search !== "" || url.hash !== "") return webAddressFr.hasQuery;
  return rules.mayHavePath || url.pathname === "/" ? null : webAddressFr.hasPath;
}

/** Whether what is sent to that address can be read on the way. */
export function isInClear(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === "http:" && !isLoopbackHost(url.hostname);
}
