import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { countPurposes } from "../../../collector/usage/purpose.ts";
import { called } from "../attendance/used-network.ts";
import { type DeskRoom, openDeskRoom } from "./desk-room.ts";

const endpoint = "ouessant-mairie-sx20";
let room: DeskRoom;
let operator: string;
let concierge: string;

beforeEach(async () => {
  room = await openDeskRoom();
  operator = await room.tokenFor("astreinte", "operator");
  concierge = await room.tokenFor("accueil-ouessant", "site", undefined, "ouessant-mairie");
  const calls = [called("2026-05-28T10:00", 45), called("2026-05-29T14:30", 20), called("2026-05-30T09:00", 0)];
  await room.ledger.importCalls(endpointOf("ouessant-mairie"), calls, Date.parse("2026-05-31T00:00:00Z"));
});
afterEach(() => room.close());

const endpointOf = (site: string): string => room.directory.endpoints.find((one) => one.site === site)?.id ?? endpoint;

async function ask(method: "GET" | "POST", url: string, token: string, payload?: object) {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await room.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.json<{ uses?: Record<string, unknown>[]; code?: string; purpose?: string }>() };
}
const listed = async (token: string) => (await ask("GET", "/v1/uses?site=ouessant-mairie", token)).body.uses ?? [];
const tag = (token: string, more: object = {}) =>
  ask("POST", "/v1/uses/purposes", token, {
    endpoint: endpointOf("ouessant-mairie"),
    at: "2026-05-28T10:00",
    purpose: "training",
    users: "multi_site",
    ...more,
  });

describe("what a use was for", () => {
  it("is said by the concierge of the site, from lists, and shown with the use", async () => {
    expect(await tag(concierge)).toMatchObject({ status: 201, body: { purpose: "training" } });

    expect(await listed(concierge)).toMatchObject([
      { minutes: 20, purpose: null, users: null },
      { at: "2026-05-28T08:00:00.000Z", minutes: 45, purpose: "training", users: "multi_site" },
    ]);
  });

  it("is put right by a further word, and taken back, while every word stays in the trace without the hour of the use", async () => {
    await tag(concierge);
    await tag(concierge);
    await tag(operator, { purpose: "clients", users: null });
    const tags = await room.declarations.purposeTags({ from: "2026-05", to: "2026-05" });

    expect([...countPurposes(tags).purposes]).toEqual([["clients", 1]]);
    await tag(operator, { purpose: null, users: null });
    expect(countPurposes(await room.declarations.purposeTags({ from: "2026-05", to: "2026-05" })).tagged).toBe(0);
    const trace = (await room.declarations.trace(10)).filter(({ what }) => what === "use_tagged");
    expect(trace.map(({ who }) => who)).toEqual(["token:astreinte", "token:astreinte", "token:accueil-ouessant"]);
    expect(trace.map(({ about }) => about)).toEqual(Array(3).fill(`${endpointOf("ouessant-mairie")} 2026-05`));
  });

  it("cannot be said of a use that was not, nor in words of one's own", async () => {
    expect(await tag(concierge, { at: "2026-05-28T11:00" })).toMatchObject({ status: 404, body: { code: "USE_UNKNOWN" } });
    expect(await tag(concierge, { purpose: "Madame Le Gall" })).toMatchObject({ status: 400, body: { code: "REQUEST_INVALID" } });
    expect(await tag(concierge, { note: "Madame Le Gall" })).toMatchObject({ status: 400 });
  });

  it("is nobody else's business: a token of a site opens that site alone, and nothing of the desk", async () => {
    const other = await room.tokenFor("accueil-ailleurs", "site", undefined, "pepiniere-morlaix");
    const viewer = await room.tokenFor("region", "viewer");

    expect((await tag(other)).status).toBe(403);
    expect((await ask("GET", "/v1/uses?site=ouessant-mairie", other)).status).toBe(403);
    expect((await tag(viewer)).status).toBe(403);
    for (const path of ["/v1/maintenance", "/v1/audit", "/v1/campaigns", "/v1/incidents/notes"]) {
      expect((await ask("GET", path, concierge)).status).toBe(403);
    }
  });

  it("forgets when the use was once its call is forgotten, and keeps the month; nothing else can be changed", async () => {
    await tag(concierge);
    expect(await room.declarations.forgetHoursOfUse(Date.parse("2026-05-29T00:00:00Z") / 1000)).toBe(1);

    const [kept] = await room.declarations.purposeTags({ from: "2026-05", to: "2026-05" });
    expect(kept).toMatchObject({ usedAt: null, month: "2026-05", purpose: "training" });
    const database = new DatabaseSync(room.file);
    expect(() => database.exec("UPDATE purpose_tag SET purpose = 'other'")).toThrow("never changed");
    expect(() => database.exec("DELETE FROM purpose_tag")).toThrow("never changed");
    database.close();
  });
});
