import type { Generated } from "kysely";

/** Tables of the ledger. Times end in `_ms` or `_s`, since 1970 UTC; words and ids are text; flags are 0 or 1. */
export interface Tables {
  observation: {
    entry: Generated<number>;
    agent: string;
    endpoint: string;
    observed_at_ms: number;
    clock_ms: number;
    elapsed_ms: number;
    received_at_ms: number;
    form: number;
    /** JSON: the numbers that were read, in the order of the form; null for none */
    numbers: string | null;
  };
  /** What observations have in common. */
  observation_form: {
    id: Generated<number>;
    /** JSON: [question, interval_s, channels, [kind, word] or [kind, word, instance]…]; null in the place of a word: a number */
    told: string;
    used_at_ms: number;
  };
  call: {
    entry: Generated<number>;
    endpoint: string;
    key: string;
    started_at_ms: number;
    duration_s: number;
    is_connected: number;
    direction: string;
    protocol: string;
    rate_kbps: number | null;
    loss_ratio: number | null;
    max_jitter_ms: number | null;
    far_end: string | null;
    leg: number;
    ended_at_ms: number | null;
    is_encrypted: number | null;
    cause: string | null;
    retry_of: string | null;
    is_test: number;
    quality: string;
    max_latency_ms: number | null;
    streams: string | null;
    far_end_place: string | null;
    far_end_kind: string | null;
    clock_offset_s: number | null;
    /** `started_at_ms` without what the codec's clock was off by. */
    true_started_at_ms: number;
    /** 1 where only files told it, never a poll. */
    is_imported: number;
    is_from_file: number;
    told_at_ms: number;
    clock_told_at_ms: number | null;
  };
  agent_report: { entry: Generated<number>; agent: string; received_at_ms: number; sent_at_ms: number; health: string };
  agent_event: {
    entry: Generated<number>;
    agent: string;
    id: string;
    kind: string;
    from_ms: number;
    to_ms: number | null;
    /** Both only of a loss. */
    loss_reason: string | null;
    loss_count: number | null;
    received_at_ms: number;
    /** JSON, as the agent told it */
    event: string;
  };
  clock_correction: {
    entry: Generated<number>;
    agent: string;
    outbox: string;
    boot: string;
    basis: string;
    /** JSON: what the clocks said */
    evidence: string;
    first_sequence: number;
    next_sequence: number;
    from_ms: number;
    to_ms: number;
    by_ms: number;
    received_at_ms: number;
  };
  agent_standing: {
    agent: string;
    last_contact_at_ms: number;
    clock_offset_ms: number;
    newest_observed_at_ms: number | null;
    health: string | null;
  };
  /** Sequences kept, as runs `[first_sequence, next_sequence)`; a run grows, so a healthy outbox has one or two rows. */
  kept_sequences: { agent: string; outbox: string; first_sequence: number; next_sequence: number };
  endpoint_standing: { endpoint: string; agent: string; last_observed_at_ms: number; last_answered_at_ms: number | null };
  channel_standing: { endpoint: string; agent: string; channel: string; outcome: string; observed_at_ms: number; interval_s: number };
  /** When each agent was last answered a question in whole: what it did not say then is no longer so. */
  question_standing: { endpoint: string; agent: string; question: string; answered_at_ms: number };
  latest_reading: {
    endpoint: string;
    agent: string;
    kind: string;
    instance: string;
    value: string;
    observed_at_ms: number;
    question: string;
    interval_s: number;
  };
  state_interval: {
    endpoint: string;
    from_s: number;
    to_s: number;
    state: string;
    cause: string;
    first_observed_at_ms: number;
    last_observed_at_ms: number;
    /** JSON: ids of agent events it rests on; null for none */
    events: string | null;
    /** The agent that saw the contrary. */
    dissent: string | null;
    /** 0 while nobody was told what follows `to_s`: only the newest interval of an endpoint, until its hold has passed. */
    is_end_told: number;
  };
  state_change: { entry: Generated<number>; endpoint: string; at_s: number; state: string; cause: string };
  /** A silence too short to be an outage, by when it began. */
  micro_outage: { endpoint: string; at_s: number };
  restart: {
    endpoint: string;
    at_ms: number;
    kind: string;
    last_before_at_ms: number;
    first_after_at_ms: number;
    uptime_before_s: number;
    uptime_after_s: number;
  };
  follower_cursor: { follower: string; stream: string; entry: number };
  set_aside_point: { entry: Generated<number>; sink: string; at_ms: number; reason: string; line: string };
  /** A month of one endpoint, or what a change of territory cuts it into: what its calls came to. */
  usage_part: {
    from_s: number;
    to_s: number;
    endpoint: string;
    terms: string;
    /** JSON: whole minutes of each use, in order; null for none */
    lengths: string | null;
    /** JSON: [place, uses]…; null for none */
    places: string | null;
    expected_s: number;
    worked_s: number;
    unknown_s: number;
    uses: number;
    days: number;
    used_s: number;
    service_used_s: number;
    off_hours_s: number;
    off_hours_uses: number;
    attempts: number;
    failed_attempts: number;
    hard_attempts: number;
    retries: number;
    short_calls: number;
    bridge_uses: number;
    gateway_uses: number;
    good_calls: number;
    degraded_calls: number;
    bad_calls: number;
    unclassified_calls: number;
    far_end_told: number;
    far_ends_least: number;
    far_ends_most: number;
    first_least: number;
    first_most: number;
    /** Connected calls that polls told and that were forgotten. */
    purged_calls: Generated<number>;
    /** Tellings of forgotten calls that were ignored. */
    told_again: Generated<number>;
    is_purged: Generated<number>;
  };
  far_end_count: {
    scope: string;
    id: string;
    from_s: number;
    to_s: number;
    told: number;
    least: number;
    most: number;
    first_least: number;
    first_most: number;
  };
  /** Time whose parts are to be worked out again. */
  usage_due: { entry: Generated<number>; endpoint: string; from_s: number; to_s: number };
}
