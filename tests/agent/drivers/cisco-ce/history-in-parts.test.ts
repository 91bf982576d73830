import { expect, it } from "vitest";
import type { Clock } from "../../../../agent/clock.ts";
import { pollEndpoint } from "../../../../agent/poll/poll-endpoint.ts";
import { openTarget } from "../../../../agent/poll/poll-target.ts";
import { plainSite } from "../../../../agent/poll/site.ts";
import { newTransportCounters } from "../../../../agent/transport/counters.ts";
import { secret, startRecordedCodec } from "../../recorded-codec.ts";

const clock: Clock = { nowMs: () => Date.parse("2026-03-02T10:00:00Z"), monotonicMs: () => 1000, boot: "00000000" };

/** Calls `newest` to `newest - count + 1`, the newest first, as the codec lists them. */
function historyOf(newest: number, count: number): string {
  const entries = Array.from({ length: count }, (_, place) => {
    const id = newest - place;
    const start = new Date(Date.parse("2026-01-01T00:00:00Z") + id * 3_600_000).toISOString().slice(0, 19);
    return `<Entry item="${place}"><CallHistoryId>${id}</CallHistoryId><Direction>Outgoing</Direction><Protocol>SIP</Protocol><Duration>60</Duration><StartTimeUTC>${start}Z</StartTimeUTC></Entry>`;
  });
  return `<?xml version="1.0"?><Command><CallHistoryGetResult status="OK">${entries.join("")}</CallHistoryGetResult></Command>`;
}

it("reads a long history of a Cisco codec in parts, each call once, and later only the part that holds what is new", async () => {
  const codec = await startRecordedCodec({
    http: {
      "/getxml?location=/Status/SystemUnit":
        '<?xml version="1.0"?><Status version="ce9.15"><SystemUnit><Uptime>1</Uptime></SystemUnit></Status>',
      "/putxml <Offset>0</Offset>": historyOf(230, 100),
      "/putxml <Offset>100</Offset>": historyOf(130, 100),
      "/putxml <Offset>200</Offset>": historyOf(30, 30),
    },
  });
  const target = openTarget(
    {
      id: "salle",
      host: "127.0.0.1",
      family: "cisco-ce",
      ...(codec.http === undefined ? {} : { http: codec.http }),
      timeoutMs: 2_000,
      retries: 0,
    },
    {
      counters: newTransportCounters(),
      paces: { state: 60, status: 300, history: 600, inventory: 86_400 },
      site: plainSite(secret("clef")),
    },
  );
  try {
    const first = await pollEndpoint(target, "history", clock);
    expect(new Set(first.observation.calls.map(({ key }) => key)).size).toBe(230);
    expect(first.observation.calls).toHaveLength(230);
    expect(codec.requests.filter((request) => request === "POST /putxml")).toHaveLength(3);

    const second = await pollEndpoint(target, "history", clock);
    expect(second.observation.calls).toEqual([]);
    expect(codec.requests.filter((request) => request === "POST /putxml")).toHaveLength(4);
  } finally {
    await target.close();
    await codec.close();
  }
});
