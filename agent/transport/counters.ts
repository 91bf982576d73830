/** What the agent saw on the wire that nobody asked for; counted since the agent started, for all codecs together. */
export interface TransportCounters {
  /** SNMP replies that came from an address or port that was not asked. */
  spoofedReplies: number;
  /** Replies that could not be decoded, or that answer another question. */
  malformedReplies: number;
}

export function newTransportCounters(): TransportCounters {
  return { spoofedReplies: 0, malformedReplies: 0 };
}
