import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tell } from "../accounts/small-network.ts";
import { agentToken, type DeskRoom, openDeskRoom } from "./desk-room.ts";

let room: DeskRoom;
let operator: string;
let viewer: string;

beforeEach(async () => {
  room = await openDeskRoom();
  operator = await room.tokenFor("astreinte", "operator");
  viewer = await room.tokenFor("region", "viewer");
});
afterEach(() => room.close());

const site = { kind: "site", id: "ouessant-mairie" } as const;
const evening = { scope: site, from: "2026-06-10T18:00", to: "2026-06-10T20:00", reason: "new firmware" };

async function post(url: string, payload: object, token: string | null = operator, key?: string) {
  const headers = { ...(token !== null && { authorization: `Bearer ${token}` }), ...(key !== undefined && { "idempotency-key": key }) };
  const answer = await room.app.inject({ method: "POST", url, payload, headers });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json<Record<string, unknown>>() };
}

async function get(url: string, token: string | null = viewer) {
  const answer = await room.app.inject({ url, headers: token === null ? {} : { authorization: `Bearer ${token}` } });
  return { status: answer.statusCode, body: answer.json<{ entries?: unknown[]; notes?: unknown[]; code?: string; message?: string }>() };
}

describe("who may come to the desk", () => {
  it("is asked for a token, and told where one comes from", async () => {
    const { status, body } = await get("/v1/maintenance", null);

    expect(status).toBe(401);
    expect(body).toMatchObject({ code: "TOKEN_MISSING", message: expect.stringContaining("vigie tokens add") as unknown });
  });

  it("reads as a viewer, and writes as an operator only", async () => {
    expect((await get("/v1/maintenance", viewer)).status).toBe(200);
    expect(await post("/v1/maintenance", evening, viewer)).toMatchObject({ status: 403, body: { code: "ROLE_TOO_LOW" } });
    expect(await post("/v1/maintenance", evening, operator)).toMatchObject({ status: 201 });
    expect((await get("/v1/audit", operator)).status).toBe(200);
  });

  it("is turned away from the next request on once the token is revoked, or past its time", async () => {
    const guest = await room.tokenFor("guest", "viewer", Date.parse("2026-06-01T12:00:00+02:00") / 1000);
    expect((await get("/v1/maintenance", guest)).status).toBe(200);
    room.setClock("2026-06-01T12:00:00+02:00");
    expect(await get("/v1/maintenance", guest)).toMatchObject({ status: 401, body: { code: "TOKEN_UNKNOWN" } });

    await room.declarations.revokePersonToken("region", { who: "unix:operator", origin: "here" });
    expect((await get("/v1/maintenance", viewer)).status).toBe(401);
  });

  it("is no agent, and no person is an agent", async () => {
    const envelopeOf = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await room.app.inject({ method: "POST", url: "/v1/envelopes", payload: {}, headers });
      return { status: answer.statusCode, code: answer.json<{ code: string }>().code };
    };

    expect((await envelopeOf(agentToken)).status).not.toBe(401);
    expect(await get("/v1/maintenance", agentToken)).toMatchObject({ status: 401, body: { code: "TOKEN_UNKNOWN" } });
    expect(await envelopeOf(operator)).toEqual({ status: 401, code: "TOKEN_UNKNOWN" });
  });

  it("waits after ten wrong tokens, while a right one is never kept out", async () => {
    for (let time = 0; time < 10; time += 1) expect((await get("/v1/maintenance", `wrong-${time}`)).status).toBe(401);

    const { status, headers } = await post("/v1/maintenance", evening, "wrong-again");
    expect(status).toBe(429);
    expect(Number(headers["retry-after"])).toBeGreaterThan(0);
    expect((await get("/v1/maintenance", viewer)).status).toBe(200);
  });

  it("finds no token in the log, whatever happens", async () => {
    await post("/v1/maintenance", evening);
    await get("/v1/maintenance", "a-wrong-token");
    await post("/v1/maintenance", { ...evening, reason: "" });

    expect(room.logged.some((line) => line.includes('"who":"token:astreinte"'))).toBe(true);
    for (const token of [operator, viewer, "a-wrong-token"]) expect(room.logged.join("")).not.toContain(token);
  });
});

describe("a maintenance declared over the API", () => {
  it("is kept with who declared it and when, and the answer says what of it will count", async () => {
    const { status, body } = await post("/v1/maintenance", evening);

    expect(status).toBe(201);
    expect(body).toMatchObject({
      entry: 1,
      id: "M1",
      act: "declared",
      declaredAt: "2026-06-01T08:00:00Z",
      by: "token:astreinte",
      scope: site,
      time: { kind: "once", from: "2026-06-10T16:00:00Z", to: "2026-06-10T18:00:00Z" },
      announcedSeconds: 7_200,
      countedSeconds: 7_200,
      countsFrom: "2026-06-10T16:00:00Z",
    });
    expect(body["endpoints"]).toBeGreaterThan(0);
    expect((await get("/v1/maintenance/M1")).body.entries).toHaveLength(1);
  });

  it("that is already over counts for nothing, and the answer says so", async () => {
    room.setClock("2026-06-11T10:00:00+02:00");

    expect((await post("/v1/maintenance", evening)).body).toMatchObject({ announcedSeconds: 7_200, countedSeconds: 0, countsFrom: null });
  });

  it("is written once, however often the same request comes", async () => {
    const first = await post("/v1/maintenance", evening, operator, "key-1");
    const again = await post("/v1/maintenance", evening, operator, "key-1");
    const all = await Promise.all(Array.from({ length: 5 }, () => post("/v1/maintenance", evening, operator, "key-2")));

    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(new Set(all.map(({ body }) => body["id"])).size).toBe(1);
    expect(await post("/v1/maintenance", { ...evening, reason: "another" }, operator, "key-1")).toMatchObject({
      status: 409,
      body: { code: "KEY_USED" },
    });
    expect((await get("/v1/maintenance")).body.entries).toHaveLength(2);
  });

  it("is corrected and withdrawn by further entries; what is not said stays", async () => {
    await post("/v1/maintenance", evening);
    const correction = await post("/v1/maintenance/M1/corrections", { to: "2026-06-10T19:00", reason: "shorter" });
    const withdrawal = await post("/v1/maintenance/M1/withdrawal", { reason: "put off" });

    expect(correction.body).toMatchObject({
      entry: 2,
      act: "corrected",
      time: { from: "2026-06-10T16:00:00Z", to: "2026-06-10T17:00:00Z" },
    });
    expect(withdrawal.body).toMatchObject({ entry: 3, act: "withdrawn", time: null, countedSeconds: 0 });
    expect(await post("/v1/maintenance/M1/corrections", { reason: "again" })).toMatchObject({
      status: 409,
      body: { code: "MAINTENANCE_WITHDRAWN" },
    });
    expect(await post("/v1/maintenance/M9/withdrawal", { reason: "no such" })).toMatchObject({
      status: 404,
      body: { code: "MAINTENANCE_UNKNOWN" },
    });
    const { entries } = (await get("/v1/audit?limit=2")).body;
    expect(entries).toMatchObject([
      { what: "maintenance_withdrawn", about: "M1", who: "token:astreinte", before: { entry: 2 }, after: { entry: 3, time: null } },
      { what: "maintenance_corrected" },
    ]);
  });

  it("tells who corrects what somebody else has corrected meanwhile", async () => {
    await post("/v1/maintenance", evening);
    await post("/v1/maintenance/M1/corrections", { to: "2026-06-10T19:00", reason: "shorter", follows: 1 });

    expect(await post("/v1/maintenance/M1/corrections", { to: "2026-06-10T21:00", reason: "longer", follows: 1 })).toMatchObject({
      status: 409,
      body: { code: "MAINTENANCE_CHANGED" },
    });
  });

  it.each([
    ["REQUEST_INVALID", { who: "root" }],
    ["REQUEST_INVALID", { scope: { kind: "planet" } }],
    ["SCOPE_UNKNOWN", { scope: { kind: "site", id: "nowhere" } }],
    ["TIME_UNREADABLE", { from: "tomorrow" }],
    ["TIME_UNREADABLE", { from: "2026-02-30T10:00" }],
    ["TIME_SKIPPED", { from: "2026-03-29T02:30" }],
    ["TIME_TWICE", { to: "2026-10-25T02:30" }],
    ["END_FIRST", { to: "2026-06-10T18:00" }],
    ["END_MISSING", { to: undefined }],
    ["END_MISSING", { durationSeconds: 60 }],
    ["LASTS_TOO_LONG", { to: "2027-06-12T18:00" }],
    ["RULE_UNREADABLE", { rule: "FREQ=HOURLY" }],
    ["RULE_WITHOUT_FIRST", { rule: "FREQ=WEEKLY;BYDAY=MO" }],
    ["WORDS_EMPTY", { reason: "  " }],
    ["WORDS_PERSONAL", { reason: "call 06 12 34 56 78" }],
    ["WORDS_UNPRINTABLE", { reason: "a\u001b[2Jb" }],
  ])("is refused with %s where it says %j, and leaves no trace", async (code, change) => {
    const { status, body } = await post("/v1/maintenance", { ...evening, ...change });

    expect([status, body["code"]]).toEqual([400, code]);
    expect(await room.declarations.maintenanceEntries()).toEqual([]);
    expect((await room.declarations.trace(10)).map(({ what }) => what)).toEqual(["token_added", "token_added"]);
  });

  it("has a bounded body", async () => {
    expect(await post("/v1/maintenance", { ...evening, reason: "x".repeat(20_000) })).toMatchObject({
      status: 400,
      body: { code: "REQUEST_INVALID" },
    });
  });
});

describe("a note on an incident", () => {
  const note = { endpoint: "ouessant-mairie-salle-1", at: "2026-06-01T09:00" };
  const endpoint = () => room.directory.endpoints[0]?.id ?? "";
  beforeEach(() =>
    tell(room.ledger, endpoint(), ["up", "2026-06-01T07:00", "2026-06-01T08:30"], ["down", "2026-06-01T08:30", "2026-06-01T09:30"]),
  );

  it("acknowledges, comments or attributes, by the collector's clock", async () => {
    await post("/v1/incidents/notes", { ...note, endpoint: endpoint(), said: { kind: "acknowledged" } });
    await post("/v1/incidents/notes", { ...note, endpoint: endpoint(), said: { kind: "comment", text: "storm" } });
    const { body } = await post("/v1/incidents/notes", {
      ...note,
      endpoint: endpoint(),
      said: { kind: "attributed", owner: "site_power", reason: "told by the host" },
    });

    expect(body).toEqual({
      entry: 3,
      endpoint: endpoint(),
      at: "2026-06-01T07:00:00Z",
      writtenAt: "2026-06-01T08:00:00Z",
      by: "token:astreinte",
      said: { kind: "attributed", owner: "site_power", reason: "told by the host" },
    });
    expect((await get(`/v1/incidents/notes?endpoint=${endpoint()}`)).body.notes).toHaveLength(3);
    expect((await get("/v1/incidents/notes?endpoint=other")).body.notes).toEqual([]);
    const [traced] = (await get("/v1/audit?limit=1")).body.entries ?? [];
    expect(traced).toMatchObject({ about: `${endpoint()}@2026-06-01T06:30:00Z`, after: { at: "2026-06-01T07:00:00Z" } });
  });

  it("is refused where no incident is known, with the nearest one named, unless it is said to be told later", async () => {
    const early = { endpoint: endpoint(), at: "2026-06-01T07:30", said: { kind: "comment", text: "storm" } };
    const refused = await post("/v1/incidents/notes", early);

    expect(refused).toMatchObject({ status: 409, body: { code: "NO_INCIDENT" } });
    expect(refused.body["message"]).toContain("(2026-06-01T06:30:00Z/2026-06-01T07:30:00Z)");
    expect((await get("/v1/incidents/notes")).body.notes).toEqual([]);
    expect(await post("/v1/incidents/notes", { ...early, evenIfUnknown: true })).toMatchObject({ status: 201 });
  });

  it("is of the incident that began within the minute that was written", async () => {
    await tell(
      room.ledger,
      endpoint(),
      ["up", "2026-06-01T07:00", "2026-06-01T08:30:32"],
      ["down", "2026-06-01T08:30:32", "2026-06-01T09:30"],
    );
    const { body } = await post("/v1/incidents/notes", { endpoint: endpoint(), at: "2026-06-01T08:30", said: { kind: "acknowledged" } });

    expect(body).toMatchObject({ at: "2026-06-01T06:30:32Z" });
  });

  it("is refused before the incident, for an endpoint nobody knows, and for an owner there is not", async () => {
    const said = { kind: "acknowledged" };
    expect(await post("/v1/incidents/notes", { ...note, endpoint: endpoint(), at: "2026-06-01T10:01", said })).toMatchObject({
      body: { code: "TIME_TO_COME" },
    });
    expect(await post("/v1/incidents/notes", { ...note, endpoint: "codec-x", said })).toMatchObject({ body: { code: "SCOPE_UNKNOWN" } });
    expect(
      await post("/v1/incidents/notes", { ...note, endpoint: endpoint(), said: { kind: "attributed", owner: "mayor", reason: "x" } }),
    ).toMatchObject({ body: { code: "REQUEST_INVALID" } });
  });
});

it("is described for whoever writes a program", async () => {
  const { paths, components } = (await room.app.inject({ url: "/openapi.json" })).json<{
    paths: Record<string, Record<string, { tags?: string[]; security?: unknown }>>;
    components: { securitySchemes: object };
  }>();

  expect(Object.keys(paths).filter((path) => /maintenance|incidents|audit/.test(path))).toEqual([
    "/v1/maintenance",
    "/v1/maintenance/{id}",
    "/v1/maintenance/{id}/corrections",
    "/v1/maintenance/{id}/withdrawal",
    "/v1/incidents/notes",
    "/v1/audit",
  ]);
  expect(paths["/v1/maintenance"]?.["post"]).toMatchObject({ tags: ["people"], security: [{ personToken: [] }] });
  expect(components.securitySchemes).toHaveProperty("personToken");
});
