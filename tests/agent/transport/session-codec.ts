import type { IncomingMessage, ServerResponse } from "node:http";
import type { SessionAccess } from "../../../agent/drivers/driver.ts";
import { startWebCodec, type WebCodec } from "./hostile-web.ts";

/** Signs in and out as VideoOS wants it, its cookie echoed in a header. */
export const videoOsAccess: SessionAccess = {
  kind: "session",
  source: "a codec of our own",
  signIn: {
    path: "/rest/session",
    type: "application/json",
    text: '{"user":"{user}","password":"{password}","action":"Login"}',
  },
  signOut: { path: "/rest/session", type: "application/json", text: '{"action":"Logout"}' },
  echo: { cookie: "XSRF-TOKEN", header: "x-xsrf-token" },
};

export interface SessionCodec extends WebCodec {
  user: string;
  password: string;
  /** One word for each request: "signed in", "wrong password", "signed out", "answered", "not signed in", "forbidden", "looked" at the root page. */
  readonly seen: string[];
  readonly signInCount: () => number;
  readonly openSessions: ReadonlySet<string>;
  readonly mostSessions: () => number;
  /** As after a restart, or ten idle minutes. */
  forgetSessions(): void;
  /** Paths that only an administrator may ask. */
  readonly forbidden: Set<string>;
  /** The next sign-ins are answered so, and open nothing. */
  signInAnswer: ((response: ServerResponse) => void) | null;
  /** Called before a question is answered. */
  before: ((request: IncomingMessage) => Promise<void>) | null;
}

/** How a session that is gone is told; 302 sends us to the sign-in page. */
type Gone = 302 | 401 | 403 | 412;

export async function startSessionCodec(gone: Gone = 403, document = '{"state":"READY"}'): Promise<SessionCodec> {
  const seen: string[] = [];
  const open = new Set<string>();
  const count = { opened: 0, most: 0 };
  const told: Pick<SessionCodec, "user" | "password" | "forbidden" | "signInAnswer" | "before"> = {
    user: "vigie",
    password: 'mot "de" passe',
    forbidden: new Set(),
    signInAnswer: null,
    before: null,
  };
  const say = (response: ServerResponse, word: string, status: number, text: string): void => {
    seen.push(word);
    response.writeHead(status, { "content-type": "application/json" }).end(text);
  };
  const signIn = (response: ServerResponse, { user, password }: Record<string, unknown>): void => {
    if (told.signInAnswer !== null) {
      seen.push("sign-in");
      return told.signInAnswer(response);
    }
    if (user !== told.user || password !== told.password) return say(response, "wrong password", 200, '{"success": false, "reason": "?"}');
    count.opened += 1;
    open.add(`s${count.opened}`);
    count.most = Math.max(count.most, open.size);
    response.setHeader("set-cookie", [`session_id=s${count.opened}; Path=/; HttpOnly`, `XSRF-TOKEN=x${count.opened}; Path=/`]);
    return say(response, "signed in", 200, '{"success": true, "session": {}}');
  };
  const onSession = async (request: IncomingMessage, response: ServerResponse, id: string): Promise<void> => {
    const words = await jsonOf(request);
    if (words["action"] === "Login") return signIn(response, words);
    open.delete(id);
    return say(response, "signed out", 200, "{}");
  };
  const web = await startWebCodec((request, response) => {
    const id = /session_id=(\w+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
    if (request.url === "/rest/session") return void onSession(request, response, id);
    // What anybody may see, and no try of a password.
    if (request.url === "/" && id === "") return say(response, "looked", 200, "<html><title>Sign in</title></html>");
    const isIn = open.has(id) && request.headers["x-xsrf-token"] === id.replace("s", "x");
    const answer = (): void => {
      if (gone === 302) response.setHeader("location", "/#/signin");
      if (!isIn) return say(response, "not signed in", gone, "{}");
      if (told.forbidden.has(request.url ?? "")) return say(response, "forbidden", 403, "{}");
      return say(response, "answered", 200, document);
    };
    void (told.before?.(request) ?? Promise.resolve()).then(answer);
  });
  return Object.assign(told, web, {
    seen,
    signInCount: () => seen.filter((word) => ["signed in", "wrong password", "sign-in"].includes(word)).length,
    openSessions: open,
    mostSessions: () => count.most,
    forgetSessions: () => open.clear(),
  });
}

async function jsonOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const part of request.setEncoding("utf8")) text += String(part);
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
}
