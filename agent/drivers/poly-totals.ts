import type { Document, Field } from "./driver.ts";
import { numberAt, textAt } from "./node-access.ts";
import { withPlaces } from "./ownership.ts";
import { numberReading } from "./readings.ts";

const totalCallsName = "comm.statistics.totalnumberofcalls";
const totalTimeName = "comm.statistics.totaltimeincalls";

/** For display, never for an invoice: a Group 500 said 365 days in 97 calls. */
const totals: Field = {
  at: "vars[]",
  source: `Configuration variables ${totalCallsName} and ${totalTimeName} (D:HH:MM:SS), recorded on a RealPresence Group 500`,
  toReading: (variables) => {
    const valueOf = (name: string) => variables.find((variable) => textAt(variable, "name") === name);
    const time = textAt(valueOf(totalTimeName), "value");
    return [
      numberReading("total_calls", numberAt(valueOf(totalCallsName), "value")),
      numberReading("total_call_seconds", time === null ? null : secondsOf(time)),
    ].filter((reading) => reading !== null);
  },
};

function secondsOf(time: string): number {
  const [, days = "", hours = "", minutes = "", seconds = ""] = /^(\d+):(\d\d):(\d\d):(\d\d)$/.exec(time) ?? [];
  return days === "" ? Number.NaN : ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}

export const polyTotals: Document = {
  path: "/rest/config",
  format: "json",
  ownership: { source: "Configuration variables of a Studio X30 3.12, recorded answer", of: withPlaces("vars") },
  mayBeMissing: true,
  post: { type: "application/json", text: JSON.stringify({ names: [totalCallsName, totalTimeName] }) },
  fields: [totals],
};
