import { judge } from "./http-verdict.ts";
import type { WireReply } from "./http-wire.ts";
import type { NoAnswer } from "./no-answer.ts";

/** A path that is not there is another kind of codec, not a wrong password. */
const absentStatuses = new Set([404, 405]);

const signInRefused: NoAnswer = { outcome: "refused", note: "sign_in_refused" };

/**
 * What stood in the way of a sign-in; null when nothing did. Whatever a codec has against it is taken for a wrong password, because
 * the codec may count it as one. 403, which says of a document that we may not read it, has the same note as the others here.
 */
export function problemOfSignIn(reply: WireReply | NoAnswer): NoAnswer | null {
  if (reply.outcome !== "replied") return reply;
  if (isAlreadyActive(reply)) return reply.cookies.length > 0 ? null : { outcome: "refused", note: "session_already_active" };
  const verdict = judge(reply);
  if (verdict.outcome === "refused") return verdict.note === "http_403" ? signInRefused : verdict;
  const { status } = reply;
  if (status >= 400 && status < 500 && !absentStatuses.has(status)) return signInRefused;
  if (verdict.outcome !== "answered") return verdict;
  return /"success"\s*:\s*false/i.test(verdict.text) ? signInRefused : null;
}

/** Poly: a session of ours is open, perhaps left by an agent that was killed. It ends by itself after ten minutes. */
function isAlreadyActive({ status, body }: WireReply): boolean {
  return (status === 400 || status === 412) && "text" in body && /SessionAlreadyActive/i.test(body.text);
}
