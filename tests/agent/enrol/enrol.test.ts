import { X509Certificate } from "node:crypto";
import { chownSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { type AddressInfo, connect, createServer as createRelay } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readAuthority, readCredential } from "../../../agent/enrol/credential-files.ts";
import { EnrolmentError, type EnrolmentFailure, type EnrolmentWish, enrol } from "../../../agent/enrol/enrol.ts";
import { openPoster } from "../../../agent/uplink/post.ts";
import { openAuthority } from "../../../collector/fleet/authority.ts";
import { drawCode } from "../../../collector/fleet/one-time-code.ts";
import { ownServerCertificate } from "../../../collector/fleet/server-certificate.ts";
import { selfSignedCertificate } from "../../../simulator/http/self-signed.ts";
import { type FleetRoom, operator, startFleetRoom } from "../../collector/fleet/fleet-room.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { waitUntil } from "../../servers/wait-until.ts";

let room: FleetRoom;
let authorityPem: string;
let dataDir: string;
let closers: (() => void)[];

beforeEach(async () => {
  closers = [];
  room = await startFleetRoom();
  authorityPem = readFileSync(join(room.dataDir, "ca", "ca.pem"), "utf8");
  dataDir = temporaryFolder("enrolled");
});

afterEach(async () => {
  for (const close of closers) close();
  await room.close();
});

const wish = (more: Partial<EnrolmentWish> = {}): EnrolmentWish => ({
  collectorUrl: room.url,
  code: room.fleet.makeCode("agent-a", operator).code,
  wanted: "certificate",
  trust: { kind: "authority", pem: authorityPem },
  agent: null,
  dataDir,
  nowMs: Date.now(),
  ...more,
});

async function failureOf(asked: EnrolmentWish): Promise<EnrolmentFailure> {
  const error = await enrol(asked).catch((caught: unknown) => caught);
  if (!(error instanceof EnrolmentError)) throw new Error(`no failure: ${String(error)}`);
  return error.failure;
}

/** Another server at the collector's place, that counts who says something to it. */
async function impostor(tls: { readonly key: string; readonly cert: string; readonly maxVersion?: "TLSv1.2" }) {
  let requests = 0;
  const server = createServer(tls, (_request, response) => {
    requests += 1;
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return { url: `https://localhost:${(server.address() as AddressInfo).port}`, requests: () => requests };
}

describe("an agent that enrols", () => {
  it("has a key of its own making, which nobody but it can read, and a certificate that the collector knows", async () => {
    const enrolled = await enrol(wish());
    const found = readCredential(dataDir);
    const credential = found !== null && "credential" in found ? found.credential : null;
    const poster = openPoster({ url: room.url, credential: () => credential, caPem: readAuthority(dataDir), timeoutMs: 10_000 });
    const heard = await poster.ask(
      { method: "POST", path: "/v1/agents/self/credential", body: Buffer.from("{}") },
      AbortSignal.timeout(10_000),
    );
    poster.close();

    expect(enrolled).toMatchObject({ agent: "agent-a", kind: "certificate" });
    expect(credential?.kind === "certificate" && credential.pem.reveal()).toMatch(/PRIVATE KEY[^]*CERTIFICATE/);
    // Known, and told that this is no renewal.
    expect([heard.status, heard.body]).toEqual([400, expect.stringContaining("REQUEST_INVALID")]);
    expect(readdirSync(join(dataDir, "credential")).toSorted()).toEqual(["certificate.pem", "collector-ca.pem"]);
    for (const file of readdirSync(join(dataDir, "credential")))
      expect(statSync(join(dataDir, "credential", file)).mode & 0o777).toBe(0o600);
  });

  it("may know the collector by the beginning of its authority's fingerprint", async () => {
    const { fingerprint } = await openAuthority({ dataDir: room.dataDir, now: Date.now });
    await enrol(wish({ trust: { kind: "fingerprint", start: fingerprint.slice(0, 32) } }));

    expect(readAuthority(dataDir)).toBe(authorityPem);
  });

  it("may have a token instead, where the collector allows that", async () => {
    await room.close();
    room = await startFleetRoom({ allowTokens: true, dataDir: room.dataDir });
    const enrolled = await enrol(wish({ wanted: "token" }));

    expect(enrolled).toMatchObject({ kind: "token", expiresAt: null });
    expect(readCredential(dataDir)).toMatchObject({ credential: { kind: "token" } });
  });

  it("can give the same command again when the collector's answer never came", async () => {
    const asked = wish();
    const { url } = await cutAnswers(room.url);
    const lost = await failureOf({ ...asked, collectorUrl: url });
    const enrolled = await enrol(asked);

    expect([lost.kind, enrolled.agent]).toEqual(["unreachable", "agent-a"]);
    expect(room.fleet.historyOf("agent-a").filter(({ what }) => what === "enrolled")).toHaveLength(1);
  });

  it("leaves no private key behind when its code is refused, but keeps one whose answer is still owed", async () => {
    const asked = wish();
    const wrong = { ...asked, code: drawCode() };
    const refusedFirst = await failureOf(wrong);
    const left = readdirSync(join(dataDir, "credential"));
    const { url } = await cutAnswers(room.url);
    await failureOf({ ...asked, collectorUrl: url });
    const refusedThen = await failureOf(wrong);
    const enrolled = await enrol(asked);

    expect([refusedFirst, refusedThen]).toMatchObject([{ code: "CODE_UNKNOWN" }, { code: "CODE_UNKNOWN" }]);
    expect(left).toEqual([]);
    expect(enrolled.agent).toBe("agent-a");
  });
});

describe("an enrolment in a folder where somebody laid traps", () => {
  it("writes its key beside the file that was waiting for it, for nobody else to read", async () => {
    const other = join(temporaryFolder("other"), "file");
    writeFileSync(other, "as it was", { mode: 0o644 });
    mkdirSync(join(dataDir, "credential"));
    symlinkSync(other, join(dataDir, "credential", "certificate.pem.new"));
    writeFileSync(join(dataDir, "credential", "key-of-request.pem.new"), "", { mode: 0o644 });
    await enrol(wish());

    expect(readFileSync(other, "utf8")).toBe("as it was");
    expect(statSync(other).mode & 0o777).toBe(0o644);
    expect(statSync(join(dataDir, "credential", "certificate.pem")).mode & 0o777).toBe(0o600);
  });

  it("does not follow a link to another folder, and does not use the code for that", async () => {
    const other = temporaryFolder("other");
    symlinkSync(other, join(dataDir, "credential"));
    const asked = wish();

    await expect(enrol(asked)).rejects.toThrow(/ENOTDIR/);
    expect(readdirSync(other)).toEqual([]);
    expect(room.fleet.judgeCode(asked.code).kind).toBe("good");
  });

  // Rights can be laid down by root alone.
  it.runIf(process.geteuid?.() === 0)(
    "reads and writes with the rights of the folder's owner, also where root gives the command",
    async () => {
      const secret = join(temporaryFolder("of-root"), "key.pem");
      writeFileSync(secret, "the key of another", { mode: 0o600 });
      mkdirSync(join(dataDir, "credential"));
      symlinkSync(secret, join(dataDir, "credential", "key-of-request.pem"));
      for (const folder of [dataDir, join(dataDir, "credential")]) chownSync(folder, nobody, nobody);
      await enrol(wish());

      const certificate = join(dataDir, "credential", "certificate.pem");
      expect([statSync(certificate).uid, statSync(certificate).mode & 0o777]).toEqual([nobody, 0o600]);
      expect(readFileSync(certificate, "utf8")).not.toContain("the key of another");
      expect([statSync(secret).uid, process.geteuid?.()]).toEqual([0, 0]);
    },
  );
});

const nobody = 65_534;

describe("an agent tells nothing, not even its code,", () => {
  it("to a server that signs for itself, and says whose fingerprint that was", async () => {
    const certificate = selfSignedCertificate("localhost", Date.now());
    const { url, requests } = await impostor(certificate);
    const failure = await failureOf(wish({ collectorUrl: url, trust: { kind: "system" } }));

    const shown = new X509Certificate(certificate.cert).fingerprint256.replaceAll(":", "").toLowerCase();
    expect(failure).toEqual({ kind: "untrusted", reason: "DEPTH_ZERO_SELF_SIGNED_CERT", shown });
    expect(requests()).toBe(0);
  });

  it("to a server of another authority than the one it was told of", async () => {
    const other = { dataDir: temporaryFolder("other"), now: Date.now };
    const authority = await openAuthority(other);
    const { certPem, keyPem } = await ownServerCertificate({ ...other, authority, hosts: ["localhost"] });
    const { url, requests } = await impostor({ key: keyPem.reveal(), cert: certPem });
    const { fingerprint } = await openAuthority({ dataDir: room.dataDir, now: Date.now });
    const byFingerprint = await failureOf(wish({ collectorUrl: url, trust: { kind: "fingerprint", start: fingerprint } }));
    const byAuthority = await failureOf(wish({ collectorUrl: url }));

    expect(byFingerprint).toEqual({ kind: "fingerprint_not_shown", shown: authority.fingerprint });
    expect(byAuthority).toMatchObject({ kind: "untrusted", shown: authority.fingerprint });
    expect(requests()).toBe(0);
  });

  it("to a server that shows the right authority and cannot prove that it signed for it", async () => {
    const certificate = selfSignedCertificate("localhost", Date.now());
    const { url, requests } = await impostor({ key: certificate.key, cert: `${certificate.cert}${authorityPem}` });
    const { fingerprint } = await openAuthority({ dataDir: room.dataDir, now: Date.now });
    const failure = await failureOf(wish({ collectorUrl: url, trust: { kind: "fingerprint", start: fingerprint } }));

    expect(["untrusted", "fingerprint_not_shown"]).toContain(failure.kind);
    expect(requests()).toBe(0);
  });

  it("on a line that was talked down to TLS 1.2", async () => {
    const certificate = selfSignedCertificate("localhost", Date.now());
    const { url, requests } = await impostor({ ...certificate, maxVersion: "TLSv1.2" });
    const failure = await failureOf(wish({ collectorUrl: url, trust: { kind: "authority", pem: certificate.cert } }));

    expect(failure.kind).toBe("tls_too_old");
    expect(requests()).toBe(0);
  });

  it("to a server whose certificate is of another time, which may be this machine's fault", async () => {
    const other = { dataDir: temporaryFolder("long-ago"), now: () => Date.now() - 800 * 86_400_000 };
    const authority = await openAuthority(other);
    const { certPem, keyPem } = await ownServerCertificate({ ...other, authority, hosts: ["localhost"] });
    const { url } = await impostor({ key: keyPem.reveal(), cert: certPem });

    expect(await failureOf(wish({ collectorUrl: url, trust: { kind: "authority", pem: authority.certificatePem } }))).toEqual({
      kind: "clock_wrong",
    });
  });
});

/** A line that breaks once the collector has used the code, and before it could say so. */
async function cutAnswers(target: string): Promise<{ url: string }> {
  const server = createRelay((near) => {
    const far = connect(Number(new URL(target).port), "127.0.0.1");
    let told = 0;
    near.on("data", (bytes) => {
      told += 1;
      far.write(bytes);
      if (told === 2) void waitUntil("the code is used", isEnrolled).then(() => near.destroy());
    });
    // The greeting of TLS may pass, and nothing after it.
    far.on("data", (bytes) => void (told < 2 && near.write(bytes)));
    near.on("error", () => far.destroy()).on("close", () => far.destroy());
    far.on("error", () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return { url: `https://localhost:${(server.address() as AddressInfo).port}` };
}

const isEnrolled = (): boolean => room.fleet.historyOf("agent-a").some(({ what }) => what === "enrolled");
