import type { Reading } from "../../contract/observation.ts";
import type { Field } from "./driver.ts";
import { textAt } from "./node-access.ts";
import { bestWordReading, isReading, wordReading } from "./readings.ts";

/** Cisco publishes the words of each place: schemas of CE 9.15, RoomOS 10.19 and 11.19. */
const api = "Cisco xAPI";
const ranking = ["registered", "failed", "unknown", "off"];

const sipWords = { Registered: "registered", Failed: "failed", Inactive: "off", Deregister: "off", Registering: "unknown" };

/** The same since MXP. "Inactive" is how a codec without a registrar speaks. */
export const gatekeeperWords = {
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

const proxyWords = {
  Active: "ok",
  Off: "off",
  Unknown: "unknown",
  AuthenticationFailed: "failed",
  DNSFailed: "failed",
  Timeout: "failed",
  UnableTCP: "failed",
  UnableTLS: "failed",
};

/** A codec that is provisioned by nobody, or was never told by whom, goes without. */
const provisioningWords = {
  Provisioned: "ok",
  Provisioning: "unknown",
  Idle: "off",
  NeedConfig: "off",
  Failed: "failed",
  AuthenticationFailed: "failed",
  ConfigError: "failed",
};

const timeServiceWords = { Synced: "ok", NotSynced: "failed", Discarded: "failed", Unknown: "unknown", Off: "off" };

/** None: there was none, and nothing to tell. */
const upgradeWords = {
  Succeeded: "ok",
  InProgress: "unknown",
  Failed: "failed",
  InstallationFailed: "failed",
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
  {
    at: "Status/Spark/Status",
    source: `${api} Status/Spark/Status, the name of Webex before CE 9.15`,
    isUnverified: true,
    toReading: ([node]) => wordReading("cloud_registration", webexWords, textAt(node)),
  },
];

/** What the codec leans on. */
export const ciscoServices: readonly Field[] = [
  {
    at: "Status/NetworkServices/NTP/Status",
    source: `${api} Status/NetworkServices/NTP/Status`,
    toReading: ([node]) => wordReading("time_service_state", timeServiceWords, textAt(node)),
  },
  {
    at: "Status/SIP/Proxy[]",
    source: `${api} Status/SIP/Proxy/Status`,
    toReading: (nodes): Reading[] =>
      nodes
        .map((node) => wordReading("service_state", proxyWords, textAt(node, "Status"), `sip-proxy-${textAt(node, "@item") ?? "1"}`))
        .filter(isReading),
  },
  {
    at: "Status/Provisioning/Status",
    source: `${api} Status/Provisioning/Status`,
    toReading: ([node]) => wordReading("service_state", provisioningWords, textAt(node), "provisioning"),
  },
  {
    at: "Status/Provisioning/Software/UpgradeStatus/Status",
    source: `${api} Status/Provisioning/Software/UpgradeStatus/Status; None is the only word recorded`,
    isUnverified: true,
    toReading: ([node]) => {
      const word = textAt(node);
      return word === "None" ? null : wordReading("service_state", upgradeWords, word, "software-update");
    },
  },
];
