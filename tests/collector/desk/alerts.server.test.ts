import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { request } from "undici";
import { afterEach, beforeEach, expect, it } from "vitest";
import { incidentsAround } from "../../../collector/accounts/incidents-around.ts";
import { createSilenceWatch, isAcknowledged, type SilenceWatch } from "../../../collector/signals/silence-watch.ts";
import { noteConfig } from "../../../dashboards/alertmanager/receivers.ts";
import { type Alertmanager, startAlertmanager } from "../../servers/alertmanager.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { describeWithServers } from "../../servers/requirements.ts";
import { waitUntil } from "../../servers/wait-until.ts";
import { at, tell } from "../accounts/small-network.ts";
import { type DeskRoom, openDeskRoom } from "./desk-room.ts";

const endpoint = "ouessant-salle-conseil";
const site = "ouessant-mairie";

function secretFile(secret: string): string {
  const file = join(temporaryFolder("pager"), "token");
  writeFileSync(file, secret, { mode: 0o600 });
  return file;
}

describeWithServers(["alertmanager"], "Alertmanager and the incident", () => {
  let room: DeskRoom;
  let alertmanager: Alertmanager;
  let token: string;
  let watch: SilenceWatch | null;

  beforeEach(async () => {
    watch = null;
    room = await openDeskRoom();
    token = await room.tokenFor("alertmanager", "pager");
    const url = `${await room.app.listen({ host: "127.0.0.1", port: 0 })}/v1/alerts`;
    const route = { receiver: "astreinte", group_wait: "0s", group_interval: "1s", repeat_interval: "1h", group_by: ["alertname"] };
    const receivers = [{ name: "astreinte", webhook_configs: [noteConfig(url, secretFile(token))] }];
    alertmanager = await startAlertmanager({ configuration: JSON.stringify({ route, receivers }) });
    await tell(room.ledger, endpoint, ["up", "2026-06-01T08:00", "2026-06-01T09:30"], ["down", "2026-06-01T09:30", "2026-06-01T10:00"]);
  });
  afterEach(async () => {
    await watch?.stop();
    await alertmanager.stop();
    await room.close();
  });

  const fire = (alertname: string, labels: object = { endpoint, site }, startsAt = "2026-06-01T07:35:00Z") =>
    alertmanager.post([{ labels: { alertname, severity: "page", ...labels }, startsAt }]);
  const told = async (labels: object, startsAt = "2026-06-01T07:35:00Z") => {
    const alerts = [{ status: "firing", labels: { severity: "page", ...labels }, startsAt }];
    const payload = { version: "4", alerts };
    const answer = await room.app.inject({ method: "POST", url: "/v1/alerts", headers: { authorization: `Bearer ${token}` }, payload });
    return answer.json<{ noted?: number }>().noted;
  };
  const notes = () => room.declarations.incidentNotes(endpoint);
  const kinds = async () => (await notes()).map(({ said }) => said.kind);
  const silence = async () => {
    const matchers = [{ name: "endpoint", value: endpoint, isRegex: false, isEqual: true }];
    const [startsAt, endsAt] = [new Date().toISOString(), new Date(Date.now() + 3_600_000).toISOString()];
    const body = JSON.stringify({ matchers, startsAt, endsAt, createdBy: "Anne", comment: "vu" });
    const headers = { "content-type": "application/json" };
    const answer = await request(`${alertmanager.url}/api/v2/silences`, { method: "POST", headers, body });
    await answer.body.dump();
    expect(answer.statusCode).toBe(200);
  };
  const watched = () => {
    const desk = {
      declarations: room.declarations,
      directory: room.directory,
      incidentsAround: (id: string, second: number) =>
        incidentsAround(
          room.ledger,
          { directory: room.directory, maintenance: [] },
          { endpoint: id, at: second, until: at("2026-06-01T10:00") },
        ),
      now: () => Date.parse("2026-06-01T10:00:00+02:00"),
    };
    const log = { info: () => {}, warn: () => {} };
    watch = createSilenceWatch({ settings: { url: alertmanager.url, login: null, caPem: null }, desk, log, everyMs: 100 });
    watch.start();
  };

  it("says with the incident when people were paged, once, however often they are told", async () => {
    await fire("VisioEndpointDown");
    await waitUntil("the page is noted", async () => (await notes()).length > 0);
    expect(await told({ alertname: "VisioSiteCut", site })).toBe(0);

    expect(await notes()).toMatchObject([{ endpoint, at: at("2026-06-01T09:35"), by: "token:alertmanager", said: { kind: "paged" } }]);
    const [trace] = await room.declarations.trace(1);
    expect(trace).toMatchObject({ what: "incident_paged", about: `${endpoint}@2026-06-01T07:30:00Z` });
  });

  it("takes a silence that was laid over the alert for an acknowledgement, and keeps no name", async () => {
    await fire("VisioEndpointDown");
    await waitUntil("the page is noted", async () => (await notes()).length > 0);
    watched();
    await silence();
    await waitUntil("the silence is noted", async () => (await kinds()).includes("acknowledged"));

    expect(await notes()).toMatchObject([{ said: { kind: "paged" } }, { by: "alertmanager", said: { kind: "acknowledged" } }]);
    expect(JSON.stringify(await room.declarations.trace(10))).not.toContain("Anne");
  });

  it("takes no silence that was there before the alert for an acknowledgement", () => {
    const alert = { labels: {}, startsAt: "2026-06-01T07:35:00Z", status: { silencedBy: ["before", "gone"] } };
    const begun = new Map([
      ["before", Date.parse("2026-06-01T07:00:00Z")],
      ["after", Date.parse("2026-06-01T07:40:00Z")],
    ]);

    expect(isAcknowledged(alert, begun)).toBe(false);
    expect(isAcknowledged({ ...alert, status: { silencedBy: ["before", "after"] } }, begun)).toBe(true);
  });

  it("notes nothing of an alert of no outage, of a room nobody knows, or of no incident", async () => {
    expect(await told({ alertname: "VisioPartFailed", endpoint })).toBe(0);
    expect(await told({ alertname: "VisioEndpointDown", endpoint: "nobody" })).toBe(0);
    expect(await told({ alertname: "VisioEndpointDown", endpoint }, "2026-06-01T06:10:00Z")).toBe(0);
    expect(await told({ alertname: "VisioEndpointDown", endpoint }, "2099-06-01T06:10:00Z")).toBe(0);
    expect(await told({ alertname: "VisioTerritoryCut", territory: "ouessant" })).toBe(1);
    expect(await told({ alertname: "VisioNetworkCut" })).toBe(0);
  });

  it.each([
    [{ version: "4" }, 400],
    [{ version: "3", alerts: [] }, 400],
    [{ version: "4", alerts: [{ status: "firing", labels: { a: 1 }, startsAt: "2026-06-01T07:35:00Z" }] }, 400],
    [{ version: "4", alerts: [{ status: "firing", labels: {}, startsAt: "yesterday" }] }, 400],
  ])("refuses %j", async (payload, status) => {
    const headers = { authorization: `Bearer ${token}` };

    expect((await room.app.inject({ method: "POST", url: "/v1/alerts", headers, payload })).statusCode).toBe(status);
  });

  it("lets its token do nothing else, and no reader's token in", async () => {
    const viewer = await room.tokenFor("region", "viewer");
    const ask = async (method: "GET" | "POST", url: string, by: string) =>
      (await room.app.inject({ method, url, headers: { authorization: `Bearer ${by}` }, ...(method === "POST" && { payload: {} }) }))
        .statusCode;

    expect(await ask("GET", "/v1/audit", token)).toBe(403);
    expect(await ask("POST", "/v1/incidents/notes", token)).toBe(403);
    expect(await ask("POST", "/v1/alerts", viewer)).toBe(403);
  });
});
