import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { FastifyReply, FastifyRequest } from "fastify";
import { credentialHeader } from "../../contract/enrolment.ts";
import type { RefusalCode } from "../../contract/envelope.ts";
import type { Agent, Directory } from "../directory/directory.ts";
import { Refused } from "./refused.ts";

/** Who may speak, as far as the door needs to know. The fleet answers. */
export interface Credentials {
  /** What a credential is worth at this instant. */
  admit(shown: ShownCredential, agents: AgentLookup): Worth;
}

export interface ShownCredential {
  readonly kind: CredentialKind;
  /** Of the token, or of the certificate's DER form. */
  readonly sha256: string;
  /** The address it comes from. */
  readonly source: string;
}

export type CredentialKind = "certificate" | "token";

/** Whom the inventory knows. */
export interface AgentLookup {
  agent(id: string): Agent | undefined;
  /** By the digest of a token that the inventory itself names. */
  agentWithToken(sha256: string): Agent | undefined;
}

export type Worth =
  | { readonly kind: "good"; readonly agent: string; readonly isRenewalAsked: boolean }
  | { readonly kind: "unknown" }
  | { readonly kind: "revoked" | "replaced" | "expired"; readonly agent: string };

/** The agent that speaks. Tells it on the answer when it should ask for a new credential. @throws Refused */
export type Authenticate = (request: FastifyRequest, reply: FastifyReply) => Agent;

/**
 * Asked at every request, so that what was revoked a moment ago is refused on a connection that has been open for a week. A bearer token
 * counts before a certificate: who sends one means it. Only digests are looked up: the time taken tells nothing of a token.
 */
export function authenticator(directory: Directory, credentials: Credentials): Authenticate {
  const agents = { agent: (id: string) => directory.agent(id), agentWithToken: tokensOf(directory) };
  return (request, reply) => {
    requireRecentTls(request);
    const shown = shownCredential(request);
    const worth = credentials.admit(shown, agents);
    if (worth.kind === "unknown") throw strangerTo(shown.kind);
    if (worth.kind !== "good") throw refusedFor(worth.kind, worth.agent);
    const agent = directory.agent(worth.agent);
    if (agent === undefined) throw strangerTo(shown.kind);
    speakers.set(request.raw.socket, agent.id);
    if (worth.isRenewalAsked) reply.header(credentialHeader.name, credentialHeader.renew);
    return agent;
  };
}

const speakers = new WeakMap<Socket, string>();

/** The agent whose good credential was last seen on a connection: it is kept where room runs out. Nothing more rests on it. */
export const speakerOn = (socket: Socket): string | undefined => speakers.get(socket);

/** Indexed again when the inventory has other agents. */
function tokensOf(directory: Directory): (sha256: string) => Agent | undefined {
  let indexed: readonly Agent[] | null = null;
  let byToken = new Map<string | null, Agent>();
  return (digest) => {
    if (indexed !== directory.agents) {
      indexed = directory.agents;
      byToken = new Map(indexed.map((agent) => [agent.tokenSha256, agent]));
    }
    return byToken.get(digest);
  };
}

/** People's browsers may have TLS 1.2; an agent is ours and has 1.3, so a line that speaks less was talked down. @throws Refused */
export function requireRecentTls({ raw: { socket } }: FastifyRequest): void {
  if (!(socket instanceof TLSSocket) || socket.getProtocol() === "TLSv1.3") return;
  throw new Refused("TLS_TOO_OLD", `Agents speak TLS 1.3, this connection is ${socket.getProtocol()}`);
}

/** What the request shows, whatever it is worth. @throws Refused where it shows nothing */
export function shownCredential({ headers, ip: source, raw: { socket } }: FastifyRequest): ShownCredential {
  const token = /^Bearer ([\x21-\x7e]{1,512})$/.exec(headers.authorization ?? "")?.[1];
  if (token !== undefined) return { kind: "token", sha256: sha256(token), source };
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  if (certificate !== undefined) return { kind: "certificate", sha256: sha256(certificate.raw), source };
  throw new Refused("TOKEN_MISSING", "Connect with the agent's certificate, or send its token as: Authorization: Bearer <token>");
}

const sha256 = (value: string | Buffer): string => createHash("sha256").update(value).digest("hex");

/** Of a certificate that we did not issue nothing is believed, least of all the name in it. */
function strangerTo(kind: CredentialKind): Refused {
  return kind === "certificate"
    ? new Refused("CERTIFICATE_UNKNOWN", "This collector issued no such certificate for an agent of the inventory")
    : new Refused("TOKEN_UNKNOWN", "No agent of the inventory has this token");
}

/** For a credential that was good once. */
export function refusedFor(ending: keyof typeof ended, agent: string): Refused {
  return new Refused(ended[ending].code, ended[ending].message, {}, agent);
}

const ended = {
  revoked: { code: "CREDENTIAL_REVOKED", message: "This credential was revoked; ask for a new code" },
  replaced: { code: "CREDENTIAL_REPLACED", message: "A newer credential of this agent is in use" },
  expired: { code: "CREDENTIAL_EXPIRED", message: "This credential is past its time; ask for a new code" },
} as const satisfies Record<string, { readonly code: RefusalCode; readonly message: string }>;
