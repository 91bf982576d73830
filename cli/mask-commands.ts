import { product } from "./mask-forms.ts";
import type { Masks } from "./masks.ts";

/** "callinfo:43:<name>:<number>:384:connected:notmuted:outgoing:videocall" of an HDX; names and numbers may hold colons. */
const callInfo =
  /^callinfo:(\d{1,4}):(.*):(\d{1,5}):(connected|connecting|ringing|allocated|bonding|complete|inactive|disconnected|disconnecting|opened):((?:not)?muted):(incoming|outgoing):(videocall|audiocall|voicecall)$/;

/** Commands that only read, and what stands around their answers. */
const words = new Set("callinfo all begin end serialnum version systemsetting get model system is not in a call release error".split(" "));

/** What an HDX answers to a command, line by line. */
export function maskedCommand(text: string, masks: Masks): string {
  return text
    .split("\n")
    .map((line) => maskedLineOf(line, masks))
    .join("\n");
}

function maskedLineOf(line: string, masks: Masks): string {
  const [whole, id, farEnd = "", ...rest] = callInfo.exec(line.trim()) ?? [];
  if (whole !== undefined) return line.replace(whole, () => ["callinfo", id, masks.of("farEnd", farEnd), ...rest].join(":"));
  // After the word for it, a serial number may look like anything.
  const serial = /^serialnum\s+(\S.*)$/.exec(line.trim())?.[1];
  if (serial !== undefined) return line.replace(serial, () => masks.of("serial", serial));
  return line.replace(/[^\s,;"]+/g, (part) => (isShown(part) && !masks.isSecret(part) ? part : masks.text(part)));
}

const isShown = (part: string): boolean => words.has(part.toLowerCase()) || product(part) || /^[:.-]+$/.test(part);
