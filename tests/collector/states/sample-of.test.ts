import { describe, expect, it } from "vitest";
import { samplesOf } from "../../../collector/states/sample-of.ts";
import type { Observation, Reading } from "../../../contract/observation.ts";
import { observed } from "../ledger/small-ledger.ts";

const rules = { confirmFailures: 3, holdIntervals: 3 };

function said(channels: Observation["channels"], readings: Reading[] = []) {
  const [sample] = samplesOf([observed(0, { channels, readings })], rules);
  return [sample?.verdict, sample?.state, sample?.cause];
}

describe("what a poll says of an endpoint that only a witness sees", () => {
  it.each([
    ["an echo comes back", { icmp: "answered" }, ["good", "up", "answered"]],
    ["its port is open", { tcp: "answered" }, ["good", "up", "answered"]],
    ["its port is open and no echo comes back, as behind many firewalls", { tcp: "answered", icmp: "silent" }, ["good", "up", "answered"]],
    ["its port is closed: a machine is there, a codec at work is not proven", { tcp: "refused" }, ["unclear", "unknown", "refused"]],
    ["neither answers", { tcp: "silent", icmp: "silent" }, ["failed", "unknown", "silent_unconfirmed"]],
  ] as const)("%s", (_what, channels, expected) => {
    expect(said(channels)).toEqual(expected);
  });
});

describe("what a poll says of a codec that speaks", () => {
  it.each([
    ["an echo is no sign of work where SNMP is silent", { snmp: "silent", icmp: "answered" }, ["failed", "unknown", "silent_unconfirmed"]],
    ["a closed port is no fault where SNMP answers", { snmp: "answered", tcp: "refused" }, ["good", "up", "answered"]],
    ["credentials refused on the web are no fault where SNMP answers", { snmp: "answered", http: "refused" }, ["good", "up", "answered"]],
    [
      "credentials refused where nothing else speaks prove neither",
      { http: "refused", tcp: "answered" },
      ["unclear", "unknown", "refused"],
    ],
  ] as const)("%s", (_what, channels, expected) => {
    expect(said(channels)).toEqual(expected);
  });

  it.each<[string, Reading]>([
    ["a service around it that failed", { kind: "service_state", value: "failed", instance: "directory" }],
    ["a diagnostic that stands", { kind: "diagnostic_level", value: "error", instance: "CameraSoftwareVersion" }],
    ["a screen that is switched off", { kind: "display_state", value: "failed", instance: "1" }],
    ["a time server it does not follow", { kind: "time_service_state", value: "failed" }],
    ["a certificate nobody verified", { kind: "tls_state", value: "accepted" }],
  ])("%s tells, and does not degrade", (_what, reading) => {
    expect(said({ http: "answered" }, [reading])).toEqual(["good", "up", "answered"]);
  });
});
