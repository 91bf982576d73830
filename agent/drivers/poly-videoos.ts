import type { Driver } from "./driver.ts";
import { snmpEngineTime, sysUpTime } from "./mib2.ts";
import { polyCallLog } from "./poly-calllog.ts";
import { conferenceNumberActiveConferences, polyIdentity, polyStates, polyTables } from "./poly-mib.ts";
import { polyConferences, polyStatusLines, polySystemIdentity, polySystemState, polySystemStatus, polyTotals } from "./poly-rest.ts";

export const polyVideoos: Driver = {
  family: "poly-videoos",
  label: "Poly Studio X, G7500 (VideoOS), RealPresence Group",
  // 2684 alone is any Polycom of the last twenty years; the model says that this MIB is there.
  recognises: [({ polyModel }) => polyModel !== null && polyModel !== ""],
  signature: polySystemState,
  state: {
    scalars: [snmpEngineTime, sysUpTime, conferenceNumberActiveConferences],
    documents: [polySystemState, polyConferences],
  },
  status: { scalars: polyStates, tables: polyTables, documents: [polyStatusLines, polySystemStatus] },
  history: { documents: [polyCallLog] },
  inventory: { scalars: polyIdentity, documents: [polySystemIdentity, polyTotals] },
};
