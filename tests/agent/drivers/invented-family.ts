import type { Document, DocumentNode, Driver, ReadCall, ReadContext } from "../../../agent/drivers/driver.ts";
import { localInstant } from "../../../agent/drivers/local-time.ts";
import { numberAt, textAt } from "../../../agent/drivers/node-access.ts";
import { listWith, withPlaces } from "../../../agent/drivers/ownership.ts";
import { numberReading, wordReading } from "../../../agent/drivers/readings.ts";
import { meaningOf } from "../../../agent/drivers/words.ts";
import { qualityOfStreams } from "../../../contract/call.ts";

const api = "Acme Room API 2.0, page 12";

const system: Document = {
  path: "/api/system",
  format: "json",
  ownership: { source: `${api}: system`, of: withPlaces("acmeRelease", "uptime") },
  fields: [
    { at: "uptime", source: `${api}: uptime, s`, toReading: ([node]) => numberReading("uptime_seconds", numberAt(node)) },
    {
      at: "activity",
      source: `${api}: activity`,
      toReading: ([node]) => wordReading("system_state", { idle: "ready", talking: "in_call" }, textAt(node)),
    },
  ],
};

const calls: Document = {
  path: "/api/calls",
  format: "json",
  ownership: { source: `${api}: calls`, of: listWith("id", "began", "lasted") },
  fields: [],
  calls: { at: "[]", source: `${api}: calls, in local time`, toCall },
};

function toCall(node: DocumentNode, { zone }: ReadContext): ReadCall | null {
  const id = textAt(node, "id");
  const began = textAt(node, "began");
  if (id === null || began === null) return null;
  const durationS = numberAt(node, "lasted") ?? Number.NaN;
  const lossPercent = numberAt(node, "lossPercent");
  return {
    key: id,
    startedAt: localInstant(began, zone),
    durationS,
    isConnected: durationS > 0,
    direction: meaningOf({ dialled: "out", taken: "in" } as const, textAt(node, "way")) ?? "unknown",
    protocol: "sip",
    ...qualityOfStreams(lossPercent === null ? [] : [{ medium: "video", direction: "in", lossRatio: lossPercent / 100 }]),
    farEndAddress: textAt(node, "with"),
  };
}

export const acme: Driver = {
  family: "acme",
  label: "Acme Room",
  recognises: [],
  signature: system,
  access: {
    kind: "session",
    source: `${api}: login`,
    signIn: { path: "/api/login", type: "application/json", text: '{"name":"{user}","secret":"{password}"}' },
    signOut: { path: "/api/logout", type: "application/json", text: "{}" },
    cookieAt: { cookie: "acme", at: "session/key" },
  },
  state: { documents: [system] },
  history: { documents: [calls] },
};
