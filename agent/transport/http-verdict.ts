import type { HttpAnswer } from "./http-exchange.ts";
import type { WireReply } from "./http-wire.ts";
import type { NoAnswer } from "./no-answer.ts";

const wrongCredentialStatuses = new Set([401, 403, 407, 412, 423, 429]);
/** As pages say it in English and in French. */
const signInWords = /sign[\s_-]?in|log[\s_-]?in|connexion|identifi|mot de passe|password|authent/i;
/** What web servers call a person's page, and whatever file they know nothing of: no recording tells what codecs call their documents. */
const pageTypes = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i;
/** A person's page is never a document, even when it happens to be XML. */
const startOfPage = /^\s*(?:<\?[^>]*>\s*|<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype\s+html|html)\b/i;
/** JSON, an XML declaration, or an element that no page begins with: what it is, those who read it will see. */
const startOfDocument =
  /^\s*(?:[{[]|<\?xml\b|(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?!(?:a|b|basefont|base|body|br|center|div|font|form|frameset|h[1-6]|head|hr|iframe|img|input|link|main|meta|noscript|p|pre|script|section|span|style|table|title|ul)\b)[a-z_][\w.:-]*[\s/>])/i;
/** {"error": …}, {"success": false, "reason": …}, {"status": 401, "message": …} */
const startOfJsonError = /^\s*\{\s*(?:"\w+"\s*:\s*"?\w+"?\s*,\s*)?"(?:errors?|fault|reason|message)"\s*:/i;
const refusalWords = /authent|authori[sz]|autoris|credential|log[\s_-]?in|sign[\s_-]?in|forbidden|denied|\b40[13]\b/i;

/** Some codecs send a wrong user to a sign-in page with 302, others answer that page with 200, others say so in JSON with 200. */
export function judge(reply: WireReply | NoAnswer): HttpAnswer {
  if (reply.outcome !== "replied") return reply;
  const { status, header, body } = reply;
  if (wrongCredentialStatuses.has(status)) return { outcome: "refused", note: `http_${status}` };
  if (status >= 300 && status < 400 && signInWords.test(header("location"))) return { outcome: "refused", note: "login_page" };
  if (status < 200 || status >= 300) return { outcome: "garbled", note: `http_${status}` };
  if (!("text" in body)) return body;
  const head = body.text.slice(0, 65_536);
  if (startOfPage.test(head) || (pageTypes.test(header("content-type")) && !startOfDocument.test(head))) {
    return signInWords.test(head) ? { outcome: "refused", note: "login_page" } : { outcome: "garbled", note: "html" };
  }
  if (startOfJsonError.test(head) && refusalWords.test(head)) return { outcome: "refused", note: "not_authenticated" };
  return { outcome: "answered", text: body.text };
}
