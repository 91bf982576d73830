import { TextDecoder } from "node:util";

const sniffed = 256;

/**
 * The text of a document, whatever its codec believes about letters. Codecs declare one charset and write another, or declare none,
 * so the bytes are heard first: nothing but UTF-8 looks like UTF-8, and every UTF-16 document of ours begins with "<", "{" or "[".
 */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  const label = wideCharset(bytes) ?? declaredCharset(contentType) ?? charsetOfXml(bytes);
  const declared = label === null ? null : strictDecoder(label);
  // ISO-8859-1 is what a web server says when nobody told it.
  const isPlain = declared === null || declared.encoding === "utf-8" || declared.encoding === "windows-1252";
  const attempts = isPlain ? [strictDecoder("utf-8")] : [declared, strictDecoder("utf-8")];
  for (const decoder of attempts) {
    const text = attempt(decoder, bytes);
    if (text !== null) return text;
  }
  // Gives a letter for every byte: a wrong accent in the name of a camera is better than no document.
  return new TextDecoder("windows-1252").decode(bytes);
}

/** A byte order mark; else a first letter written in two bytes. */
function wideCharset([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return "utf-16be";
  return null;
}

function declaredCharset(contentType: string): string | null {
  return narrowOnly(/;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1]);
}

function charsetOfXml(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, sniffed)).toString("latin1");
  return narrowOnly(/^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1]);
}

/** Whoever wrote "UTF-16" in letters of one byte did not mean it. */
function narrowOnly(label: string | undefined): string | null {
  return label === undefined || /^(?:utf-?16|ucs-?2|unicode$)/i.test(label) ? null : label;
}

function strictDecoder(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    return null;
  }
}

function attempt(decoder: TextDecoder | null, bytes: Uint8Array): string | null {
  try {
    return decoder?.decode(bytes) ?? null;
  } catch {
    return null;
  }
}
