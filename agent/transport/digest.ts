import { createHash } from "node:crypto";

const hashes = { "SHA-256": "sha256", MD5: "md5" } as const;
type Algorithm = keyof typeof hashes;

/** What a codec wants to be answered, RFC 7616. */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  readonly algorithm: Algorithm;
  /** False: a codec of before 1999, RFC 2069. */
  readonly hasQop: boolean;
  /** The nonce was too old; the password may be right. */
  readonly isStale: boolean;
}

export interface DigestQuestion {
  readonly method: string;
  /** As on the wire, with the query. */
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  /** How many times this nonce has been answered, this one included. */
  readonly count: number;
  readonly cnonce: string;
}

type Parameters = ReadonlyMap<string, string>;

/**
 * The strongest challenge of a WWW-Authenticate header that we can answer. "none": no Digest is offered; "unsupported": only
 * algorithms or protections that we do not know.
 */
export function digestChallengeOf(header: string): DigestChallenge | "none" | "unsupported" {
  const offered = challengesOf(header).filter(({ scheme }) => scheme === "digest");
  if (offered.length === 0) return "none";
  const known = offered.map(({ parameters }) => supported(parameters)).filter((challenge) => challenge !== null);
  return known.find(({ algorithm }) => algorithm === "SHA-256") ?? known[0] ?? "unsupported";
}

/** The Authorization header that answers a challenge. */
export function digestAuthorization(challenge: DigestChallenge, question: DigestQuestion): string {
  const { realm, nonce, opaque, algorithm, hasQop } = challenge;
  const { method, uri, user, password, count, cnonce } = question;
  const hash = (text: string): string => createHash(hashes[algorithm]).update(text, "utf8").digest("hex");
  const nc = count.toString(16).padStart(8, "0");
  const middle = hasQop ? `${nonce}:${nc}:${cnonce}:auth` : nonce;
  const response = hash(`${hash(`${user}:${realm}:${password}`)}:${middle}:${hash(`${method}:${uri}`)}`);
  return `Digest ${[
    usernameOf(user),
    `realm=${quoted(realm)}`,
    `uri=${quoted(uri)}`,
    `algorithm=${algorithm}`,
    `nonce=${quoted(nonce)}`,
    ...(hasQop ? [`nc=${nc}`, `cnonce=${quoted(cnonce)}`, "qop=auth"] : []),
    `response=${quoted(response)}`,
    ...(opaque === null ? [] : [`opaque=${quoted(opaque)}`]),
  ].join(", ")}`;
}

/** The nonce to use from now on, where Authentication-Info tells one. */
export function nextNonceOf(authenticationInfo: string): string | null {
  return parametersOf(authenticationInfo).get("nextnonce") ?? null;
}

function supported(parameters: Parameters): DigestChallenge | null {
  const algorithm = (parameters.get("algorithm") ?? "MD5").toUpperCase();
  const nonce = parameters.get("nonce");
  const qop = parameters
    .get("qop")
    ?.toLowerCase()
    .split(/\s*,\s*/);
  if (!isKnown(algorithm) || nonce === undefined || (qop !== undefined && !qop.includes("auth"))) return null;
  return {
    realm: parameters.get("realm") ?? "",
    nonce,
    opaque: parameters.get("opaque") ?? null,
    algorithm,
    hasQop: qop !== undefined,
    isStale: parameters.get("stale")?.toLowerCase() === "true",
  };
}

function isKnown(algorithm: string): algorithm is Algorithm {
  return Object.hasOwn(hashes, algorithm);
}

/** A header may hold several challenges, and commas stand between challenges as between parameters. */
function challengesOf(header: string): { readonly scheme: string; readonly parameters: Parameters }[] {
  const starts = [...withoutQuotes(header).matchAll(/(?:^|,)\s*([A-Za-z][\w-]*)(?=\s+[\w-]+\s*=|\s*,|\s*$)(?!\s*=)/g)];
  return starts.map((start, index) => ({
    scheme: start[1]?.toLowerCase() ?? "",
    parameters: parametersOf(header.slice(start.index + start[0].length, starts[index + 1]?.index)),
  }));
}

/** Same length, so that places stay the same. */
function withoutQuotes(header: string): string {
  return header.replace(/"(?:[^"\\]|\\.)*"/g, (text) => `"${"_".repeat(text.length - 2)}"`);
}

function parametersOf(text: string): Parameters {
  const found = text.matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/g);
  return new Map([...found].map(([, name = "", inQuotes, bare]) => [name.toLowerCase(), inQuotes?.replace(/\\(.)/g, "$1") ?? bare ?? ""]));
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** Names beyond ASCII have a form of their own. */
function usernameOf(user: string): string {
  if (/^[\x20-\x7e]*$/.test(user)) return `username=${quoted(user)}`;
  const escaped = encodeURIComponent(user).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return `username*=UTF-8''${escaped}`;
}
