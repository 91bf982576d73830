import type { OwnCertificate, SessionAccess } from "./driver.ts";

/**
 * 25 sessions on a Group, 50 on a Studio X, ten minutes idle at most; a wrong password ten times in a minute locks the door. Newer
 * releases have /rest/current/session too; this one is known on both.
 */
export const polySession: SessionAccess = {
  kind: "session",
  source: "REST of RealPresence Group 6.2 and VideoOS 3.x: code of HL727/Meeting and AVISPL; the sign-out by its likeness to the sign-in",
  isUnverified: true,
  signIn: {
    path: "/rest/session",
    type: "application/json",
    text: '{"user":"{user}","password":"{password}","action":"Login"}',
  },
  signOut: { path: "/rest/session", type: "application/json", text: '{"action":"Logout"}' },
  cookieAt: { cookie: "session_id", at: "session/sessionId" },
  echo: { cookie: "XSRF-TOKEN", header: "x-xsrf-token" },
};

export const polyOwnCertificate: OwnCertificate = {
  changesAtRestart: true,
  source: "Code of AVISPL for VideoOS: after a restart the codec shows another certificate of its own",
  isUnverified: true,
};
