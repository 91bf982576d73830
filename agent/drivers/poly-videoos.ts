import type { Driver } from "./driver.ts";
import { mib2State } from "./mib2.ts";
import { polyCallLog } from "./poly-calllog.ts";
import { polyMediaStats } from "./poly-mediastats.ts";
import { conferenceNumberActiveConferences, polyIdentity, polyServices, polyStates, polyTables } from "./poly-mib.ts";
import { polyActiveCalls } from "./poly-mib-calls.ts";
import { polyConferences, polyStatusLines, polySystemIdentity, polySystemState, polySystemStatus } from "./poly-rest.ts";
import { polyCameras, polyDevices, polyGatekeepers, polyMicrophones, polySipServers } from "./poly-rest-parts.ts";
import { polyOwnCertificate, polySession } from "./poly-session.ts";
import { isNewerPolycom } from "./poly-signs.ts";
import { polyTotals } from "./poly-totals.ts";

export const polyVideoos: Driver = {
  family: "poly-videoos",
  label: "Poly Studio X, G7500 (VideoOS), RealPresence Group",
  recognisedBy: [
    "POLYCOM-ENDPOINT-MIB (13885.101.1.1.4.0) gives a model",
    "sysObjectID is 1.3.6.1.4.1.2684 and nothing below, sysDescr (Videoconferencing Device, or what somebody wrote there) begins with no HDX, VSX, QDX, V500 or ViewStation, and no node of POLYCOM-VIDEO-MIB answers ⚠ not verified: a Group or a Studio X without its model, unless it is an HDX that hides its MIB; where the web is configured too, its page and then its documents decide",
  ],
  recognises: [isNewerPolycom],
  signature: polySystemState,
  access: polySession,
  ownCertificate: polyOwnCertificate,
  state: {
    scalars: [...mib2State, conferenceNumberActiveConferences],
    documents: [polySystemState, polyConferences],
    inCall: { tables: [polyActiveCalls], documents: [polyMediaStats] },
  },
  status: {
    scalars: [...polyStates, ...polyServices],
    tables: polyTables,
    documents: [polySystemStatus, polySipServers, polyGatekeepers, polyStatusLines, polyMicrophones, polyCameras, polyDevices],
  },
  history: { documents: [polyCallLog] },
  inventory: { scalars: polyIdentity, documents: [polySystemIdentity, polyTotals] },
};
