import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keepCredential, readAuthority } from "../../../agent/enrol/credential-files.ts";
import { enrol } from "../../../agent/enrol/enrol.ts";
import { type OwnCredential, openOwnCredential } from "../../../agent/enrol/own-credential.ts";
import { openPoster } from "../../../agent/uplink/post.ts";
import { Secret } from "../../../settings/secret.ts";
import { type FleetRoom, operator, startFleetRoom } from "../../collector/fleet/fleet-room.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { waitUntil } from "../../servers/wait-until.ts";
import { heardLog } from "../outbox/outbox-room.ts";

const dayMs = 86_400_000;
let room: FleetRoom;
let dataDir: string;
let log: ReturnType<typeof heardLog>;
let closers: (() => void)[];

beforeEach(async () => {
  room = await startFleetRoom();
  dataDir = temporaryFolder("own-credential");
  log = heardLog();
  closers = [];
  const { code } = room.fleet.makeCode("agent-a", operator);
  const trust = { kind: "authority", pem: readFileSync(join(room.dataDir, "ca", "ca.pem"), "utf8") } as const;
  await enrol({ collectorUrl: room.url, code, wanted: "certificate", trust, agent: null, dataDir, nowMs: Date.now() });
});

afterEach(async () => {
  for (const close of closers) close();
  await room.close();
});

/** The credential of an agent whose clock says that, on a line to the collector. */
function agentAt(nowMs: () => number, token: Secret | null = null) {
  const credential = openOwnCredential({ dataDir, token, nowMs, log });
  const poster = openPoster({
    url: room.url,
    credential: () => credential.current(),
    caPem: readAuthority(dataDir),
    timeoutMs: 20_000,
    onRenewalAsked: () => credential.renewalAsked(),
  });
  credential.keepFresh(poster);
  closers.push(() => {
    credential.stop();
    poster.close();
  });
  return { credential };
}

const said = (): string[] => log.lines.map(({ message }) => message);
const kept = (): string => readFileSync(join(dataDir, "credential", "certificate.pem"), "utf8");
const renewals = (): number => room.fleet.historyOf("agent-a").filter(({ what }) => what === "renewed").length;

describe("a certificate", () => {
  it("is left alone for two thirds of its life, and then renewed with a new key", async () => {
    const first = kept();
    agentAt(() => Date.now() + 240 * dayMs);
    expect(renewals()).toBe(0);
    agentAt(() => Date.now() + 250 * dayMs);
    await waitUntil("the agent has another certificate", () => kept() !== first);

    expect(renewals()).toBe(1);
    expect(kept().split("-----END PRIVATE KEY-----")[0]).not.toBe(first.split("-----END PRIVATE KEY-----")[0]);
  });

  it("goes on while the collector will not renew it, and the reason is told", async () => {
    const first = kept();
    room.fleet.revoke(room.agent("agent-a"), operator);
    const { credential } = agentAt(() => Date.now() + 250 * dayMs);
    await waitUntil("the agent says why", () => said().length > 0);

    expect(said()).toEqual(["credential could not be renewed, the present one goes on"]);
    expect(kept()).toBe(first);
    expect(credential.current()?.kind).toBe("certificate");
  });

  it("is asked for once, however often the collector asks", async () => {
    const { credential } = agentAt(Date.now);
    for (let time = 0; time < 5; time += 1) credential.renewalAsked();
    await waitUntil("the agent has another", () => said().includes("agent has a new credential"));
    credential.renewalAsked();

    expect(renewals()).toBe(1);
  });
});

describe("an agent that is enrolled again while it runs", () => {
  const enrolAgain = async () => {
    const { code } = room.fleet.makeCode("agent-a", operator);
    const trust = { kind: "authority", pem: readFileSync(join(room.dataDir, "ca", "ca.pem"), "utf8") } as const;
    await enrol({ collectorUrl: room.url, code, wanted: "certificate", trust, agent: null, dataDir, nowMs: Date.now() });
  };
  const inUse = (credential: OwnCredential): string | null => {
    const current = credential.current();
    return current?.kind === "certificate" ? current.pem.reveal() : null;
  };

  it("goes on with the new certificate when the collector refuses the former one", async () => {
    const { credential } = agentAt(Date.now);
    credential.refused();
    const before = inUse(credential);
    await enrolAgain();
    await waitUntil("the agent has found it", () => said().length > 0);

    expect(before).not.toBe(kept());
    expect(inUse(credential)).toBe(kept());
    expect(said()).toEqual(["agent was enrolled again, it goes on with the new credential"]);
  });

  it("finds it at once when it is told to look", async () => {
    const { credential } = agentAt(Date.now);
    await enrolAgain();
    credential.readAgain();

    expect(inUse(credential)).toBe(kept());
  });

  it("goes on with what it has when the new file can be read by others", async () => {
    const { credential } = agentAt(Date.now);
    const before = inUse(credential);
    await enrolAgain();
    chmodSync(join(dataDir, "credential", "certificate.pem"), 0o644);
    credential.readAgain();

    expect(inUse(credential)).toBe(before);
    expect(said()).toEqual(["credential of a new enrolment cannot be read, the present one goes on"]);
  });
});

describe("a token", () => {
  it("of the operator's counts before what an enrolment left, and is not renewed", () => {
    const { credential } = agentAt(Date.now, new Secret("token-of-b"));
    credential.renewalAsked();

    expect(credential.current()).toEqual({ kind: "token", token: new Secret("token-of-b") });
    expect(renewals()).toBe(0);
  });

  it("takes the certificate's place where it was obtained last, and the certificate the token's", () => {
    const certificate = new Secret(kept());
    keepCredential(dataDir, { kind: "token", token: new Secret("word") });
    const after = agentAt(Date.now).credential.current()?.kind;
    keepCredential(dataDir, { kind: "certificate", pem: certificate });

    expect([after, agentAt(Date.now).credential.current()?.kind]).toEqual(["token", "certificate"]);
  });
});
