import { expect, it } from "vitest";
import { createDirectory } from "../../../collector/directory/create-directory.ts";
import type { Agent, Endpoint, Site, Territory } from "../../../collector/directory/directory.ts";
import { noContract } from "../../../collector/sla/contract.ts";
import { roundTheClock } from "../../../collector/sla/opening-hours.ts";
import { type EndpointState, endpointStates } from "../../../collector/sla/state-interval.ts";
import { noFigures } from "../../../collector/states/figures.ts";
import { overviewOf } from "../../../collector/web/overview-of.ts";
import { fixedNow } from "./fleet-fixture.ts";

const territory: Territory = { id: "ouessant", name: "Ouessant", kind: "HORS_EPCI", siren: null };
const site: Site = {
  id: "mairie",
  name: "Mairie",
  territory: "ouessant",
  insee: "29155",
  commune: "Ouessant",
  hostKind: "collectivite",
  calendar: { hours: [{ from: 0, hours: roundTheClock }], closures: [] },
  contracts: [noContract],
  memberships: [{ from: 0, epci: null, territories: ["ouessant"] }],
  hasTechnician: false,
  regionalAidEuros: 0,
  isFictional: true,
};
const endpoint: Endpoint = { id: "salle", name: "Salle du conseil", site: "mairie" };
const agent: Agent = { id: "agent-mairie", vantage: "site", site: "mairie", sites: ["mairie"], tokenSha256: "0".repeat(64) };
const directory = createDirectory({ territories: [territory], sites: [site], endpoints: [endpoint], agents: [agent] });

/** Whether the page says that a call goes on, of a codec whose last word was that one does. */
function isInCall(state: EndpointState): boolean | null | undefined {
  const { territories } = overviewOf({
    now: fixedNow,
    isDemonstration: true,
    directory,
    present: [
      {
        endpoint,
        state,
        cause: "answered",
        since: fixedNow - 60_000,
        lastObservedAt: fixedNow,
        lastProofAt: fixedNow - 120_000,
        readings: [{ kind: "active_calls", instance: null, value: 1, observedAt: fixedNow - 120_000, intervalS: 60 }],
        channels: [],
        refusals: [],
        restarts: {},
        connectedCalls: 0,
        ...noFigures,
      },
    ],
    agents: new Map(),
    rightOf: () => ({ kind: "none", endedAt: null }),
    influx: null,
    refusedInventory: null,
    service: null,
  });
  return territories[0]?.sites[0]?.endpoints[0]?.isInCall;
}

it.each(endpointStates)("shows a call only for an endpoint that answers, state %s", (state) => {
  expect(isInCall(state)).toBe(state === "up" || state === "degraded" ? true : null);
});
