import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { EndpointSettings, HttpSettings } from "../../../agent/poll/endpoint-settings.ts";
import { type PollResult, pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import { type Question, questions } from "../../../contract/observation.ts";
import { secret, startRecordedCodec } from "../recorded-codec.ts";
import { targetOf, testClock } from "./polled-codec.ts";
import { startSpokenCodec } from "./spoken-codec.ts";

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Stranger {
  readonly says: string;
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
  /** What is told of it; without it, anything but an answer. */
  readonly told?: string;
}

const xhtml = '<?xml version="1.0"?>\n<!-- printer -->\n<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Toner: 40 %</p></body></html>';
const strangers: readonly Stranger[] = [
  {
    says: "a French sign-in page",
    type: "text/html",
    body: "<html><h1>Connexion</h1>Identifiant <input/></html>",
    told: "refused, login_page",
  },
  { says: "an English sign-in page", type: "text/html; charset=utf-8", body: "<html><h1>Log in</h1></html>", told: "refused, login_page" },
  {
    says: "a page that asks for a password",
    type: "text/xml",
    body: "<!DOCTYPE html><html>Mot de passe</html>",
    told: "refused, login_page",
  },
  { says: "a printer's page", type: "text/html", body: "<html><body>Toner: 40 %</body></html>", told: "garbled, html" },
  { says: "a printer's page that is XML", type: "application/xhtml+xml", body: xhtml, told: "garbled, html" },
  { says: "a page that says it is XML", type: "text/xml", body: xhtml, told: "garbled, html" },
  {
    says: "a codec's document within a page",
    type: "text/html",
    body: "<html><Status><SystemUnit/></Status></html>",
    told: "garbled, html",
  },
  { says: "a page without its beginning", type: "text/html", body: "\n<title>Sign in</title><form>", told: "refused, login_page" },
  { says: "a line of text in a page", type: "text/html", body: "Connexion requise", told: "refused, login_page" },
  { says: "a page with a comment first", type: "text/html", body: "<!-- v2 -->\n<body>Toner: 40 %</body>", told: "garbled, html" },
  { says: "a script", type: "text/html", body: '<script>location="/"</script>', told: "garbled, html" },
  { says: "another device's document as a page", type: "text/html", body: "<?xml version='1.0'?><rss/>" },
  { says: "that it is busy", body: '{"error":"busy"}' },
  { says: "that we are not authenticated", body: '{"error":"not authenticated"}', told: "refused, not_authenticated" },
  { says: "that we are not authorized", body: ' {"success": false, "reason": "Unauthorized"}', told: "refused, not_authenticated" },
  { says: "401 in a document", body: '{"status":200,"error":{"code":401}}', told: "refused, not_authenticated" },
  { says: "an empty object", body: "{}" },
  { says: "null", body: "null" },
  { says: "an empty list", body: "[]" },
  { says: "a list of something else", body: '[{"name":"admin"},{"id":1}]' },
  { says: "a number", body: "39" },
  { says: "nothing at all", body: "" },
  { says: "a news feed", type: "text/xml", body: "<rss/>" },
  { says: "an empty status", type: "text/xml", body: "<Status/>" },
  { says: "an empty command", type: "text/xml", body: "<Command/>" },
  { says: "a fault of a SOAP server", type: "text/xml", body: "<Fault><faultcode>Server</faultcode></Fault>" },
  {
    says: "that the command failed",
    type: "text/xml",
    body: '<Command><CallHistoryGetResult status="Error"><Reason>No</Reason></CallHistoryGetResult></Command>',
  },
  {
    says: "that the place is unknown",
    type: "text/xml",
    body: '<Status><Status status="Error"><Reason>No match on address expression</Reason></Status></Status>',
  },
  { says: "404 to everything", status: 404, body: "not found", told: "garbled, http_404" },
  { says: "204 to everything", status: 204, body: "" },
];

async function serverThat({ status = 200, type = "application/json", body }: Stranger): Promise<Partial<EndpointSettings>> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(status, { "content-type": type }).end(body);
  });
  return { http: await listening(server) };
}

async function listening(server: Server): Promise<HttpSettings> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, user: "vigie", password: secret("mot-de-passe"), verifyTls: false };
}

async function poll(settings: Partial<EndpointSettings>, question: Question): Promise<PollResult> {
  const target = targetOf(settings);
  closing.push(() => target.close());
  return pollEndpoint(target, question, testClock());
}

const webFamilies = ["cisco-ce", "poly-videoos", "auto"];
const meetings = strangers.flatMap((stranger) =>
  webFamilies.flatMap((family) => questions.map((question) => ({ ...stranger, family, question }))),
);

describe("a web server that is not the codec", () => {
  it.each(meetings)("and says $says is not taken for an answer of $family about its $question", async (meeting) => {
    const { observation, notes } = await poll({ ...(await serverThat(meeting)), family: meeting.family }, meeting.question);

    expect(observation.channels.http).toMatch(/^(refused|garbled)$/);
    expect(observation).toMatchObject({ readings: [], calls: [] });
    if (meeting.told !== undefined && meeting.family !== "auto") expect(`${observation.channels.http}, ${notes.http}`).toBe(meeting.told);
  });

  it("is shown the password once an hour, whatever is asked, and is told as unknown all the while", async () => {
    const codec = await startSpokenCodec(() => 404);
    const target = targetOf({ http: codec.http, family: "auto" });
    closing.push(
      () => codec.close(),
      () => target.close(),
    );
    const clock = testClock();
    await pollEndpoint(target, "state", clock);
    const first = codec.requests.splice(0);
    expect(first.filter((request) => request.startsWith("POST /rest/session"))).toHaveLength(1);
    expect(new Set(first).size, "each door once").toBe(first.length);
    for (let minutes = 1; minutes < 60; minutes += 1) {
      clock.advance(60_000);
      const { observation, notes } = await pollEndpoint(target, minutes % 5 === 0 ? "status" : "state", clock);
      expect(observation.channels).toEqual({ http: "garbled" });
      expect(notes).toEqual({ http: "unknown_family" });
    }
    expect(codec.requests).toEqual([]);

    clock.advance(2 * 60_000);
    await pollEndpoint(target, "state", clock);
    expect(codec.requests).toContain("GET /getxml?location=/Status/SystemUnit");
  });

  it("and hangs at a later door is somebody who answers, shown the password less and less often", async () => {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      request.resume();
      if (request.headers.authorization === undefined) response.writeHead(404).end();
      else response.destroy();
    });
    const target = targetOf({ http: await listening(server), family: "auto" });
    closing.push(() => target.close());
    const clock = testClock();
    const knockedAt: number[] = [];
    for (let minute = 0; minute < 60; minute += 1) {
      const { observation, notes } = await pollEndpoint(target, "state", clock);
      expect(observation.channels).toEqual({ http: "garbled" });
      expect(notes).toEqual({ http: "connection_closed" });
      if (seen.splice(0).length > 0) knockedAt.push(minute);
      clock.advance(60_000);
    }

    expect(knockedAt).toEqual([0, 2, 6, 14, 30]);
  });

  it("does not count as the codec while SNMP is silent", async () => {
    const recorded = await startRecordedCodec({ snmp: "" });
    closing.push(() => recorded.close());
    const snmp = { version: "2c", port: recorded.snmp?.port ?? 0, community: secret("a wrong one") } as const;
    const web = await serverThat({ says: "a news feed", type: "text/xml", body: "<rss/>" });
    const { observation, notes } = await poll({ ...web, snmp, family: "cisco-ce", timeoutMs: 500 }, "state");

    expect(observation.channels).toEqual({ http: "garbled", snmp: "silent" });
    expect(notes.http).toBe("not_this_document");
  });
});

async function codecThatSays(http: Readonly<Record<string, string>>, family: string): Promise<Partial<EndpointSettings>> {
  const codec = await startRecordedCodec({ http });
  closing.push(() => codec.close());
  return { ...(codec.http && { http: codec.http }), family };
}

const systemUnitPath = "/getxml?location=/Status/SystemUnit";
const polySystem = '{"model":"StudioX30","softwareVersion":"3.12.0"}';

describe("a codec met while it starts", () => {
  it("is known a few minutes after it has started, not an hour later", async () => {
    const unit = "<Status><SystemUnit><ProductId>Cisco Room Bar</ProductId><Uptime>9000</Uptime></SystemUnit></Status>";
    let hasStarted = false;
    const codec = await startSpokenCodec(({ path }) => {
      if (!hasStarted) return 503;
      return path === systemUnitPath ? unit : 404;
    });
    const target = targetOf({ http: codec.http, family: "auto" });
    closing.push(
      () => codec.close(),
      () => target.close(),
    );
    const clock = testClock();
    const told: string[] = [];
    for (let minute = 0; minute < 7; minute += 1) {
      hasStarted = minute >= 3;
      const { observation, notes } = await pollEndpoint(target, "state", clock);
      told.push(`${observation.channels.http} ${notes.http ?? ""}`.trim());
      clock.advance(60_000);
    }

    expect(told).toEqual([...Array.from({ length: 6 }, () => "garbled http_503"), "answered"]);
    expect(target.driver?.family).toBe("cisco-ce");
  });
});

describe("a codec that calls its documents pages", () => {
  it.each([
    ["a declaration first", '<?xml version="1.0"?>\n'],
    ["a line feed first", "\n"],
    ["a byte order mark first", "\uFEFF"],
    ["a comment first", "<!-- SX80 -->\n"],
  ])("%s: is read all the same", async (_, before) => {
    const body = `${before}<Status><SystemUnit><Uptime>9000</Uptime></SystemUnit></Status>`;
    const web = await serverThat({ says: "its status", type: "text/html", body });
    const { observation } = await poll({ ...web, family: "cisco-ce" }, "state");

    expect(observation.readings).toContainEqual({ kind: "uptime_seconds", value: 9000 });
  });

  it("is read in JSON too", async () => {
    const web = await serverThat({ says: "its state", type: "text/html; charset=utf-8", body: polySystem });
    // This server has no session to give: the questions of an MXP are Basic, and JSON is not what it says.
    const { notes } = await poll({ ...web, family: "tandberg-mxp" }, "state");

    expect(notes.http).toBe("not_xml");
  });
});

describe("a codec that has little to say", () => {
  it.each([
    ["an empty part of its status", "cisco-ce", "state", { [systemUnitPath]: "<Status><SystemUnit/></Status>" }],
    ["an empty status", "cisco-ce", "status", { "/status.xml": "<Status><SystemUnit/></Status>" }],
    ["the fault of an old codec that does not know the place", "cisco-ce", "state", { [systemUnitPath]: "<Fault><XPathError/></Fault>" }],
    ["no call ever", "cisco-ce", "history", { "/putxml": '<Command><CallHistoryGetResult status="OK"/></Command>' }],
    ["its identity only", "poly-videoos", "state", { "/rest/system": polySystem }],
    ["no call ever", "poly-videoos", "history", { "/rest/calllog/entries?limit=1000": "[]", "/rest/system": polySystem }],
    ["that it keeps no list of calls", "poly-videoos", "history", { "/rest/system": polySystem }],
  ] as const)("answers: %s (%s, %s)", async (_, family, question, http) => {
    const { observation } = await poll(await codecThatSays(http, family), question);

    expect(observation.channels).toEqual({ http: "answered" });
  });

  it("has no call in progress when its list is empty, and tells nothing of calls when the list is another's", async () => {
    const idle = await poll(await codecThatSays({ "/rest/system": polySystem, "/rest/conferences": "[]" }, "poly-videoos"), "state");
    const odd = await poll(
      await codecThatSays({ "/rest/system": polySystem, "/rest/conferences": '{"error":"busy"}' }, "poly-videoos"),
      "state",
    );

    expect(idle.observation.readings).toEqual([{ kind: "active_calls", value: 0 }]);
    expect(odd.observation).toMatchObject({ channels: { http: "answered" }, readings: [] });
    expect(odd.notes).toEqual({ http: "not_this_document" });
  });
});

describe("a device that answers SNMP", () => {
  const askedFor = async (snmp: string, family: string, question: Question): Promise<PollResult> => {
    const device = await startRecordedCodec({ snmp });
    closing.push(() => device.close());
    return poll({ ...(device.snmp && { snmp: device.snmp }), family }, question);
  };

  it.each(["cisco-ce", "poly-videoos", "generic-mib2"])("with nothing of what an SNMP agent has is no %s", async (family) => {
    const { observation, notes } = await askedFor("1.3.6.1.4.1.99999.1.0|2|1\n", family, "state");

    expect(observation.channels).toEqual({ snmp: "garbled" });
    expect(notes).toEqual({ snmp: "snmp_nothing_there" });
  });

  it("is known to live by its name alone, as an SX20 that has no uptime", async () => {
    const { observation, notes } = await askedFor("1.3.6.1.2.1.1.1.0|4|Cisco Codec SoftW: TC7.3.5\n", "cisco-ce", "state");

    expect(observation).toMatchObject({ channels: { snmp: "answered" }, readings: [] });
    expect(notes).toEqual({});
  });
});

describe("a codec that has lost its clock", () => {
  const entry = (id: number, start: string) =>
    `<Entry><CallHistoryId>${id}</CallHistoryId><Duration>60</Duration><StartTimeUTC>${start}</StartTimeUTC></Entry>`;

  it("tells of calls that were not, or not yet: they are dropped and counted, and the others kept", async () => {
    const starts = ["1970-01-01T00:10:00Z", "1999-12-31T23:59:59Z", "2026-11-22T09:00:00Z", "2026-11-24T07:59:00Z", "2026-11-24T08:01:00Z"];
    const entries = starts.map((start, index) => entry(index + 1, start)).join("");
    const answer = `<Command><CallHistoryGetResult status="OK">${entries}</CallHistoryGetResult></Command>`;
    const { observation, droppedFields } = await poll(await codecThatSays({ "/putxml": answer }, "cisco-ce"), "history");

    expect(observation.calls.map(({ startedAt }) => new Date(startedAt).toISOString())).toEqual([
      "2026-11-22T09:00:00.000Z",
      "2026-11-24T07:59:00.000Z",
    ]);
    expect(droppedFields).toBe(3);
  });
});
