import { expect, it } from "vitest";
import { inStatus, watchCodec } from "./watched-codec.ts";

/** Calls `newest` to `newest - count + 1`, the newest first, as the codec lists them. */
function historyOf(newest: number, count: number): string {
  const entries = Array.from({ length: count }, (_, place) => {
    const id = newest - place;
    const start = new Date(Date.parse("2026-01-01T00:00:00Z") + id * 3_600_000).toISOString().slice(0, 19);
    return `<Entry item="${place}"><CallHistoryId>${id}</CallHistoryId><Duration>60</Duration><StartTimeUTC>${start}Z</StartTimeUTC></Entry>`;
  });
  return `<?xml version="1.0"?><Command><CallHistoryGetResult status="OK">${entries.join("")}</CallHistoryGetResult></Command>`;
}

it("reads a long history of a Cisco codec in parts, each call once, and later only the part that holds what is new", async () => {
  const codec = await watchCodec({
    "/getxml?location=/Status/SystemUnit": inStatus("<SystemUnit><Uptime>1</Uptime></SystemUnit>"),
    "/putxml <Offset>0</Offset>": historyOf(230, 100),
    "/putxml <Offset>100</Offset>": historyOf(130, 100),
    "/putxml <Offset>200</Offset>": historyOf(30, 30),
  });
  const partsAsked = (): number => codec.requests.filter((request) => request === "POST /putxml").length;

  const { observation: first } = await codec.ask("history");
  expect(new Set(first.calls.map(({ key }) => key)).size).toBe(230);
  expect(first.calls).toHaveLength(230);
  expect(partsAsked()).toBe(3);

  const { observation: second } = await codec.ask("history");
  expect(second.calls).toEqual([]);
  expect(partsAsked()).toBe(4);
});
