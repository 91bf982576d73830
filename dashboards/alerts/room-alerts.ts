import { metricNames as m } from "../../contract/metric-names.ts";
import type { Waits } from "../settings.ts";
import type { Alert } from "./alert.ts";
import { lately } from "./promql.ts";

const where = "endpoint, site, territory";
const host = { scope: "endpoint", owner: "host" } as const;

/** What goes wrong with one endpoint. */
export function roomAlerts(waits: Waits): Alert[] {
  return [...outages(waits), ...faults(waits), ...blindness(waits), qualityAlert(waits)];
}

const isIn = (states: string, waits: Waits): string => `${lately(m.endpointState, waits, `{state=~"${states}"}`)} == 1`;

function outages(waits: Waits): Alert[] {
  const since = `time() - ${lately(m.endpointStateSince, waits)}`;
  return [
    {
      name: "VisioEndpointDown",
      ...host,
      urgency: "page-if-usable",
      // Three polls have confirmed it already.
      condition: `(${since}) and on (${where}) (${isIn("down", waits)})`,
      forS: 0,
    },
    {
      name: "VisioRegistrationLost",
      scope: "endpoint",
      owner: "operator",
      urgency: "ticket",
      condition: `(${since}) and on (${where}) (${m.endpointCause}{cause="registration_failed"} == 1)`,
      forS: waits.ticket,
      keepS: waits.steady,
    },
  ];
}

function faults(waits: Waits): Alert[] {
  const ticket = { ...host, urgency: "ticket", forS: waits.ticket, keepS: waits.steady } as const;
  return [
    { name: "VisioPartFailed", ...ticket, condition: `${m.endpointFailedParts}{part!~"temperature|.*_registration"} > 0` },
    { name: "VisioTemperatureHigh", ...ticket, condition: `${m.endpointFailedParts}{part="temperature"} > 0` },
  ];
}

/** The room works, and we do not see it, or not well. */
function blindness(waits: Waits): Alert[] {
  const ticket = { scope: "endpoint", owner: "operator", urgency: "ticket", forS: waits.ticket, keepS: waits.steady } as const;
  const proofAge = `(time() - ${lately(m.endpointLastProof, waits)} > 86400)`;
  return [
    { name: "VisioCredentialsRefused", ...ticket, condition: `${m.endpointChannelState}{state="refused"} == 1` },
    { name: "VisioIdentityRefused", ...ticket, condition: `${m.endpointTlsState}{tls=~"changed|untrusted|too_old"} == 1` },
    { name: "VisioCodecClockWrong", ...ticket, condition: `abs(${m.endpointClockOffset}) > 300` },
    { name: "VisioProofTooOld", ...ticket, condition: `${proofAge} unless on (${where}) (${isIn("down|site", waits)})` },
  ];
}

/** What a call that goes on misses of sound or picture, as the codec itself says lately; or packets that come too unevenly. */
function qualityAlert(waits: Waits): Alert {
  const worst = (series: string) => `max by (${where}) (${series})`;
  const onlySinceItBegan = `${m.streamLoss} unless on (${where}, stream) ${m.streamRecentLoss}`;
  return {
    name: "VisioCallQualityPoor",
    scope: "endpoint",
    owner: "network_provider",
    urgency: "ticket",
    condition: `${worst(m.streamRecentLoss)} > 0.05 or ${worst(onlySinceItBegan)} > 0.05 or ${worst(m.streamJitter)} > 0.06`,
    forS: Math.floor(waits.ticket / 5),
    keepS: waits.steady,
  };
}
