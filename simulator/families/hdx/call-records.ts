import type { CodecView } from "../../codec-view.ts";
import { type PastCall, writtenMs } from "../../life.ts";
import { element, escaped } from "../markup.ts";

/** A file of 50 kB: when it is full it is put aside, and the next record opens a new one. */
const recordsPerFile = 150;
const sampledEveryS = 60;
const unknown = "---";

const headers = [
  "Row ID,Start Date,Start Time,End Date,End Time,Call Duration,Account Number,Remote System Name,Call Number 1,Call Number 2",
  "Transport Type,Call Rate,System Manufacturer,Call Direction,Conference ID,Call ID,Total H.320 Channels Used,Endpoint Alias",
  "Endpoint Additional Alias,Endpoint Type,Endpoint Transport Address,Audio Protocol (Tx),Audio Protocol (Rx),Video Protocol (Tx)",
  "Video Protocol (Rx),Video Format (Tx),Video Format (Rx),Disconnect Local ID and Disconnect Reason,Q.850 Cause Code",
  "Total H.320 Errors,Average Percent Packet Loss (Tx),Average Percent Packet Loss (Rx),Average Packets Lost (Tx)",
  "Average Packets Lost (Rx),Average Latency (Tx),Average Latency (Rx),Maximum Latency (Tx),Maximum Latency (Rx),Average Jitter (Tx)",
  "Average Jitter (Rx),Maximum Jitter (Tx),Maximum Jitter (Rx)",
];

/** The whole file at once. Rows are numbered anew each time, the newest is 1; Conference ID goes on through reboots. */
export function callRecords({ identity, life }: CodecView): string {
  const inFile = life.history.filter(({ historyId }) => fileOf(historyId) === fileOf(life.nextHistoryId - 1));
  return element(
    "cdr",
    element("info", `My System Name:,${escaped(identity.name)}`),
    element("info", `My System Model:,${escaped(`"${identity.model}"`)}`),
    element("info", `My System Serial Number:,${escaped(identity.serial)}`),
    element("header", headers.join(",")),
    ...inFile.toReversed().map((call, index) => record(call, index + 1)),
  );
}

const fileOf = (historyId: number): number => Math.floor((historyId - 1) / recordsPerFile);

function record(call: PastCall, row: number): string {
  const cells = [String(row), ...when(call), ...who(call), ...how(call), ...figures(call)];
  return element("call", ...cells.map((cell) => element("data", escaped(cell))));
}

function when(call: PastCall): string[] {
  const { durationS } = call;
  const two = (value: number): string => String(value).padStart(2, "0");
  const duration = `${Math.floor(durationS / 3600)}:${two(Math.floor(durationS / 60) % 60)}:${two(durationS % 60)}`;
  return [...localTime(writtenMs(call)), ...localTime(writtenMs(call) + durationS * 1000), duration];
}

const local = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Paris",
  day: "2-digit",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** "12/Aug/2022" and "17:42:06", on the wall of the room and without its zone. */
export function localTime(ms: number): [date: string, time: string] {
  const parts = Object.fromEntries(local.formatToParts(ms).map(({ type, value }) => [type, value]));
  const month = parts["month"]?.slice(0, 3);
  return [`${parts["day"]}/${month}/${parts["year"]}`, `${parts["hour"]}:${parts["minute"]}:${parts["second"]}`];
}

/** From the account number to the call's number within its conference. */
function who({ farEnd, protocol, rateKbps, direction, historyId }: PastCall): string[] {
  const number = farEnd.replace(/^(?:sip|h323):/, "");
  const way = direction === "in" ? "In" : "Out";
  return [unknown, number, number, unknown, protocol, `${rateKbps}Kbps`, unknown, way, String(historyId), "1"];
}

/** From the channels used to the cause of Q.850. */
function how(call: PastCall): string[] {
  const media = call.isConnected ? ["Siren22", "Siren22", "H.264", "H.264", "4SIF", "4SIF"] : Array<string>(6).fill(unknown);
  const [reason, cause] = endOf(call);
  return [unknown, unknown, unknown, call.isConnected ? "user:terminal" : "user:---", unknown, ...media, reason, cause];
}

const failureCauses = { busy: "17", no_answer: "18", rejected: "21", unreachable: "3", network: "41", rolled_over: "16" } as const;

function endOf({ isConnected, failure }: PastCall): [reason: string, cause: string] {
  if (isConnected) return ['"The call has ended."', "16"];
  if (failure === undefined) return ['"Failed Attempt"', unknown];
  return [`Failed Attempt; "The call has ended.${failure === "rolled_over" ? "; Rolling Over." : ""}"`, failureCauses[failure]];
}

/** Errors, loss, latency and jitter. Latency and jitter are sampled once a minute: in a shorter call they were not, and say 0. */
function figures({ isConnected, durationS, lossRatio, maxJitterMs }: PastCall): string[] {
  if (!isConnected) return Array<string>(13).fill(unknown);
  const percent = (lossRatio * 100).toFixed(1);
  const lost = (durationS * 270 * lossRatio).toFixed(1);
  if (durationS < sampledEveryS) return ["0", percent, percent, lost, lost, ...Array<string>(8).fill("0")];
  const jitter = (maxJitterMs / 2).toFixed(2);
  return ["0", percent, percent, lost, lost, "27.00", "27.00", "45", "45", jitter, jitter, String(maxJitterMs), String(maxJitterMs)];
}
