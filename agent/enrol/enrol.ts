import { Compile } from "typebox/compile";
import { EnrolmentRefusal, type EnrolmentRefusalCode, Issued } from "../../contract/enrolment.ts";
import { type FullAnswer, openPoster } from "../uplink/post.ts";
import { certificatesShownBy } from "./authority.ts";
import {
  forgetRequestKey,
  forgetRoom,
  keepAuthority,
  keepCredential,
  keepRequestKey,
  readAuthority,
  readRequestKey,
} from "./credential-files.ts";
import { credentialOf } from "./own-credential.ts";

const issuedCheck = Compile(Issued);
const refusalCheck = Compile(EnrolmentRefusal);
const timeoutMs = 20_000;

export interface EnrolmentWish {
  /** Without a final slash. */
  readonly collectorUrl: string;
  readonly code: string;
  readonly wanted: "certificate" | "token";
  /** How the collector proves itself: by an authority of the system, a given one, or one known by the beginning of its fingerprint. */
  readonly trust:
    | { readonly kind: "system" }
    | { readonly kind: "authority"; readonly pem: string }
    | { readonly kind: "fingerprint"; readonly start: string };
  /** Whom this machine is set up for already; null: nobody. */
  readonly agent: string | null;
  readonly dataDir: string;
  readonly nowMs: number;
}

export interface Enrolled {
  readonly agent: string;
  readonly site: string;
  readonly kind: "certificate" | "token";
  readonly expiresAt: number | null;
  /** The collector's clock minus ours, ms; null: it did not say. */
  readonly collectorAheadMs: number | null;
  /** The collector is known by another authority than before: an agent that is running still trusts the former one alone. */
  readonly isOtherAuthority: boolean;
}

/** Why a site could not be enrolled: something that the person in front of it can be told. */
export type EnrolmentFailure =
  | { readonly kind: "refused"; readonly code: EnrolmentRefusalCode; readonly message: string; readonly retryAfterMs: number | null }
  /** `shown`: fingerprint of the authority, or of what comes nearest to it. */
  | { readonly kind: "untrusted"; readonly reason: string; readonly shown: string | null }
  | { readonly kind: "fingerprint_not_shown"; readonly shown: string | null }
  | { readonly kind: "clock_wrong" }
  | { readonly kind: "other_name" }
  | { readonly kind: "tls_too_old" }
  | { readonly kind: "unreachable"; readonly reason: string }
  | { readonly kind: "no_collector"; readonly status: number };

export class EnrolmentError extends Error {
  readonly failure: EnrolmentFailure;

  constructor(failure: EnrolmentFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/**
 * Trades a one-time code for this agent's own credential and keeps it in the data directory. The key is kept before it is used: if the
 * answer is lost, the same command can be given again. @throws EnrolmentError; Error where nothing can be written
 */
export async function enrol(wish: EnrolmentWish): Promise<Enrolled> {
  const caPem = await authorityOf(wish);
  const { newKey, requestFor } = await import("./request.ts");
  const unanswered = readRequestKey(wish.dataDir);
  const key = unanswered ?? newKey();
  keepRequestKey(wish.dataDir, key);
  const wanted = wish.wanted === "token" ? { kind: "token" } : { kind: "certificate", request: requestFor(key) };
  const agent = wish.agent === null ? {} : { agent: wish.agent };
  const answer = await send(wish, caPem, { code: wish.code, ...agent, wanted }).finally(() => forgetRoom(wish.dataDir));
  const issued = issuedIn(answer, () => {
    // A key of an earlier try may have its certificate already, under another code than the one just refused.
    if (unanswered === null) forgetRequestKey(wish.dataDir);
  });
  const isOtherAuthority = readAuthority(wish.dataDir) !== caPem;
  keepAuthority(wish.dataDir, caPem);
  keepCredential(wish.dataDir, credentialOf(issued, key));
  const { credential } = issued;
  const dated = Date.parse(answer.headers.date ?? "");
  return {
    isOtherAuthority,
    agent: issued.agent,
    site: issued.site,
    kind: credential.kind,
    expiresAt: credential.kind === "certificate" ? credential.expiresAt : null,
    collectorAheadMs: Number.isNaN(dated) ? null : dated - wish.nowMs,
  };
}

/** The one authority to trust, PEM; null: the system's. */
async function authorityOf({ trust, collectorUrl }: EnrolmentWish): Promise<string | null> {
  if (trust.kind === "system") return null;
  if (trust.kind === "authority") return trust.pem;
  const shown = await certificatesShownBy(collectorUrl, timeoutMs).catch((error: unknown) => {
    throw new EnrolmentError(failureOfNetwork(error, null));
  });
  const place = shown.fingerprints.findIndex((fingerprint) => fingerprint.startsWith(trust.start));
  const pem = shown.pems[place];
  if (pem === undefined) throw new EnrolmentError({ kind: "fingerprint_not_shown", shown: shown.fingerprints.at(-1) ?? null });
  return pem;
}

async function send({ collectorUrl }: EnrolmentWish, caPem: string | null, body: object): Promise<FullAnswer> {
  const poster = openPoster({ url: collectorUrl, credential: () => null, caPem, timeoutMs });
  const question = { method: "POST", path: "/v1/enrolments", headers: json, body: Buffer.from(JSON.stringify(body)) } as const;
  try {
    return await poster.ask(question, new AbortController().signal);
  } catch (error) {
    const shown = isAboutTrust(error) ? await certificatesShownBy(collectorUrl, timeoutMs).catch(() => null) : null;
    throw new EnrolmentError(failureOfNetwork(error, shown?.fingerprints.at(-1) ?? null));
  } finally {
    poster.close();
  }
}

const json = { "content-type": "application/json" };

/** `onRefused`: the collector has judged the code, and issued nothing for what was sent. */
function issuedIn({ status, body, retryAfterMs }: FullAnswer, onRefused: () => void): Issued {
  const value: unknown = parsed(body);
  if (status === 200 && issuedCheck.Check(value)) return value;
  if (!refusalCheck.Check(value)) throw new EnrolmentError({ kind: "no_collector", status });
  onRefused();
  throw new EnrolmentError({ kind: "refused", code: value.code, message: value.message, retryAfterMs });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** OpenSSL's words for a certificate that nobody we trust has signed. */
const untrusted = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "CERT_SIGNATURE_FAILURE",
  "CERT_UNTRUSTED",
  "INVALID_CA",
]);
const outOfTime = new Set(["CERT_NOT_YET_VALID", "CERT_HAS_EXPIRED"]);
/** TLS says it in an alert, of which Node tells the words alone. */
const tooOld = /alert protocol version|unsupported protocol/;

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");
const isAboutTrust = (error: unknown): boolean => untrusted.has(codeOf(error));

function failureOfNetwork(error: unknown, shown: string | null): EnrolmentFailure {
  const code = codeOf(error);
  if (untrusted.has(code)) return { kind: "untrusted", reason: code, shown };
  if (outOfTime.has(code)) return { kind: "clock_wrong" };
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return { kind: "other_name" };
  if (error instanceof Error && tooOld.test(error.message)) return { kind: "tls_too_old" };
  return { kind: "unreachable", reason: code === "" && error instanceof Error ? error.message : code };
}
