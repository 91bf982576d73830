import { describe, expect, it } from "vitest";
import { ciscoCe } from "../../../agent/drivers/cisco-ce.ts";
import { genericMib2 } from "../../../agent/drivers/generic-mib2.ts";
import { polyVideoos } from "../../../agent/drivers/poly-videoos.ts";
import { readHistoryFile } from "../../../agent/poll/read-history-file.ts";
import { plainSite } from "../../../agent/poll/site.ts";
import { secret } from "../recorded-codec.ts";

const site = plainSite(secret("clef du site"));
const now = Date.UTC(2026, 10, 23);
const entry = (id: number, start: string): string =>
  `<Entry><CallHistoryId>${id}</CallHistoryId><RemoteNumber>sip:salle@mairie.example</RemoteNumber><Duration>600</Duration><StartTimeUTC>${start}</StartTimeUTC></Entry>`;
const saved = (...entries: string[]): string =>
  `<?xml version="1.0"?><Command><CallHistoryGetResult status="OK">${entries.join("")}</CallHistoryGetResult></Command>`;

describe("a history saved from a codec", () => {
  it("gives its calls as a poll would have told them, whatever their age, without who was called", async () => {
    const file = saved(entry(2, "2019-03-05T10:00:00Z"), entry(1, "2012-01-01T09:00:00Z"));
    const { calls, records, dropped, problem } = await readHistoryFile(ciscoCe, file, site, now);

    expect({ records, dropped, problem }).toEqual({ records: 2, dropped: 0, problem: undefined });
    expect(calls.map(({ startedAt }) => new Date(startedAt).getUTCFullYear())).toEqual([2019, 2012]);
    expect(calls[0]).toMatchObject({ durationS: 600, isConnected: true });
    expect(calls[0]?.farEnd).toMatch(/^[0-9a-f]{16}$/);
    expect(JSON.stringify(calls)).not.toMatch(/mairie|salle/);
  });

  it("counts the entries that are no right call: no date, a date before these codecs, the same entry twice", async () => {
    const file = saved(entry(3, ""), entry(2, "1970-01-01T00:00:00Z"), entry(1, "2019-03-05T10:00:00Z"), entry(1, "2019-03-05T10:00:00Z"));

    expect(await readHistoryFile(ciscoCe, file, site, now)).toMatchObject({ records: 4, dropped: 3, calls: [{ durationS: 600 }] });
  });

  it("may be empty", async () => {
    expect(await readHistoryFile(ciscoCe, saved(), site, now)).toEqual({ calls: [], records: 0, dropped: 0, unread: 0 });
    expect(await readHistoryFile(polyVideoos, "[]", site, now)).toEqual({ calls: [], records: 0, dropped: 0, unread: 0 });
  });

  it.each([
    ["another family's", "not_json", polyVideoos, saved(entry(1, "2019-03-05T10:00:00Z"))],
    ["not a history", "not_this_document", ciscoCe, "<Status><SystemUnit/></Status>"],
    ["cut off", "not_xml", ciscoCe, saved(entry(1, "2019-03-05T10:00:00Z")).slice(0, -30)],
    ["of a family that keeps none", "no_history", genericMib2, saved()],
  ] as const)("that is %s is told to be so: %s", async (_, problem, driver, file) => {
    expect(await readHistoryFile(driver, file, site, now)).toEqual({ calls: [], records: 0, dropped: 0, unread: 0, problem });
  });
});
