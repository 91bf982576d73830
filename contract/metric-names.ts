/** Every metric name of the product. Dashboards and rules take names from here and nowhere else. */
export const metricNames = {
  // One series an endpoint. `endpoint_up` is absent while the state is unknown: silence is never 1 and never 0.
  endpointUp: "visio_endpoint_up",
  endpointState: "visio_endpoint_state",
  endpointStateSince: "visio_endpoint_state_since_timestamp_seconds",
  endpointLastObservation: "visio_endpoint_last_observation_timestamp_seconds",
  endpointLastProof: "visio_endpoint_last_proof_timestamp_seconds",
  endpointUptime: "visio_endpoint_uptime_seconds",
  endpointActiveCalls: "visio_endpoint_active_calls",
  endpointCalls: "visio_endpoint_calls_total",
  endpointAvailability: "visio_endpoint_availability_ratio",
  endpointCoverage: "visio_endpoint_coverage_ratio",
  siteInfo: "visio_site_info",
  endpointInfo: "visio_endpoint_info",
  // One series an agent, from the collector.
  agentLastContact: "visio_agent_last_contact_timestamp_seconds",
  agentClockOffset: "visio_agent_clock_offset_seconds",
  agentOutboxObservations: "visio_agent_outbox_observations",
  agentOutboxBytes: "visio_agent_outbox_bytes",
  agentLost: "visio_agent_lost_observations_total",
  agentSpoofedReplies: "visio_agent_spoofed_replies_total",
  agentInfo: "visio_agent_info",
  // The collector itself.
  ingestObservations: "visio_ingest_observations_total",
  ingestAlreadySeen: "visio_ingest_already_seen_observations_total",
  ingestRejected: "visio_ingest_rejected_observations_total",
  ingestRefused: "visio_ingest_refused_envelopes_total",
  ingestDuration: "visio_ingest_duration_seconds",
  followerLag: "visio_follower_lag_entries",
  influxWritten: "visio_influx_written_points_total",
  influxSetAside: "visio_influx_set_aside_points_total",
  influxFailures: "visio_influx_write_failures_total",
  influxLastSuccess: "visio_influx_last_success_timestamp_seconds",
  ledgerBytes: "visio_ledger_size_bytes",
  buildInfo: "visio_build_info",
} as const;

export type MetricName = (typeof metricNames)[keyof typeof metricNames];
