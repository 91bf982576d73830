import type { SeenChange } from "../accounts/keep-terms.ts";
import { termsSentences, termsWords } from "./fr-terms.ts";
import { dayInFull } from "./french-dates.ts";
import { dateTime } from "./french-format.ts";

/** That the inventory changed what had passed, when that was seen, and for what time. */
export function changeSentence({ what, from, to, at }: SeenChange): string {
  const sentence = at === null ? termsSentences.unwritten : termsSentences.seen.replace("{when}", dateTime(at * 1000));
  const times = from === 0 ? termsSentences.sinceEver : termsSentences.between.replace("{from}", dayInFull(from * 1000, true));
  return sentence.replace("{what}", termsWords[what]).replace("{times}", times.replace("{to}", dayInFull((to - 1) * 1000, true)));
}
