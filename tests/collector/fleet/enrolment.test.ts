import { generateKeyPairSync, sign } from "node:crypto";
import { CertificationRequest, CertificationRequestInfo } from "@peculiar/asn1-csr";
import { AsnConvert } from "@peculiar/asn1-schema";
import { AlgorithmIdentifier, Name, SubjectPublicKeyInfo } from "@peculiar/asn1-x509";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { callerOf, enrolled, envelopeOf, type Manner, pemOf, requestWithKey } from "./callers.ts";
import { type FleetRoom, type FleetRoomOptions, operator, startFleetRoom } from "./fleet-room.ts";

const hourMs = 3_600_000;
let room: FleetRoom;
let closers: (() => void)[];
let ahead: number;

async function open(options: FleetRoomOptions = {}): Promise<void> {
  room = await startFleetRoom({ now: () => Date.now() + ahead, ...options });
}

beforeEach(() => {
  closers = [];
  ahead = 0;
  return open();
});

afterEach(async () => {
  for (const close of closers) close();
  await room.close();
});

function caller(manner: Manner = {}) {
  const made = callerOf(room, manner);
  closers.push(() => made.close());
  return made;
}

const enrol = (body: object, manner: Manner = {}) => caller(manner).post("/v1/enrolments", body);
const codeFor = (agent: string): string => room.fleet.makeCode(agent, operator).code;
/** A code that is well formed and was never given. */
const wrongCode = "111111111111";

describe("a one-time code", () => {
  it("serves whoever reads it out, in small letters and without dashes", async () => {
    const typed = codeFor("agent-a").toLowerCase().replaceAll("-", " ");

    expect(await enrol({ code: typed, wanted: requestWithKey().wanted })).toMatchObject({
      status: 200,
      body: { agent: "agent-a", site: "agent-a", credential: { kind: "certificate" } },
    });
  });

  it("serves once: with another key it is refused, and that is noted", async () => {
    const code = codeFor("agent-a");
    await enrol({ code, wanted: requestWithKey().wanted });

    expect(await enrol({ code, wanted: requestWithKey().wanted })).toMatchObject({ status: 403, body: { code: "CODE_USED" } });
    expect(room.fleet.historyOf("agent-a").map(({ what, detail }) => [what, detail])).toEqual([
      ["code_made", null],
      ["enrolled", "certificate"],
      ["code_refused", "CODE_USED"],
    ]);
    expect(room.log()).toMatch(/"code":"CODE_USED","agent":"agent-a","source":"127\.0\.0\.1"/);
  });

  it("serves again with the same key, for an answer that was lost on the way: nobody else has that key", async () => {
    const code = codeFor("agent-a");
    const { wanted } = requestWithKey();
    const first = await enrol({ code, wanted });

    expect((await enrol({ code, wanted })).body).toEqual(first.body);
  });

  it("serves one of two that come in the same moment", async () => {
    const code = codeFor("agent-a");
    const answers = await Promise.all([1, 2, 3, 4].map(() => enrol({ code, wanted: requestWithKey().wanted })));

    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(["200", "403", "403", "403"]);
  });

  it("is over after a day", async () => {
    const code = codeFor("agent-a");
    ahead = 24 * hourMs;

    expect(await enrol({ code, wanted: requestWithKey().wanted })).toMatchObject({ status: 403, body: { code: "CODE_EXPIRED" } });
  });

  it("is over when a newer one was given, or the agent revoked", async () => {
    const first = codeFor("agent-a");
    const second = codeFor("agent-a");
    const replaced = await enrol({ code: first, wanted: requestWithKey().wanted });
    room.fleet.revoke(room.agent("agent-a"), operator);
    const revoked = await enrol({ code: second, wanted: requestWithKey().wanted });

    expect([replaced.body.code, revoked.body.code]).toEqual(["CODE_UNKNOWN", "CODE_UNKNOWN"]);
  });

  it("of another site is refused on the machine of this one, and not used up", async () => {
    const code = codeFor("agent-b");
    const refused = await enrol({ code, agent: "agent-a", wanted: requestWithKey().wanted });
    const right = await enrol({ code, agent: "agent-b", wanted: requestWithKey().wanted });

    expect([refused.body.code, right.status]).toEqual(["CODE_OF_ANOTHER_AGENT", 200]);
  });

  it("dies of five requests that cannot be answered", async () => {
    const code = codeFor("agent-a");
    for (let time = 1; time <= 5; time += 1) await enrol({ code, wanted: { kind: "certificate", request: "none" } });

    expect(await enrol({ code, wanted: requestWithKey().wanted })).toMatchObject({ status: 403, body: { code: "CODE_UNKNOWN" } });
  });

  it("that was mistyped costs no try; after ten wrong ones from a place nothing more is said there, but a right one serves", async () => {
    const code = codeFor("agent-a");
    const mistyped = await Promise.all(Array.from({ length: 20 }, () => enrol({ code: "111111111112", wanted: { kind: "token" } })));
    for (let time = 1; time <= 10; time += 1) await enrol({ code: wrongCode, wanted: { kind: "token" } });
    const late = await enrol({ code: wrongCode, wanted: requestWithKey().wanted });
    const right = await enrol({ code, wanted: requestWithKey().wanted });
    ahead = hourMs / 6;

    expect(new Set(mistyped.map(({ body }) => body.code))).toEqual(new Set(["CODE_MISTYPED"]));
    expect([late.status, late.body.code]).toEqual([429, "TOO_MANY_TRIES"]);
    expect(Number(late.headers["retry-after"])).toBeGreaterThan(500);
    expect(right.status).toBe(200);
    expect((await enrol({ code: wrongCode, wanted: requestWithKey().wanted })).body.code).toBe("CODE_UNKNOWN");
  });

  it("buys no token where a certificate would do, and is not used up by that", async () => {
    const code = codeFor("agent-a");
    const token = await enrol({ code, wanted: { kind: "token" } });
    const certificate = await enrol({ code, wanted: requestWithKey().wanted });

    expect([token.status, token.body.code, certificate.status]).toEqual([403, "TOKEN_OUT_OF_PLACE", 200]);
  });
});

describe("a certificate request", () => {
  const signedBy = (signer: "itself" | "another", curve: string): string => {
    const [own, other] = [generateKeyPairSync("ec", { namedCurve: curve }), generateKeyPairSync("ec", { namedCurve: curve })];
    const spki = own.publicKey.export({ type: "spki", format: "der" });
    const info = new CertificationRequestInfo({ subject: new Name(), subjectPKInfo: AsnConvert.parse(spki, SubjectPublicKeyInfo) });
    const key = signer === "itself" ? own.privateKey : other.privateKey;
    const request = new CertificationRequest({
      certificationRequestInfo: info,
      signatureAlgorithm: new AlgorithmIdentifier({ algorithm: "1.2.840.10045.4.3.2" }),
      signature: new Uint8Array(sign("sha256", Buffer.from(AsnConvert.serialize(info)), key)).buffer,
    });
    const text = Buffer.from(AsnConvert.serialize(request)).toString("base64");
    return `-----BEGIN CERTIFICATE REQUEST-----\n${text}\n-----END CERTIFICATE REQUEST-----\n`;
  };

  it.each([
    ["signed with the key it asks for", signedBy("itself", "P-256"), 200],
    ["signed with another key than it asks for: no proof that the sender has it", signedBy("another", "P-256"), 400],
    ["for a key of another curve", signedBy("itself", "P-384"), 400],
    ["that is none", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----", 400],
  ])("%s gets its answer", async (_what, request, status) => {
    expect((await enrol({ code: codeFor("agent-a"), wanted: { kind: "certificate", request } })).status).toBe(status);
  });
});

describe("a renewal", () => {
  const renewWith = async (pem: string): Promise<string> => {
    const { key, wanted } = requestWithKey();
    const { body } = await caller({ pem }).post("/v1/agents/self/credential", { wanted });
    return pemOf(key, body);
  };
  const speak = async (pem: string) => {
    const { status, body } = await caller({ pem }).post("/v1/envelopes", envelopeOf("agent-a", "codec-b"));
    return body.code ?? status;
  };

  it("leaves the former certificate good until the new one has served: an answer may be lost", async () => {
    const former = await enrolled(room, "agent-a");
    const next = await renewWith(former);
    const heard = [await speak(former), await speak(next), await speak(former)];

    expect(heard).toEqual(["ALL_REJECTED", "ALL_REJECTED", "CREDENTIAL_REPLACED"]);
  });

  it("is asked for in every answer, once the operator wants it, until the new certificate serves", async () => {
    const former = await enrolled(room, "agent-a");
    const line = caller({ pem: former });
    await line.post("/v1/envelopes", envelopeOf("agent-a", "codec-a"));
    room.fleet.askRotation("agent-a", operator);
    const asked = await line.post("/v1/envelopes", envelopeOf("agent-a", "codec-a", 2));
    const next = caller({ pem: await renewWith(former) });
    await next.post("/v1/envelopes", envelopeOf("agent-a", "codec-a", 3));
    const after = await next.post("/v1/envelopes", envelopeOf("agent-a", "codec-a", 4));

    expect([asked.headers["vigie-credential"], after.headers["vigie-credential"]]).toEqual(["renew", undefined]);
  });

  it("is not kept back by the wrong codes of others, nor does it become a token", async () => {
    const pem = await enrolled(room, "agent-a");
    for (let time = 1; time <= 10; time += 1) await enrol({ code: wrongCode, wanted: requestWithKey().wanted });
    const line = caller({ pem });
    const token = await line.post("/v1/agents/self/credential", { wanted: { kind: "token" } });
    const certificate = await line.post("/v1/agents/self/credential", { wanted: requestWithKey().wanted });

    expect([token.body.code, certificate.status]).toEqual(["TOKEN_OUT_OF_PLACE", 200]);
  });

  it("is for those who have a good credential", async () => {
    const { wanted } = requestWithKey();
    const nobody = await caller().post("/v1/agents/self/credential", { wanted });
    const pem = await enrolled(room, "agent-a");
    room.fleet.revoke(room.agent("agent-a"), operator);
    const revoked = await caller({ pem }).post("/v1/agents/self/credential", { wanted });

    expect([nobody.body.code, revoked.body.code]).toEqual(["TOKEN_MISSING", "CREDENTIAL_REVOKED"]);
  });
});

describe("behind a proxy that ends TLS", () => {
  it("an agent is given a token, of which only a digest is kept, and the proxy's word for where it came from is believed", async () => {
    await room.close();
    await open({ tls: null });
    const plain = (path: string, body: unknown, headers: Record<string, string> = {}) =>
      postPlain(`${room.url}${path}`, body, { "x-forwarded-for": "198.51.100.9, 192.0.2.7", ...headers });
    const { body } = await plain("/v1/enrolments", { code: codeFor("agent-a"), wanted: requestWithKey().wanted });
    const { token } = body["credential"] as { token: string };
    const heard = await plain("/v1/envelopes", envelopeOf("agent-a", "codec-a"), { authorization: `Bearer ${token}` });

    expect([token.length, heard.status]).toEqual([43, 200]);
    expect(room.fleet.historyOf("agent-a").at(-1)).toMatchObject({ what: "enrolled", detail: "token", origin: "192.0.2.7" });
    expect(JSON.stringify(room.fleet.standingOf(room.agent("agent-a")))).not.toContain(token);
  });

  it("a token lives as long as a certificate, and is asked to be renewed in time", async () => {
    await room.close();
    await open({ tls: null });
    const { body } = await postPlain(`${room.url}/v1/enrolments`, { code: codeFor("agent-a"), wanted: { kind: "token" } }, {});
    const authorization = `Bearer ${(body["credential"] as { token: string }).token}`;
    const speak = (path = "/v1/envelopes", said: unknown = envelopeOf("agent-a", "codec-a")) =>
      postPlain(`${room.url}${path}`, said, { authorization });
    const young = await speak();
    ahead = 250 * 24 * hourMs;
    const old = await speak();
    const renewed = await speak("/v1/agents/self/credential", { wanted: { kind: "token" } });
    ahead = 366 * 24 * hourMs;
    const over = await speak();

    expect([young, old].map(({ headers }) => headers["vigie-credential"])).toEqual([undefined, "renew"]);
    expect([renewed.status, over.body["code"]]).toEqual([200, "CREDENTIAL_EXPIRED"]);
  });

  it("a word that is no address is not believed, and a machine that is no proxy is not either", async () => {
    await room.close();
    await open({ tls: null });
    const originFrom = async (forwarded: string) => {
      const wanted = { kind: "token" };
      await postPlain(`${room.url}/v1/enrolments`, { code: codeFor("agent-a"), wanted }, { "x-forwarded-for": forwarded });
      return room.fleet.historyOf("agent-a").at(-1)?.origin;
    };
    const behind = [await originFrom("\u009b31m"), await originFrom("nobody, 192.0.2.7"), await originFrom("192.0.2.7, nobody")];
    await room.close();
    await open({ tls: null, trustedProxies: ["192.0.2.0/24"] });

    expect([...behind, await originFrom("198.51.100.9")]).toEqual(["127.0.0.1", "192.0.2.7", "127.0.0.1", "127.0.0.1"]);
  });

  it("nobody is believed about where he came from by a collector that ends TLS itself", async () => {
    await enrol({ code: codeFor("agent-a"), wanted: requestWithKey().wanted }, { forwardedFor: "192.0.2.7" });

    expect(room.fleet.historyOf("agent-a").at(-1)).toMatchObject({ origin: "127.0.0.1" });
  });
});

async function postPlain(url: string, body: unknown, headers: Record<string, string>) {
  const { request } = await import("undici");
  const answer = await request(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.statusCode, headers: answer.headers, body: (await answer.body.json()) as Record<string, unknown> };
}
