import { describe, expect, it } from "vitest";
import { endpointNow } from "../../../collector/metrics/endpoint-now.ts";
import { availabilityOf } from "../../../collector/sla/availability.ts";
import type { EndpointPresent } from "../../../collector/states/present.ts";
import { directoryOf, morning } from "./small-source.ts";

const endpoint = { id: "salle-haute", name: "Salle haute", site: "ouessant-mairie" };
const reading = (kind: string, value: number | string) => ({ kind, instance: null, value, observedAt: morning });

const present: EndpointPresent = {
  endpoint,
  state: "up",
  cause: "answered",
  since: morning,
  lastObservedAt: morning,
  lastProofAt: morning,
  readings: [reading("uptime_seconds", 60), reading("model", "SX20")],
  connectedCalls: 3,
  today: availabilityOf([], 0, 60),
  last30Days: availabilityOf([], 0, 60),
};

describe("an endpoint as metrics tell it", () => {
  it("is where the inventory says, with what the codec said of itself", () => {
    expect(endpointNow(present, directoryOf([endpoint]))).toMatchObject({
      endpoint: "salle-haute",
      site: "ouessant-mairie",
      territory: "ouessant",
      sinceS: morning / 1000,
      uptimeSeconds: 60,
      activeCalls: null,
      model: "SX20",
      firmware: null,
      availabilityToday: { ratio: null, coverage: 0 },
    });
  });

  it("is nothing when the inventory does not know its site", () => {
    expect(endpointNow({ ...present, endpoint: { ...endpoint, site: "nowhere" } }, directoryOf([endpoint]))).toBeNull();
  });
});
