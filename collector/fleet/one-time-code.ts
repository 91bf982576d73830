import { createHash, randomInt } from "node:crypto";
import { codeAlphabet as alphabet, codeLength, isCodeWhole, plainCode } from "../../contract/one-time-code.ts";

const groupLength = 4;

/** A new code, drawn at random: twelve letters in three groups, the last of them says whether the others were typed right. */
export function drawCode(): string {
  const letters = Array.from({ length: codeLength - 1 }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
  const code = Array.from(alphabet, (last) => letters + last).find(isCodeWhole) ?? "";
  return code.match(new RegExp(`.{${groupLength}}`, "g"))?.join("-") ?? code;
}

/** What is kept of a code: a thief of the file has not the code. */
export function digestOfCode(typed: string): string {
  return createHash("sha256")
    .update(`vigie one-time code ${plainCode(typed)}`)
    .digest("hex");
}
