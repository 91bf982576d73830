import { randomBytes } from "node:crypto";
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import type { Credentials, Door, HttpAnswer, Visit } from "../family.ts";

/** Recorded configurations: 25 sessions on a Group, left idle for ten minutes at most; ten wrong passwords close the port for a minute. */
const maxSessions = 25;
const idleMs = 600_000;
const maxWrong = 10;
const lockMs = 60_000;

const SignIn = Compile(Type.Object({ action: Type.Literal("Login"), user: Type.String(), password: Type.String() }));
const SignOut = Compile(Type.Object({ action: Type.Literal("Logout") }));

/** Signing in gives a cookie, and each request renews it. Nobody is let in without. */
export function sessionDoor(credentials: Credentials): Door {
  /** When each was last used. */
  const sessions = new Map<string, number>();
  let wrongMs: readonly number[] = [];
  let lockedUntilMs = 0;
  return {
    answer(visit) {
      const { nowMs } = visit;
      for (const [id, lastMs] of sessions) if (nowMs - lastMs > idleMs) sessions.delete(id);
      if (nowMs < lockedUntilMs) return problem(403, "PortLocked");
      if (visit.path === "/rest/session" && visit.method === "POST") return sessionAnswer(visit);
      const id = cookieOf(visit);
      if (visit.isBarred || id === null || !sessions.has(id)) return problem(id === null ? 401 : 403, "NotAuthorized");
      sessions.set(id, nowMs);
      return null;
    },
    forget: () => sessions.clear(),
  };

  function sessionAnswer(visit: Visit): HttpAnswer {
    const body = parsed(visit.body);
    const id = cookieOf(visit);
    if (SignOut.Check(body)) return id !== null && sessions.delete(id) ? success({}) : problem(403, "NotAuthorized");
    if (!SignIn.Check(body)) return problem(400, "BadRequest");
    if (visit.isBarred || body.user !== credentials.user || body.password !== credentials.password) return wrong(visit.nowMs);
    if (id !== null && sessions.has(id)) return problem(412, "SessionAlreadyActive");
    return sessions.size >= maxSessions ? problem(412, "TooManySessions") : opened(visit.nowMs);
  }

  function wrong(nowMs: number): HttpAnswer {
    wrongMs = [...wrongMs.filter((atMs) => nowMs - atMs < lockMs), nowMs];
    if (wrongMs.length >= maxWrong) lockedUntilMs = nowMs + lockMs;
    return problem(401, "InvalidCredentials");
  }

  function opened(nowMs: number): HttpAnswer {
    const id = randomBytes(16).toString("hex");
    sessions.set(id, nowMs);
    return {
      ...success({ session: { sessionId: id, userName: credentials.user } }),
      headers: { "set-cookie": `session_id=${id}; Path=/; Secure; HttpOnly` },
    };
  }
}

function cookieOf({ headers }: Visit): string | null {
  return /(?:^|;\s*)session_id=([0-9a-f]+)/.exec(headers["cookie"] ?? "")?.[1] ?? null;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

const success = (more: object): HttpAnswer => answer(200, { success: true, ...more });
const problem = (status: number, reason: string): HttpAnswer => answer(status, { success: false, reason });
const answer = (status: number, body: object): HttpAnswer => ({ status, contentType: "application/json", body: JSON.stringify(body) });
