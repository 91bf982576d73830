import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DeskRoom, openDeskRoom } from "./desk-room.ts";

let room: DeskRoom;
let operator: string;
let territory: string;

beforeEach(async () => {
  room = await openDeskRoom();
  operator = await room.tokenFor("astreinte", "operator");
  territory = room.directory.territories[0]?.id ?? "";
});
afterEach(() => room.close());

async function ask(method: "GET" | "POST", url: string, payload?: object) {
  const headers = { authorization: `Bearer ${operator}` };
  const answer = await room.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.json<{ campaigns?: object[]; id?: string; code?: string }>() };
}
const declare = (more: object = {}) =>
  ask("POST", "/v1/campaigns", { territory, kind: "press", from: "2026-03-02", to: "2026-03-13", ...more });

describe("campaigns of communication", () => {
  it("are declared by whole days in a territory, once, and stay in the list when they are withdrawn", async () => {
    expect(await declare()).toMatchObject({ status: 201, body: { id: "C1", from: "2026-03-02", to: "2026-03-13" } });
    expect(await declare()).toMatchObject({ status: 201, body: { id: "C1" } });
    expect(await ask("POST", "/v1/campaigns/C1/withdrawal", {})).toMatchObject({ status: 201, body: { id: "C1" } });
    expect(await ask("POST", "/v1/campaigns/C1/withdrawal", {})).toMatchObject({ status: 404, body: { code: "CAMPAIGN_UNKNOWN" } });
    expect(await declare()).toMatchObject({ body: { id: "C3" } });

    const { campaigns } = (await ask("GET", "/v1/campaigns")).body;
    expect(campaigns).toMatchObject([
      { id: "C1", withdrawnAt: expect.any(String) as unknown },
      { id: "C3", withdrawnAt: null },
    ]);
    const trace = (await room.declarations.trace(10)).map(({ what }) => what);
    expect(trace.slice(0, 3)).toEqual(["campaign_declared", "campaign_withdrawn", "campaign_declared"]);
  });

  it.each([
    [{ territory: "nulle-part" }, "SCOPE_UNKNOWN"],
    [{ to: "2026-03-01" }, "END_FIRST"],
    [{ from: "2026-02-30" }, "TIME_UNREADABLE"],
    [{ to: "2027-03-03" }, "LASTS_TOO_LONG"],
    [{ kind: "interview of Mme Le Gall" }, "REQUEST_INVALID"],
  ])("are refused where they cannot be: %o", async (wrong, code) => {
    expect((await declare(wrong)).body.code).toBe(code);
  });
});
