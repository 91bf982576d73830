/** What a reading's value is: a whole number, any finite number, one word of a list, or a short text. */
export type ReadingShape =
  | { readonly type: "integer"; readonly unit: string; readonly mayBeNegative?: true }
  | { readonly type: "number"; readonly unit: string }
  | { readonly type: "word"; readonly words: readonly string[] }
  | { readonly type: "text"; readonly maxLength: number };

export type ReadingKindDefinition = ReadingShape & { readonly meaning: string };

const registrationWords = ["registered", "failed", "off", "unknown"] as const;
const partWords = ["ok", "failed", "off", "unknown"] as const;

/**
 * Every kind of reading the wire carries. A missing node of a codec is no reading, never 0 and never "unknown":
 * "unknown" is the codec's own word when it says that it cannot tell.
 */
export const readingKinds = {
  uptime_seconds: { type: "integer", unit: "s", meaning: "Time since the codec (or, by SNMP, its SNMP agent) started" },
  active_calls: { type: "integer", unit: "calls", meaning: "Calls connected at the time of the poll, as the codec says" },
  system_state: {
    type: "word",
    words: ["ready", "in_call", "asleep", "starting", "unknown"],
    meaning: "What the codec says it is doing",
  },
  sip_registration: { type: "word", words: registrationWords, meaning: "Registration with the SIP registrar" },
  h323_registration: { type: "word", words: registrationWords, meaning: "Registration with the H.323 gatekeeper" },
  cloud_registration: { type: "word", words: registrationWords, meaning: "Registration with the maker's cloud" },
  overall_state: { type: "word", words: partWords, meaning: "The codec's own verdict on itself" },
  hardware_state: { type: "word", words: partWords, meaning: "The codec's own verdict on its hardware" },
  camera_state: { type: "word", words: partWords, meaning: "A camera (instance: its number or name)" },
  microphone_state: { type: "word", words: partWords, meaning: "A microphone, or all of them without instance" },
  display_state: { type: "word", words: partWords, meaning: "A video output (instance: its number)" },
  touch_panel_state: { type: "word", words: partWords, meaning: "The touch panel of the room" },
  network_link_state: { type: "word", words: partWords, meaning: "A network port of the codec" },
  network_speed_bits_per_second: { type: "integer", unit: "bit/s", meaning: "Speed of a network port, as the codec says" },
  temperature_celsius: { type: "number", unit: "°C", meaning: "Inner temperature of the codec" },
  temperature_state: { type: "word", words: ["normal", "high", "critical", "unknown"], meaning: "Temperature in the codec's own word" },
  diagnostic_errors: { type: "integer", unit: "messages", meaning: "Diagnostic messages of level Error or Critical" },
  diagnostic_warnings: { type: "integer", unit: "messages", meaning: "Diagnostic messages of level Warning" },
  clock_offset_seconds: {
    type: "integer",
    unit: "s",
    mayBeNegative: true,
    meaning: "Codec's clock minus agent's clock; positive: the codec is ahead",
  },
  total_calls: { type: "integer", unit: "calls", meaning: "Calls counted by the codec since it was commissioned, for display only" },
  model: { type: "text", maxLength: 120, meaning: "Model, as the codec says" },
  firmware: { type: "text", maxLength: 120, meaning: "Firmware version, as the codec says" },
  serial: { type: "text", maxLength: 120, meaning: "Serial number, as the codec says" },
} as const satisfies Record<string, ReadingKindDefinition>;

export type ReadingKind = keyof typeof readingKinds;

export function isReadingKind(kind: string): kind is ReadingKind {
  return Object.hasOwn(readingKinds, kind);
}

/** All kinds with their unit or words and their meaning, for the description of the wire. */
export function readingKindsInWords(): string {
  return Object.entries<ReadingKindDefinition>(readingKinds)
    .map(([kind, shape]) => `${kind} (${unitInWords(shape)}): ${shape.meaning}`)
    .join(". ");
}

function unitInWords(shape: ReadingShape): string {
  if (shape.type === "word") return shape.words.join(" | ");
  return shape.type === "text" ? "text" : shape.unit;
}

/** The rule a value breaks, in words, or null when the value is right for its kind. */
export function problemOfReading(kind: ReadingKind, value: unknown): string | null {
  const shape: ReadingShape = readingKinds[kind];
  switch (shape.type) {
    case "integer":
      return isCount(value, shape.mayBeNegative === true)
        ? null
        : `${kind} must be a whole number of ${shape.unit}${shape.mayBeNegative ? "" : ", 0 or more"}`;
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? null : `${kind} must be a finite number of ${shape.unit}`;
    case "word":
      return typeof value === "string" && shape.words.includes(value) ? null : `${kind} must be one of ${shape.words.join(", ")}`;
    case "text":
      return isShortText(value, shape.maxLength) ? null : `${kind} must be a text of 1 to ${shape.maxLength} characters on one line`;
  }
}

function isCount(value: unknown, mayBeNegative: boolean): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && (mayBeNegative || value >= 0);
}

function isShortText(value: unknown, maxLength: number): boolean {
  return typeof value === "string" && value.length > 0 && value.length <= maxLength && !hasControlCharacter(value);
}

function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return true;
  }
  return false;
}
