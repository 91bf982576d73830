import type { Field } from "./driver.ts";
import { textAt } from "./node-access.ts";
import { bestWordReading, wordReading } from "./readings.ts";

const api = "Cisco xAPI";
const ranking = ["registered", "failed", "unknown", "off"];

const sipWords = { Registered: "registered", Failed: "failed", Inactive: "off", Deregister: "off", Registering: "unknown" };

/** "Inactive" is how a codec without a registrar speaks. */
const gatekeeperWords = {
  Registered: "registered",
  Rejected: "failed",
  Inactive: "off",
  Required: "unknown",
  Discovering: "unknown",
  Discovered: "unknown",
  Authenticating: "unknown",
  Authenticated: "unknown",
  Registering: "unknown",
};

const webexWords = {
  Registered: "registered",
  Disabled: "off",
  Stopped: "off",
  Registering: "unknown",
  Connecting: "unknown",
  Error: "failed",
  Failed: "failed",
  RegistrationFailed: "failed",
  AuthenticationFailed: "failed",
};

/** On codecs registered with Webex the SIP and H323 nodes are missing altogether: no reading, not "off". */
export const ciscoRegistrations: readonly Field[] = [
  {
    at: "Status/SIP/Registration[]",
    source: `${api} Status/SIP/Registration/Status`,
    toReading: (nodes) =>
      bestWordReading(
        "sip_registration",
        sipWords,
        ranking,
        nodes.map((node) => textAt(node, "Status")),
      ),
  },
  {
    at: "Status/H323/Gatekeeper/Status",
    source: `${api} Status/H323/Gatekeeper/Status`,
    toReading: ([node]) => wordReading("h323_registration", gatekeeperWords, textAt(node)),
  },
  {
    at: "Status/Webex/Status",
    source: `${api} Status/Webex/Status, since CE 9.15`,
    toReading: ([node]) => wordReading("cloud_registration", webexWords, textAt(node)),
  },
];
