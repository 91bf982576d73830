/** Thirty-one signs that are not taken for one another: no 0 nor O, no I nor L beside 1, no U beside V. Prime, so that the check letter sees every slip. */
export const codeAlphabet = "123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Eleven letters drawn at random (54 bits) and the check letter. */
export const codeLength = 12;

/** The letters alone, as they were meant: whatever the case, the spaces and the dashes. */
export function plainCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[\s.\u00a0\u2010-\u2015_-]/g, "")
    .replace(/[IL]/g, "1");
}

/**
 * Whether the letters agree with the last of them. Each place has its own weight modulo a prime, so that one wrong letter, or two that
 * changed places, is always seen: a slip of the hand is told from a code that is wrong, and costs no try.
 */
export function isCodeWhole(typed: string): boolean {
  const values = Array.from(plainCode(typed), (letter) => codeAlphabet.indexOf(letter));
  if (values.length !== codeLength || values.includes(-1)) return false;
  return values.reduce((sum, value, place) => sum + value * (place + 1), 0) % codeAlphabet.length === 0;
}
