import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defaultZone } from "../../../agent/clock.ts";
import type { Driver, WebAccess } from "../../../agent/drivers/driver.ts";
import { pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import { targetOf, testClock } from "../poll/polled-codec.ts";
import { startRecordedCodec } from "../recorded-codec.ts";
import { acme } from "./invented-family.ts";

const answers = {
  "/api/system": '{"acmeRelease":"2.0.1","uptime":3600,"activity":"talking"}',
  "/api/calls": '[{"id":"a1","began":"2026-03-02T09:30:00","lasted":600,"way":"dialled","with":"sip:salle@exemple.fr","lossPercent":2}]',
};

/** What an Acme tells in one minute and in ten, and what it was asked. */
async function talkWith(family: Driver, says: WebAccess | undefined = family.access) {
  const codec = await startRecordedCodec({ http: answers, access: says });
  const target = targetOf({ family: "auto", ...(codec.http && { http: codec.http }) });
  target.remember(family);
  try {
    const state = await pollEndpoint(target, "state", testClock());
    const history = await pollEndpoint(target, "history", testClock());
    await target.close();
    return { state, history, requests: codec.requests };
  } finally {
    await codec.close();
  }
}

const source = "an invented document";
const signIn = { path: "/door", type: "application/json", text: '["{user}","{password}"]' };
const signOut = { path: "/door", type: "application/json", text: "[]" };

describe("a family that somebody adds", () => {
  it("is asked and read as any other, by its own door, and left when the agent stops", async () => {
    const { state, history, requests } = await talkWith(acme);

    expect(requests).toEqual(["GET /", "POST /api/login", "GET /api/system", "GET /api/calls", "POST /api/logout"]);
    expect(state.observation).toMatchObject({
      channels: { http: "answered" },
      readings: [
        { kind: "uptime_seconds", value: 3600 },
        { kind: "system_state", value: "in_call" },
      ],
    });
    expect(defaultZone).toBe("Europe/Paris");
    expect(history.observation.calls).toMatchObject([
      { key: "a1", startedAt: Date.UTC(2026, 2, 2, 8, 30), durationS: 600, direction: "out", quality: "measured", lossRatio: 0.02 },
    ]);
    expect(JSON.stringify(history)).not.toContain("salle@");
  });

  it.each<[string, WebAccess]>([
    ["a token", { kind: "token", source, signIn, tokenAt: "keys/bearer" }],
    ["a cookie that is set", { kind: "session", source, signIn, signOut }],
    ["a cookie that comes back in a header", { kind: "session", source, signIn, signOut, echo: { cookie: "twice", header: "X-Twice" } }],
    ["Digest", { kind: "digest" }],
    ["Basic", { kind: "basic" }],
  ])("is played with its own access: %s", async (_, access) => {
    const { state } = await talkWith({ ...acme, access });

    expect(state.observation.channels).toEqual({ http: "answered" });
  });

  it("is refused where it knocks otherwise than its codec wants", async () => {
    const { state } = await talkWith(acme, { kind: "session", source, signIn: { ...signIn, path: "/api/login" }, signOut });

    expect(state.observation.channels).toEqual({ http: "refused" });
    expect(state.notes).toEqual({ http: "http_401" });
  });

  it("is shown in docs/adding-a-codec.md as it is", () => {
    const text = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
    const code = text("invented-family.ts");

    expect(text("../../../docs/adding-a-codec.md")).toContain(code.slice(code.indexOf("const api")).trim());
  });
});
