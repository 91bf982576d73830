import type { SessionAccess, TokenAccess } from "../drivers/driver.ts";
import { textAt } from "../drivers/node-access.ts";
import { Cookies } from "./cookies.ts";
import type { WireReply } from "./http-wire.ts";

/** What a codec handed out at the sign-in, to be shown with each question. */
export interface Pass {
  headers(): Readonly<Record<string, string>>;
  /** Codecs renew their cookies as they go. */
  renew(reply: WireReply): void;
}

/** Null: signed in perhaps, but nothing to show for it. */
export function passOf(access: SessionAccess | TokenAccess, reply: WireReply): Pass | null {
  return access.kind === "session" ? cookiePass(access, reply) : tokenPass(access, reply);
}

function cookiePass({ echo, cookieAt }: SessionAccess, reply: WireReply): Pass | null {
  const cookies = new Cookies();
  if (cookieAt !== undefined) cookies.take(toldCookie(cookieAt, reply));
  cookies.take(reply.cookies);
  if (cookies.isEmpty) return null;
  return {
    headers: () => {
      const echoed = echo === undefined ? undefined : cookies.get(echo.cookie);
      return { cookie: cookies.header(), ...(echo === undefined || echoed === undefined ? {} : { [echo.header]: echoed }) };
    },
    renew: (later) => cookies.take(later.cookies),
  };
}

/** A cookie that is told in the answer and not set; one that is set too is taken after it. */
function toldCookie({ cookie, at }: NonNullable<SessionAccess["cookieAt"]>, { body }: WireReply): string[] {
  const value = "text" in body ? textAt(treeOf(body.text), at) : null;
  return value !== null && /^[\w.~+/=-]+$/.test(value) ? [`${cookie}=${value}`] : [];
}

function tokenPass({ tokenAt }: TokenAccess, { body }: WireReply): Pass | null {
  const token = "text" in body ? textAt(treeOf(body.text), tokenAt) : null;
  // Whatever else is there must not become a header.
  if (token === null || !/^[\w.~+/=-]+$/.test(token)) return null;
  return { headers: () => ({ authorization: `Bearer ${token}` }), renew: () => {} };
}

function treeOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
