import type { KeyObject } from "node:crypto";
import { X509Certificate } from "node:crypto";
import type { Enrolment, Issued, Renewal } from "../../contract/enrolment.ts";
import { isCodeWhole } from "../../contract/one-time-code.ts";
import type { Agent, Directory } from "../directory/directory.ts";
import { type CredentialKind, refusedFor } from "../ingest/authenticate.ts";
import type { Authority } from "./authority.ts";
import type { CodeRecord } from "./codes.ts";
import { EnrolmentRefused } from "./enrolment-refused.ts";
import type { Fleet } from "./fleet.ts";
import { type Author, bearerOfCode } from "./history.ts";
import { digestOfKey, type Minted, mintCertificate, mintToken } from "./issue.ts";
import type { Tries } from "./tries.ts";

export interface EnrolmentOffice {
  readonly fleet: Fleet;
  readonly directory: Directory;
  /** Opened at its first use: a collector whose agents have tokens never has one. */
  readonly authority: () => Promise<Authority>;
  /** Wrong codes, by where they came from. */
  readonly tries: Tries;
  /** By agent: nobody's slips keep an agent from its next certificate. */
  readonly renewals: Tries;
  /** Also where TLS reaches the collector unbroken, and a certificate would do better. */
  readonly areTokensAllowed: boolean;
  /** What was done is told to the log at once. */
  readonly tell: () => void;
  /** ms since 1970 UTC */
  readonly now: () => number;
}

/** Where a request came from. `isTlsOurs`: nothing before the collector ends TLS, so a certificate would reach it. */
export interface Caller {
  readonly source: string;
  readonly isTlsOurs: boolean;
}

/**
 * A one-time code against a credential of its agent. A right one is judged before anything is counted: whoever shares his address with
 * somebody who guesses is not kept out, and a code is long enough for that (decision 0010). @throws EnrolmentRefused
 */
export async function enrol({ code: typed, agent: expected, wanted }: Enrolment, caller: Caller, office: EnrolmentOffice): Promise<Issued> {
  const { fleet, tries } = office;
  if (!isCodeWhole(typed)) throw new EnrolmentRefused("CODE_MISTYPED", "The letters of the code do not agree with its last one");
  const verdict = fleet.judgeCode(typed);
  const bearer: Author = { who: bearerOfCode, origin: caller.source };
  if (verdict.kind === "refused") {
    const again = await issuedBefore(verdict.code, wanted, office);
    if (again !== null) return again;
    const waitMs = tries.waitMs(caller.source);
    if (waitMs > 0) throw new EnrolmentRefused("TOO_MANY_TRIES", "A wrong code, and too many came from there", { retryAfterMs: waitMs });
    tries.count(caller.source);
    if (verdict.code !== null) fleet.failCode(verdict.code, verdict.reason, bearer);
    throw new EnrolmentRefused(verdict.reason, sayings[verdict.reason], verdict.code === null ? {} : { agent: verdict.code.agent });
  }
  const { code } = verdict;
  const fail = (reason: "CODE_OF_ANOTHER_AGENT" | "REQUEST_INVALID", message: string): EnrolmentRefused => {
    tries.count(caller.source);
    fleet.failCode(code, reason, bearer);
    return new EnrolmentRefused(reason, message, { agent: code.agent });
  };
  const agent = office.directory.agent(code.agent);
  if (agent === undefined) throw new EnrolmentRefused("CODE_UNKNOWN", "The code's agent has left the inventory", { agent: code.agent });
  if (expected !== undefined && expected !== agent.id) throw fail("CODE_OF_ANOTHER_AGENT", `The code is that of ${agent.id}`);
  if (wanted.kind === "token" && isTokenOutOfPlace(caller, office))
    throw new EnrolmentRefused("TOKEN_OUT_OF_PLACE", noToken, { agent: agent.id });
  const minted = await mint(agent, wanted, caller, office);
  if (minted === null) throw fail("REQUEST_INVALID", noProof);
  if (!fleet.enrol(code, minted.kept, bearer)) throw new EnrolmentRefused("CODE_USED", sayings.CODE_USED, { agent: agent.id });
  office.tell();
  return issuedTo(agent, minted.credential, office.directory);
}

/** An agent that was admitted by this credential, and wants the next one. `sha256`: the credential's digest. */
export interface Renewer extends Caller {
  readonly agent: Agent;
  readonly sha256: string;
  readonly kind: CredentialKind;
}

/**
 * A new credential for an agent that still has a good one: also when the certificate is made, for a revocation may come in between.
 * @throws EnrolmentRefused, Refused
 */
export async function renew({ wanted }: Renewal, renewer: Renewer, office: EnrolmentOffice): Promise<Issued> {
  const { agent, source, sha256, kind } = renewer;
  const waitMs = office.renewals.waitMs(agent.id);
  if (waitMs > 0) throw new EnrolmentRefused("TOO_MANY_TRIES", "Too many renewals of late", { agent: agent.id, retryAfterMs: waitMs });
  if (wanted.kind === "token" && kind === "certificate" && isTokenOutOfPlace(renewer, office))
    throw new EnrolmentRefused("TOKEN_OUT_OF_PLACE", noToken, { agent: agent.id });
  office.renewals.count(agent.id);
  const minted = await mint(agent, wanted, renewer, office);
  if (minted === null) throw new EnrolmentRefused("REQUEST_INVALID", noProof, { agent: agent.id });
  const ended = office.fleet.renew(sha256, minted.kept, { who: agent.id, origin: source });
  if (ended !== null) throw refusedFor(ended, agent.id);
  office.tell();
  return issuedTo(agent, minted.credential, office.directory);
}

/** A token is good wherever it is shown: it is for those whom a certificate does not reach. */
const isTokenOutOfPlace = ({ isTlsOurs }: Caller, { areTokensAllowed }: EnrolmentOffice): boolean => isTlsOurs && !areTokensAllowed;

const noToken = "Nothing before this collector ends TLS: ask for a certificate";
const noProof = "No certificate request for a P-256 key, signed with that key";

const sayings = {
  CODE_UNKNOWN: "No such code is waiting",
  CODE_USED: "The code has served already",
  CODE_EXPIRED: "The code is older than a day",
} as const;

/**
 * The answer to a code may be lost on the way. Whoever asks again with the same key gets the same certificate: it serves nobody else.
 * A used code with another key stays refused.
 */
async function issuedBefore(code: CodeRecord | null, wanted: Enrolment["wanted"], { directory }: EnrolmentOffice): Promise<Issued | null> {
  if (code?.endedAs !== "used" || code.certificate === null || wanted.kind !== "certificate") return null;
  const agent = directory.agent(code.agent);
  const key = await keyIn(wanted.request);
  if (agent === undefined || key === null || digestOfKey(key) !== code.keySha256) return null;
  const expiresAt = new X509Certificate(code.certificate).validToDate.getTime();
  return issuedTo(agent, { kind: "certificate", certificate: code.certificate, expiresAt }, directory);
}

/** null: the request does not prove its key. */
async function mint(agent: Agent, wanted: Enrolment["wanted"], { isTlsOurs }: Caller, office: EnrolmentOffice): Promise<Minted | null> {
  if (wanted.kind === "token" || !isTlsOurs) return mintToken(agent.id, office.now());
  const key = await keyIn(wanted.request);
  return key === null ? null : mintCertificate(agent.id, key, await office.authority());
}

/** The library of certificates is loaded when somebody asks for one. */
async function keyIn(request: string): Promise<KeyObject | null> {
  return (await import("./certificates.ts")).keyOfRequest(request);
}

function issuedTo({ id, site }: Agent, credential: Issued["credential"], directory: Directory): Issued {
  return { agent: id, site: directory.site(site ?? "")?.name ?? id, credential };
}
