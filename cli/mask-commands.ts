import { product } from "./mask-forms.ts";
import type { Masks } from "./masks.ts";

/** "callinfo:43:<name>:<number>:384:connected:notmuted:outgoing:videocall" of an HDX; names and numbers may hold colons. */
const callInfo =
  /^callinfo:(\d{1,4}):(.*):(\d{1,5}):(connected|connecting|ringing|allocated|bonding|complete|inactive|disconnected|disconnecting|opened):((?:not)?muted):(incoming|outgoing):(videocall|audiocall|voicecall)$/;

/** What whoami counts and when it is, in forms in which nobody's name fits; its other lines say who and where. */
const counted = /^\s*(?:Total Calls|Total Time In Calls)\s*:\s*(?:\d{1,7}|(?:\d{1,5} Days?, *)?\d{1,5}:\d\d:\d\d)\s*$/;
const dated =
  /^\s*Local Time is\s*:\s*(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{1,2}:\d\d:\d\d(?: [+-]\d{4})?\s*$/;
const introduction = "Here is what I know about myself:";

/** Commands that only read, and what stands around their answers. */
const words = new Set(
  "callinfo all begin end serialnum version systemsetting get model system is not in a call release error whoami".split(" "),
);

/** What an HDX answers to a command, line by line. */
export function maskedCommand(text: string, masks: Masks): string {
  return text
    .split("\n")
    .map((line) => maskedLineOf(line, masks))
    .join("\n");
}

function maskedLineOf(line: string, masks: Masks): string {
  if (line.trim() === introduction || counted.test(line) || dated.test(line)) return line;
  const [whole, id, farEnd = "", ...rest] = callInfo.exec(line.trim()) ?? [];
  if (whole !== undefined) return line.replace(whole, () => ["callinfo", id, masks.of("farEnd", farEnd), ...rest].join(":"));
  // After the word for it, a serial number may look like anything.
  const serial = /^serialnum\s+(\S.*)$/.exec(line.trim())?.[1];
  if (serial !== undefined) return line.replace(serial, () => masks.of("serial", serial));
  return line.replace(/[^\s,;"]+/g, (part) => (isShown(part) && !masks.isSecret(part) ? part : masks.text(part)));
}

const isShown = (part: string): boolean => words.has(part.toLowerCase()) || product(part) || /^[:.-]+$/.test(part);
