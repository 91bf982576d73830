import type { NoAnswer } from "./no-answer.ts";

/**
 * What a refusal is of, as far as its word tells. A few may be of one document, which our account has no role for, or of us: only a
 * document that the codec gave before, or gives to whoever it lets in, tells the two apart. Every other word is of us as a whole: a
 * wrong password, a locked account, a session that is over, a certificate that we do not take.
 */
const mayBeOfOneDocument = new Set(["http_403", "login_page", "not_authenticated"]);

export function isPerhapsOfOneDocument({ outcome, note }: { readonly outcome: string; readonly note?: string }): boolean {
  return outcome === "refused" && mayBeOfOneDocument.has(note ?? "");
}

/** "You have tried too often": signing in anew would be one more. */
const lockedNotes = new Set(["http_423", "http_429"]);

/** Whether a refusal may mean that we are no longer signed in. */
export function mayBeSignedOut({ note }: Pick<NoAnswer, "note">): boolean {
  return !lockedNotes.has(note);
}
