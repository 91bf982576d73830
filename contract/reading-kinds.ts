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
  uptime_seconds: { type: "integer", unit: "s", meaning: "Time since the codec started" },
  snmp_uptime_seconds: {
    type: "integer",
    unit: "s",
    meaning: "Time since the codec's SNMP agent started; where it comes from sysUpTime it wraps at 42949672 s (497 days)",
  },
  snmp_engine_boots: { type: "integer", unit: "starts", meaning: "Starts of the codec's SNMP agent, snmpEngineBoots" },
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
  service_state: { type: "word", words: partWords, meaning: "A service around the codec: directory, calendar, provisioning… (instance)" },
  time_service_state: { type: "word", words: partWords, meaning: "Whether the codec's clock follows a time server" },
  tls_state: {
    type: "word",
    words: ["verified", "pinned", "accepted", "clear"],
    meaning: "How the web interface was known to be the codec: a trusted authority, a fingerprint, not at all, or no TLS",
  },
  tls_refusal: {
    type: "word",
    words: ["changed", "renewed", "untrusted", "too_old"],
    meaning:
      "Why the agent does not talk to the web interface, and sent no password: another certificate than the one written down, the same of a family that changes its own at each restart, one of no known authority, or a TLS older than this site takes",
  },
  diagnostic_level: {
    type: "word",
    words: ["critical", "error", "warning"],
    meaning: "A diagnostic message that stands (instance: its type)",
  },
  diagnostic_errors: { type: "integer", unit: "messages", meaning: "Diagnostic messages of level Error or Critical" },
  diagnostic_warnings: { type: "integer", unit: "messages", meaning: "Diagnostic messages of level Warning" },
  clock_offset_seconds: {
    type: "integer",
    unit: "s",
    mayBeNegative: true,
    meaning: "Codec's clock minus agent's clock; positive: the codec is ahead",
  },
  data_age_seconds: {
    type: "integer",
    unit: "s",
    mayBeNegative: true,
    meaning: "Time since the codec itself refreshed what it says, by its own clock",
  },
  history_state: {
    type: "word",
    words: ["continuous", "gap"],
    meaning: "Whether the call history joins up with the one read before; gap: calls may have been lost in between",
  },
  stream_loss_ratio: {
    type: "number",
    unit: "ratio",
    meaning: "Packets lost over all since the call began, live (instance: audio-in, video-out, presentation-in…; none: all together)",
  },
  stream_recent_loss_ratio: { type: "number", unit: "ratio", meaning: "Packets lost over all in the codec's own last interval, live" },
  stream_jitter_milliseconds: { type: "number", unit: "ms", meaning: "Jitter of a stream, live" },
  stream_latency_milliseconds: { type: "number", unit: "ms", meaning: "Round trip of a stream, live" },
  stream_rate_bits_per_second: { type: "integer", unit: "bit/s", meaning: "Rate of a stream, live" },
  stream_frames_per_second: { type: "number", unit: "frames/s", meaning: "Pictures per second of a stream, live" },
  stream_resolution: { type: "text", maxLength: 20, meaning: "Picture size of a stream, live: 1920x1080" },
  total_call_seconds: {
    type: "integer",
    unit: "s",
    meaning: "Time in calls counted by the codec since it was commissioned, for display only",
  },
  last_shutdown_reason: { type: "text", maxLength: 120, meaning: "Why the codec last stopped, in its own words" },
  total_calls: { type: "integer", unit: "calls", meaning: "Calls counted by the codec since it was commissioned, for display only" },
  model: { type: "text", maxLength: 120, meaning: "Model, as the codec says" },
  firmware: { type: "text", maxLength: 120, meaning: "Firmware version, as the codec says" },
  serial: { type: "text", maxLength: 120, meaning: "Serial number, as the codec says" },
  history_keeping: {
    type: "word",
    words: ["kept", "lost_at_restart"],
    meaning: "Whether the codec keeps its call history through a restart",
  },
  temperature_limit_celsius: { type: "number", unit: "°C", meaning: "Inner temperature that the codec is made for at most, as it says" },
  network_duplex: {
    type: "word",
    words: ["full", "half"],
    meaning: "Whether a network port sends and receives at once; half is most often two ends that were set differently, and loses packets",
  },
  network_port_errors: {
    type: "integer",
    unit: "packets",
    meaning: "Packets that a network port received damaged or could not send since its counters began: a bad cable, a bad socket",
  },
  last_shutdown_at_seconds: {
    type: "integer",
    unit: "s since 1970 UTC",
    meaning: "When the codec last stopped, on its own clock; with its uptime, how long it was off",
  },
  forbidden_documents: {
    type: "integer",
    unit: "documents",
    meaning:
      "Documents that the web interface refuses to our account while it gives the others: a role is missing; absent where it gives all",
  },
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
