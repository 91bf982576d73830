import { type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newKeyPair, openAuthority } from "../../../collector/fleet/authority.ts";
import { issueCertificate } from "../../../collector/fleet/certificates.ts";
import { mintCertificate } from "../../../collector/fleet/issue.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { callerOf, enrolled, envelopeOf, type Heard, type Manner, pemOf, requestWithKey } from "./callers.ts";
import { type FleetRoom, operator, startFleetRoom } from "./fleet-room.ts";

const dayMs = 86_400_000;
let room: FleetRoom;
let closers: (() => void)[];

beforeEach(async () => {
  closers = [];
  room = await startFleetRoom();
});

afterEach(async () => {
  for (const close of closers) close();
  await room.close();
});

/** A client whose connection ends with the test. */
function caller(manner: Manner = {}, of: FleetRoom = room) {
  const made = callerOf(of, manner);
  closers.push(() => made.close());
  return made;
}

const sendEnvelope = (manner: Manner, agent = "agent-a", endpoint = "codec-a"): Promise<Heard> =>
  caller(manner).post("/v1/envelopes", envelopeOf(agent, endpoint));

async function expectRefused(answer: Promise<Heard>, status: number, code: string): Promise<void> {
  const { status: heard, body } = await answer;
  expect([heard, body.code]).toEqual([status, code]);
  expect(await room.keptCount()).toBe(0);
  expect(room.log()).toMatch(new RegExp(`"code":"${code}".*"source":"127\\.0\\.0\\.1"`));
}

describe("an enrolled agent", () => {
  it("is heard by its certificate alone", async () => {
    const pem = await enrolled(room, "agent-a");

    expect(await sendEnvelope({ pem })).toMatchObject({ status: 200, body: { accepted: 1 } });
  });

  it("is known again, and refused again, where TLS resumes a session instead of showing certificates", async () => {
    const back = caller({ pem: await enrolled(room, "agent-a"), isHangingUp: true });
    await back.post("/v1/envelopes", envelopeOf("agent-a", "codec-a"));
    const known = await back.post("/v1/envelopes", envelopeOf("agent-a", "codec-a", 2));
    room.fleet.revoke(room.agent("agent-a"), operator);
    const refused = await back.post("/v1/envelopes", envelopeOf("agent-a", "codec-a", 3));

    expect([known.isResumedSession, known.status, refused.isResumedSession, refused.status]).toEqual([true, 200, true, 401]);
  });

  it("has a certificate for its own name, whatever its request asks for, and for nothing but being a client", async () => {
    const certificate = new X509Certificate(await enrolled(room, "agent-a"));

    expect(certificate.subject).toBe("CN=agent-a");
    expect(certificate.ca).toBe(false);
    expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.2"]);
    expect(certificate.validToDate.getTime() - Date.now()).toBeGreaterThan(364 * dayMs);
  });

  it("cannot write about another site", async () => {
    const pem = await enrolled(room, "agent-a");
    const answer = await sendEnvelope({ pem }, "agent-a", "codec-b");

    expect([answer.status, answer.body]).toMatchObject([422, { receipt: { rejected: [{ code: "ENDPOINT_UNKNOWN" }] } }]);
    expect(await room.keptCount()).toBe(0);
    expect(room.log()).toMatch(/"agent":"agent-a","codes":\["ENDPOINT_UNKNOWN"\],"observations":1,"source":"127\.0\.0\.1"/);
  });

  it("gets nothing into the ledger by a sequence that was used already, and the log says from where that was tried", async () => {
    const pem = await enrolled(room, "agent-a");
    await sendEnvelope({ pem });
    const forged = await sendEnvelope({ pem });

    expect([forged.status, forged.body.code]).toEqual([409, "SEQUENCE_ALREADY_SEEN"]);
    expect(await room.keptCount()).toBe(1);
    expect(room.log()).toMatch(/"code":"SEQUENCE_ALREADY_SEEN".*"source":"127\.0\.0\.1".*envelope refused/);
  });

  it("cannot speak in the name of another", async () => {
    await expectRefused(sendEnvelope({ pem: await enrolled(room, "agent-a") }, "agent-b", "codec-b"), 403, "AGENT_MISMATCH");
  });

  it("gets, with what was stolen from it, nothing but its own next credential", async () => {
    const pem = await enrolled(room, "agent-a");
    const { key, wanted } = requestWithKey();
    const { status, body } = await caller({ pem }).post("/v1/agents/self/credential", { wanted });

    expect([status, body["agent"], new X509Certificate(pemOf(key, body)).subject]).toEqual([200, "agent-a", "CN=agent-a"]);
  });
});

describe("a certificate", () => {
  it("that was revoked is refused at the next request, on a connection that is open", async () => {
    const open = caller({ pem: await enrolled(room, "agent-a") });
    const before = await open.post("/v1/envelopes", envelopeOf("agent-a", "codec-a"));
    room.fleet.revoke(room.agent("agent-a"), operator);
    const after = await open.post("/v1/envelopes", envelopeOf("agent-a", "codec-a", 2));

    expect([before.status, after.status, after.body.code, after.isSameConnection]).toEqual([200, 401, "CREDENTIAL_REVOKED", true]);
    expect(after.headers["connection"]).toBe("close");
    expect(await room.keptCount()).toBe(1);
    expect(room.log()).toMatch(/"code":"CREDENTIAL_REVOKED".*"agent":"agent-a"/);
  });

  it("that is past its time is refused", async () => {
    const longAgo = () => Date.now() - 400 * dayMs;
    const key = newKeyPair();
    const authority = await openAuthority({ dataDir: room.dataDir, now: longAgo });
    const { credential, kept } = await mintCertificate("agent-a", key.publicKey, authority);
    room.fleet.renew("none", kept, operator);
    const pem = `${privatePem(key.privateKey)}${credential.kind === "certificate" ? credential.certificate : ""}`;

    await expectRefused(sendEnvelope({ pem }), 401, "CREDENTIAL_EXPIRED");
  });

  it("of another authority, with the right name in it, is refused", async () => {
    const other = await openAuthority({ dataDir: temporaryFolder("other-authority"), now: Date.now });
    const key = newKeyPair();
    const { pem } = await other.issue({ name: "agent-a", purpose: { kind: "agent" }, publicKey: key.publicKey });

    await expectRefused(sendEnvelope({ pem: `${privatePem(key.privateKey)}${pem}` }), 401, "CERTIFICATE_UNKNOWN");
  });

  it("that somebody made himself, with our authority's name and the agent's, is refused", async () => {
    const { publicKey, privateKey } = newKeyPair();
    const name = new X509Certificate(readFileSync(join(room.dataDir, "ca", "ca.pem"))).subject.replace("CN=", "");
    const wish = { name: "agent-a", purpose: { kind: "agent" }, publicKey, from: Date.now() - dayMs, to: Date.now() + dayMs } as const;

    await expectRefused(
      sendEnvelope({ pem: `${privatePem(privateKey)}${issueCertificate(wish, { name, privateKey })}` }),
      401,
      "CERTIFICATE_UNKNOWN",
    );
  });

  it("that our authority signed for something else is refused: only what was issued to an agent counts", async () => {
    await expectRefused(sendEnvelope({ pem: readFileSync(join(room.dataDir, "ca", "server.pem"), "utf8") }), 401, "CERTIFICATE_UNKNOWN");
  });
});

describe("what an agent is answered", () => {
  it("has no header for browsers, when it enrols, renews or asks for its plan: its line is paid by the byte", async () => {
    const { code } = room.fleet.makeCode("agent-a", operator);
    const { key, wanted } = requestWithKey();
    const issued = await caller().post("/v1/enrolments", { code, wanted });
    const own = caller({ pem: pemOf(key, issued.body) });
    const renewed = await own.post("/v1/agents/self/credential", { wanted: requestWithKey().wanted });
    const plan = await own.get("/v1/agents/self/config");
    const page = await own.get("/healthz");
    const forBrowsers = ({ headers }: Heard) => Object.keys(headers).filter((name) => /policy|security|^x-/.test(name));

    expect([issued.status, renewed.status, plan.body.code]).toEqual([200, 200, "NO_PLAN"]);
    expect([issued, renewed, plan].flatMap(forBrowsers)).toEqual([]);
    expect(forBrowsers(page)).toContain("content-security-policy");
  });
});

describe("a token", () => {
  it.each([
    ["of another agent", "token-of-b", 403, "AGENT_MISMATCH"],
    ["that nobody has", "token-of-nobody", 401, "TOKEN_UNKNOWN"],
  ])("%s is refused", async (_what, token, status, code) => {
    await expectRefused(sendEnvelope({ token }), status, code);
  });

  it("of the inventory that was revoked is refused, though the inventory still names it", async () => {
    room.fleet.revoke(room.agent("agent-b"), operator);

    await expectRefused(sendEnvelope({ token: "token-of-b" }, "agent-b", "codec-b"), 401, "CREDENTIAL_REVOKED");
  });

  it("of the inventory ends where the agent's certificate begins", async () => {
    const pem = await enrolled(room, "agent-b");
    const before = await sendEnvelope({ token: "token-of-b" }, "agent-b", "codec-a");
    await sendEnvelope({ pem }, "agent-b", "codec-a");

    expect(before.status).toBe(422);
    await expectRefused(sendEnvelope({ token: "token-of-b" }, "agent-b", "codec-b"), 401, "CREDENTIAL_REPLACED");
  });
});

describe("a line that was talked down", () => {
  it("to TLS 1.2 is refused to an agent and logged, though its certificate is good", async () => {
    await expectRefused(sendEnvelope({ pem: await enrolled(room, "agent-a"), tls: "TLSv1.2" }), 403, "TLS_TOO_OLD");
  });

  it("to TLS 1.2 is refused to whoever enrols", async () => {
    const { code } = room.fleet.makeCode("agent-a", operator);
    const answer = caller({ tls: "TLSv1.2" }).post("/v1/enrolments", { code, wanted: { kind: "token" } });

    await expectRefused(answer, 403, "TLS_TOO_OLD");
    expect(room.fleet.judgeCode(code).kind).toBe("good");
  });

  it("to TLS 1.2 is good enough for people", async () => {
    expect(await caller({ tls: "TLSv1.2" }).get("/healthz")).toMatchObject({ status: 200 });
  });

  it("to TLS 1.1 is no line at all, and logged", async () => {
    await expect(caller({ tls: "TLSv1.1" }).get("/healthz")).rejects.toThrow(/protocol version/);
    expect(room.log()).toMatch(/"code":"ERR_SSL_UNSUPPORTED_PROTOCOL".*TLS could not be agreed upon/);
  });
});

describe("the log and the history", () => {
  it("hold no code, token, key or certificate, after all that can go wrong", async () => {
    const { code } = room.fleet.makeCode("agent-a", operator);
    const { key, wanted } = requestWithKey();
    const { body } = await caller().post("/v1/enrolments", { code, wanted });
    const pem = pemOf(key, body);
    await caller().post("/v1/enrolments", { code, wanted: { kind: "token" } });
    await sendEnvelope({ token: "token-of-b" });
    await sendEnvelope({ pem }, "agent-b");
    room.fleet.revoke(room.agent("agent-a"), operator);
    await sendEnvelope({ pem });
    const told = room.log() + JSON.stringify(room.fleet.historyOf("agent-a"));

    expect(told).toContain("CODE_USED");
    expect(told).toContain("CREDENTIAL_REVOKED");
    for (const secret of [code, code.replaceAll("-", ""), "token-of-b", "PRIVATE KEY", "CERTIFICATE-----", pem.slice(40, 80)])
      expect(told).not.toContain(secret);
  });
});

const privatePem = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();
