import { describe, expect, it } from "vitest";
import { causeOf, type SaidEnd } from "../../../../agent/drivers/cisco-causes.ts";

const placed: SaidEnd = { type: null, code: null, origin: null, occurrence: "NoAnswer", isConnected: false, direction: "out" };
const received: SaidEnd = { ...placed, occurrence: "Received", direction: "in" };
const talked = { isConnected: true, occurrence: null } as const;

describe("why a call of a Cisco codec ended", () => {
  it.each(["LocalDisconnect", "RemoteDisconnect"])("is nothing special when people hung up after talking (%s)", (type) => {
    expect(causeOf({ ...placed, ...talked, type })).toBe("normal");
    expect(causeOf({ ...received, ...talked, type })).toBe("normal");
  });

  it("depends on who hung up first when nobody had answered", () => {
    expect(causeOf({ ...placed, type: "LocalDisconnect" })).toBe("cancelled");
    expect(causeOf({ ...placed, type: "RemoteDisconnect" })).toBe("rejected");
    expect(causeOf({ ...received, type: "RemoteDisconnect" })).toBe("cancelled");
    expect(causeOf({ ...received, type: "LocalDisconnect" })).toBe("rejected");
    expect(causeOf({ ...received, type: "LocalDisconnect", direction: "unknown" })).toBeNull();
  });

  it("is that nobody answered when the codec lists a missed call", () => {
    expect(causeOf({ ...received, type: "RemoteDisconnect", occurrence: "Missed" })).toBe("no_answer");
    expect(causeOf({ ...received, occurrence: "UnacknowledgedMissed" })).toBe("no_answer");
  });

  it.each([
    ["UnknownRemoteSite", "unreachable"],
    ["LocalBusy", "busy"],
    ["LocalReject", "rejected"],
    ["InsufficientSecurity", "incompatible"],
    ["RemoteBusy", "busy"],
    ["RemoteRejected", "rejected"],
    ["RemoteNoAnswer", "no_answer"],
    ["OtherLocal", "local_fault"],
    ["OtherRemote", "remote_fault"],
    ["NetworkRejected", "network"],
  ] as const)("is told by the word %s alone: %s", (type, cause) => {
    expect(causeOf({ ...placed, type })).toBe(cause);
  });

  it("is better told by the protocol where the word is vague", () => {
    expect(causeOf({ ...placed, type: "OtherRemote", code: 486, origin: "SIP" })).toBe("busy");
    expect(causeOf({ ...placed, type: "NetworkRejected", code: 3, origin: "Q850" })).toBe("unreachable");
    expect(causeOf({ ...placed, type: "NetworkRejected", code: 3, origin: "Q.850" })).toBe("unreachable");
    expect(causeOf({ ...placed, type: "OtherRemote", code: 999, origin: "SIP" })).toBe("remote_fault");
    expect(causeOf({ ...placed, type: "OtherLocal", code: 486, origin: "Internal" })).toBe("local_fault");
  });

  it("is not told where the codec says nothing, or nothing that we have a word for", () => {
    expect(causeOf({ ...received, type: "CallForwarded", occurrence: "Forwarded" })).toBeNull();
    expect(causeOf({ ...placed, ...talked })).toBeNull();
    expect(causeOf({ ...placed, ...talked, type: "Bored" })).toBeNull();
  });
});
