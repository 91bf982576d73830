import { describe, expect, it } from "vitest";
import { polySession } from "../../../agent/drivers/poly-session.ts";
import type { WireReply } from "../../../agent/transport/http-wire.ts";
import { passOf } from "../../../agent/transport/pass.ts";

const reply = (cookies: readonly string[], text: string): WireReply => ({
  outcome: "replied",
  status: 200,
  header: () => "",
  cookies: [...cookies],
  body: { text },
});

const told = '{"success": true, "session": {"sessionId": "PSN0Hpp+q8q/r61=", "userId": "vigie"}}';

describe("what a Poly hands out at the sign-in", () => {
  it("is shown with each question, its second cookie in a header too", () => {
    const pass = passOf(polySession, reply(["session_id=PSabc; Path=/; HttpOnly", "XSRF-TOKEN=e7a849b5; Path=/"], "{}"));

    expect(pass?.headers()).toEqual({ cookie: "session_id=PSabc; XSRF-TOKEN=e7a849b5", "x-xsrf-token": "e7a849b5" });
  });

  it("is enough when it stands in the answer only, and no cookie is set", () => {
    expect(passOf(polySession, reply([], told))?.headers()).toEqual({ cookie: "session_id=PSN0Hpp+q8q/r61=" });
  });

  it("is what the codec sets, where it says both", () => {
    expect(passOf(polySession, reply(["session_id=PSabc"], told))?.headers()).toEqual({ cookie: "session_id=PSabc" });
  });

  it("is nothing to show when it is neither, or could not be a cookie", () => {
    expect(passOf(polySession, reply([], '{"verified": true}'))).toBeNull();
    expect(passOf(polySession, reply([], "<html>"))).toBeNull();
    expect(passOf(polySession, reply([], '{"session": {"sessionId": "a; b\\r\\nX-Evil: 1"}}'))).toBeNull();
  });
});
