import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { driverOf } from "../../../agent/drivers/index.ts";
import { identify } from "../../../agent/poll/identify.ts";
import { newTransportCounters } from "../../../agent/transport/counters.ts";
import { HttpChannel } from "../../../agent/transport/http.ts";
import { SnmpChannel } from "../../../agent/transport/snmp.ts";
import { secret, startRecordedCodec } from "../recorded-codec.ts";

/** Nobody is silent here: a bound, and no more. */
const deadlineMs = 20_000;
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A web interface on loopback, and the requests it saw: "GET /", with a star where credentials came along. */
async function webThat(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ http: HttpChannel; seen: string[] }> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const hasCredentials = request.headers.authorization !== undefined || request.url === "/rest/session";
    seen.push(`${request.method} ${request.url}${hasCredentials ? " *" : ""}`);
    request.resume();
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const http = new HttpChannel({ url: `http://127.0.0.1:${port}`, user: "vigie", password: secret("mot-de-passe"), verifyTls: false });
  closing.push(
    () => server.close(),
    () => server.closeAllConnections(),
    () => http.close(),
  );
  return { http, seen };
}

async function snmpThat(sysObjectId: string, sysDescr: string): Promise<SnmpChannel> {
  const codec = await startRecordedCodec({ snmp: `1.3.6.1.2.1.1.1.0|4|${sysDescr}\n1.3.6.1.2.1.1.2.0|6|${sysObjectId}\n` });
  if (codec.snmp === undefined) throw new Error("an SNMP codec");
  const snmp = new SnmpChannel({ host: "127.0.0.1", snmp: codec.snmp, timeoutMs: deadlineMs, retries: 0 }, newTransportCounters());
  closing.push(
    () => codec.close(),
    () => snmp.close(),
  );
  return snmp;
}

const page = (title: string) => (_: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(200, { "content-type": "text/html" }).end(`<html><head><title>${title}</title></head><body></body></html>`);
const refusal = (challenge: string) => (_: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(401, { "www-authenticate": challenge }).end();
const withCredentials = (seen: readonly string[]): string[] => seen.filter((request) => request.endsWith(" *"));

describe("a device of which only the web interface is known", () => {
  it("is refused by its name without being shown a password", async () => {
    const { http, seen } = await webThat(page("HP LaserJet M1536dnf MFP"));

    const { driver, notACodec, results } = await identify({ snmp: null, http }, deadlineMs);

    expect({ driver, notACodec, results }).toEqual({
      driver: null,
      notACodec: "HP printer",
      results: { http: { outcome: "garbled", note: "not_a_codec" } },
    });
    expect(seen).toEqual(["GET /"]);
  });

  it("that refuses the password is asked no second time, at no other family's door", async () => {
    const { http, seen } = await webThat(refusal('Basic realm="TANDBERG"'));

    const { driver, results } = await identify({ snmp: null, http }, deadlineMs);

    expect(driver).toBeNull();
    expect(results.http).toMatchObject({ outcome: "refused" });
    expect(withCredentials(seen)).toHaveLength(1);
  });

  it("that shows whose it is, is asked what that family answers and nothing else", async () => {
    const { http, seen } = await webThat((request, response) => {
      if (request.url === "/") response.writeHead(302, { location: "/web/signin" }).end();
      else response.writeHead(404).end();
    });

    const { driver } = await identify({ snmp: null, http }, deadlineMs);

    expect(driver).toBeNull();
    const signatures = ["cisco-ce"].map((family) => driverOf(family)?.signature?.path);
    expect(withCredentials(seen)).toEqual(signatures.map((path) => `GET ${path} *`));
  });

  it.each([
    [
      "that challenges with Digest, as an HDX does, is asked as an HDX first",
      'Digest realm="x", nonce="1", qop="auth"',
      "GET /systemstatus.xml *",
    ],
    ["that challenges with Basic is asked as a Cisco first", 'Basic realm="x"', "GET /getxml?location=/Status/SystemUnit *"],
    ["that challenges nobody has a session behind its page, as a Poly does", null, "POST /rest/session *"],
  ])("%s", async (_, challenge, first) => {
    const { http, seen } = await webThat(challenge === null ? page("Welcome") : refusal(challenge));

    await identify({ snmp: null, http }, deadlineMs);

    expect(withCredentials(seen)[0]).toBe(first);
  });

  it("proves itself by its document, whatever its page says", async () => {
    const { http } = await webThat((request, response) => {
      if (request.url?.startsWith("/getxml") !== true) return void response.writeHead(404).end();
      response
        .writeHead(200, { "content-type": "text/xml" })
        .end("<Status><SystemUnit><ProductId>Cisco Room Bar</ProductId><Uptime>1</Uptime></SystemUnit></Status>");
    });

    const { driver, results } = await identify({ snmp: null, http }, deadlineMs);

    expect(driver?.family).toBe("cisco-ce");
    expect(results.http).toEqual({ outcome: "answered" });
  });

  it("that is nobody's we know is shown the password once at each door", async () => {
    const { http, seen } = await webThat(page("Bienvenue"));

    const { driver, results, knockedInVain } = await identify({ snmp: null, http }, deadlineMs);

    expect({ driver, results }).toEqual({ driver: null, results: { http: { outcome: "garbled", note: "unknown_family" } } });
    expect(knockedInVain).toEqual({ why: { outcome: "garbled", note: "unknown_family" }, mayPass: false });
    expect([...new Set(seen)]).toEqual(seen);
  });

  it("is an MXP where the same document as that of its successors says so", async () => {
    const { http } = await webThat((request, response) => {
      if (request.url?.startsWith("/getxml") !== true) return void response.writeHead(404).end();
      response
        .writeHead(200, { "content-type": "text/xml" })
        .end("<Status><SystemUnit><Software><Version>F9.1</Version></Software></SystemUnit></Status>");
    });

    const { driver } = await identify({ snmp: null, http }, deadlineMs);

    expect(driver?.family).toBe("tandberg-mxp");
  });

  it.each([
    ["text/xml", "<rss/>"],
    ["application/json", '{"status":"ok"}'],
  ])("that answers any question with a document (%s) is still asked at the other doors", async (type, body) => {
    const { http, seen } = await webThat((request, response) => {
      const isCodecs = request.url?.startsWith("/getxml") === true;
      const unit = "<Status><SystemUnit><ProductId>Cisco Room Bar</ProductId><Uptime>1</Uptime></SystemUnit></Status>";
      response.writeHead(200, { "content-type": isCodecs ? "text/xml" : type }).end(isCodecs ? unit : body);
    });

    const { driver } = await identify({ snmp: null, http }, deadlineMs);

    expect(seen).toContain("POST /rest/session *");
    expect(driver?.family).toBe("cisco-ce");
  });

  it("that only its page names has no way to be watched there", async () => {
    const { http, seen } = await webThat(page("Lifesize&reg;"));

    const { driver, results } = await identify({ snmp: null, http }, deadlineMs);

    expect(driver).toBeNull();
    expect(results.http).toEqual({ outcome: "garbled", note: "unknown_family" });
    expect(withCredentials(seen)).toEqual([]);
  });
});

describe("a device that answers SNMP too", () => {
  const linux = "1.3.6.1.4.1.8072.3.2.10";

  it("is not asked for its web page when SNMP has told its model", async () => {
    const { http, seen } = await webThat(page("Anything"));

    const { driver } = await identify({ snmp: await snmpThat("1.3.6.1.4.1.20341.1", "Room 220"), http }, deadlineMs);

    expect(driver?.family).toBe("lifesize");
    expect(seen).toEqual([]);
  });

  it("is no codec, and is shown no password, when only its number names a maker who makes other things too", async () => {
    const { http, seen } = await webThat(refusal('Basic realm="panel"'));

    const { driver, notACodec, results } = await identify({ snmp: await snmpThat("1.3.6.1.4.1.49847.1", "Linux"), http }, deadlineMs);

    expect({ driver, notACodec, seen }).toEqual({ driver: null, notACodec: null, seen: ["GET /"] });
    expect(results.snmp).toEqual({ outcome: "garbled", note: "maker_alone" });
  });

  it("of such a maker is a codec where its web page says so", async () => {
    const { http, seen } = await webThat(page("Lifesize&reg;"));

    const { driver } = await identify({ snmp: await snmpThat("1.3.6.1.4.1.20341.1", "Linux"), http }, deadlineMs);

    expect(driver?.family).toBe("lifesize");
    expect(withCredentials(seen)).toEqual([]);
  });

  it("is named by its web page where SNMP tells of a Linux machine only", async () => {
    const { http, seen } = await webThat(page("Lifesize&reg;"));

    const { driver } = await identify({ snmp: await snmpThat(linux, "Linux 5.4"), http }, deadlineMs);

    expect(driver?.family).toBe("lifesize");
    expect(withCredentials(seen)).toEqual([]);
  });

  describe("of a Polycom, whose number two families have", () => {
    const polycom = () => snmpThat("1.3.6.1.4.1.2684", "Videoconferencing Device");

    it("is asked at the door that its page names, and at no other", async () => {
      const { http, seen } = await webThat(page("HDX 9006 Web Interface"));

      await identify({ snmp: await polycom(), http }, deadlineMs);

      expect(seen).not.toContain("POST /rest/session *");
      expect(seen).toContain("GET /systemstatus.xml");
    });

    it("is asked in the way that its page wants where that names nobody, and is an HDX when it answers as one", async () => {
      const names = ["INACALL", "AUTOANSWER", "GATEKEEPER", "SIP_REGISTER", "IPNETWORK"];
      const systemStatus = `<SYSTEMSTATUS>${names.map((name) => `<${name}><STATE>off</STATE></${name}>`).join("")}</SYSTEMSTATUS>`;
      const { http } = await webThat((request, response) => {
        const isDigest = request.headers.authorization?.startsWith("Digest ") === true;
        if (isDigest && request.url === "/systemstatus.xml") response.writeHead(200, { "content-type": "text/xml" }).end(systemStatus);
        else response.writeHead(401, { "www-authenticate": 'Digest realm="x", nonce="1", qop="auth"' }).end();
      });

      const { driver } = await identify({ snmp: await polycom(), http }, deadlineMs);

      expect(driver?.family).toBe("poly-hdx");
    });

    it("is the newer one as long as its web interface says nothing", async () => {
      const { driver } = await identify({ snmp: await polycom(), http: null }, deadlineMs);

      expect(driver?.family).toBe("poly-videoos");
    });
  });

  it("is refused by its web page where SNMP tells of a Linux machine only", async () => {
    const { http } = await webThat(page("Cisco TelePresence MCU - Home page"));

    const { driver, notACodec } = await identify({ snmp: await snmpThat(linux, "Linux 5.4"), http }, deadlineMs);

    expect({ driver, notACodec }).toEqual({ driver: null, notACodec: "Cisco TelePresence video bridge" });
  });

  it("remains a generic codec when its web interface refuses us", async () => {
    const { http } = await webThat(refusal('Basic realm="x"'));

    const { driver } = await identify({ snmp: await snmpThat(linux, "Linux 5.4"), http }, deadlineMs);

    expect(driver?.family).toBe("generic-mib2");
  });
});
