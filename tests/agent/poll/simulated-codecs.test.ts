import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import type { PollTarget } from "../../../agent/poll/poll-target.ts";
import { questions } from "../../../contract/observation.ts";
import { simulatedFamilies } from "../../../simulator/codec-view.ts";
import { type Fleet, type SimulatedCodec, startFleet } from "../../../simulator/fleet.ts";
import { secret } from "../recorded-codec.ts";
import { targetOf, testClock } from "./polled-codec.ts";

const passwords = { authPassword: "authentification", privPassword: "confidentialite" };

function watch(codec: SimulatedCodec): PollTarget {
  const snmp = {
    version: "3",
    port: codec.snmpPort ?? 0,
    user: "vigie",
    authProtocol: "sha256",
    authPassword: secret(passwords.authPassword),
    privProtocol: "aes",
    privPassword: secret(passwords.privPassword),
  } as const;
  const http = codec.httpUrl === null ? null : { url: codec.httpUrl, user: "admin", password: secret("mot-de-passe"), verifyTls: false };
  return targetOf({ host: codec.address, snmp, ...(http && { http }) });
}

describe("simulated codecs, by SNMP v3 and HTTPS", () => {
  let fleet: Fleet;
  const clock = testClock();
  beforeAll(async () => {
    fleet = await startFleet(
      simulatedFamilies.map((family) => ({
        id: family,
        family,
        v3User: { user: "vigie", authProtocol: "sha256", ...passwords },
        httpUser: "admin",
        httpPassword: "mot-de-passe",
        uptimeS: 7_200,
      })),
      { nowMs: () => clock.nowMs() },
    );
    for (const id of ["poly-videoos", "cisco-ce", "poly-hdx"]) {
      fleet.codec(id).apply({ does: "call", durationS: 600 });
    }
  });
  afterAll(() => fleet.close());

  it.each(simulatedFamilies)("understands everything that a simulated %s says", async (family) => {
    const target = watch(fleet.codec(family));
    const seen = new Map<string, number | string>();
    for (const question of questions.filter((each) => target.asks(each))) {
      const { observation, droppedAddresses, notes } = await pollEndpoint(target, question, clock);
      expect({ question, droppedAddresses, notes }).toEqual({ question, droppedAddresses: [], notes: {} });
      for (const { kind, value } of observation.readings) seen.set(kind, value);
    }
    await target.close();

    expect(target.driver?.family).toBe(family);
    expect(seen.get("snmp_uptime_seconds")).toBe(7_200);
    // Nothing on the web interface of an HDX says since when it runs.
    if (family !== "generic-mib2" && family !== "poly-hdx") expect(seen.get("uptime_seconds")).toBe(7_200);
    expect(seen.get("model")).toMatch(/\S/);
    if (family !== "generic-mib2") expect(seen.get("active_calls")).toBe(1);
  });
});
