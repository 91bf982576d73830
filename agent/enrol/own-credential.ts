import { X509Certificate } from "node:crypto";
import type { Logger } from "pino";
import { Compile } from "typebox/compile";
import { EnrolmentRefusal, Issued, type Renewal } from "../../contract/enrolment.ts";
import { Secret } from "../../settings/secret.ts";
import type { Credential } from "../uplink/credential.ts";
import type { Poster } from "../uplink/post.ts";
import { keepCredential, readCredential } from "./credential-files.ts";

const issuedCheck = Compile(Issued);
const refusalCheck = Compile(EnrolmentRefusal);

const lookEveryMs = 3_600_000;
/** As long as the collector refuses, somebody may be on the site with a new code. */
const lookAtFileEveryMs = 5_000;
/** A collector that asks with every answer is not asked back with every answer. */
const betweenTriesMs = 600_000;
/** How much of a certificate's life may pass before the next one is asked for. */
const renewAfter = 2 / 3;

export interface OwnCredentialOptions {
  readonly dataDir: string;
  /** The operator's token of agent.yml; null: what an enrolment left in the data directory. */
  readonly token: Secret | null;
  readonly nowMs: () => number;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  /** Another enrolment took place while the agent ran: what the collector refused so far may be tried again. */
  readonly onNewEnrolment?: () => void;
}

/** By what the collector knows this agent, and how that stays good. */
export interface OwnCredential {
  current(): Credential | null;
  /** Looks now and then whether the certificate wants renewing. */
  keepFresh(poster: Poster): void;
  /** The collector wants a new credential to be asked for. */
  renewalAsked(): void;
  /** The collector does not take the present one: a new enrolment is looked for, now and as long as there is none. */
  refused(): void;
  /** Somebody may have enrolled this agent again. */
  readAgain(): void;
  stop(): void;
}

export function openOwnCredential(options: OwnCredentialOptions): OwnCredential {
  const { dataDir, token, nowMs, log, onNewEnrolment } = options;
  let current = token === null ? enrolled(dataDir) : ({ kind: "token", token } as const);
  let poster: Poster | null = null;
  let running: Promise<void> | null = null;
  let notBefore = Number.NEGATIVE_INFINITY;
  const stopping = new AbortController();

  const readAgain = (): boolean => {
    const found = token === null ? otherThan(current, dataDir, log) : null;
    if (found === null) return false;
    enrolmentLook.end();
    current = found;
    notBefore = Number.NEGATIVE_INFINITY;
    log.info({ kind: found.kind }, "agent was enrolled again, it goes on with the new credential");
    onNewEnrolment?.();
    return true;
  };
  const renew = async (): Promise<void> => {
    const next = poster === null || current === null ? null : await askForAnother(poster, current.kind, stopping.signal);
    // What a person obtained meanwhile is not written over.
    if (next === null || readAgain()) return;
    keepCredential(dataDir, next);
    current = next;
    log.info({ kind: next.kind }, "agent has a new credential");
  };
  const told = (error: unknown): void => {
    if (!stopping.signal.aborted) log.warn({ err: error }, "credential could not be renewed, the present one goes on");
  };
  const begin = (): void => {
    if (running !== null || nowMs() < notBefore || stopping.signal.aborted) return;
    notBefore = nowMs() + betweenTriesMs;
    running = renew()
      .catch(told)
      .finally(() => {
        running = null;
      });
  };
  const enrolmentLook = repeated(readAgain, lookAtFileEveryMs);
  const ageLook = repeated(() => {
    if (token === null && current !== null && isDue(current, nowMs())) begin();
  }, lookEveryMs);
  return {
    current: () => current,
    renewalAsked: () => {
      if (token === null) begin();
    },
    refused: () => {
      if (token === null && !stopping.signal.aborted) enrolmentLook.begin();
    },
    readAgain: () => void readAgain(),
    keepFresh: (line) => {
      poster = line;
      ageLook.begin();
    },
    stop: () => {
      stopping.abort();
      ageLook.end();
      enrolmentLook.end();
    },
  };
}

/** At each beginning, then every so often until the end. */
function repeated(look: () => void, everyMs: number) {
  let timer: NodeJS.Timeout | null = null;
  return {
    begin: () => {
      timer ??= setInterval(look, everyMs);
      look();
    },
    end: () => {
      if (timer !== null) clearInterval(timer);
      timer = null;
    },
  };
}

/** What stands on the disk now, if it is another one. A file that cannot be trusted changes nothing: the present credential goes on. */
function otherThan(current: Credential | null, dataDir: string, log: OwnCredentialOptions["log"]): Credential | null {
  const read = readCredential(dataDir);
  if (read === null) return null;
  if ("problem" in read) {
    log.warn({ reason: read.problem }, "credential of a new enrolment cannot be read, the present one goes on");
    return null;
  }
  return current !== null && wordOf(current) === wordOf(read.credential) ? null : read.credential;
}

const wordOf = (credential: Credential): string => (credential.kind === "token" ? credential.token : credential.pem).reveal();

function enrolled(dataDir: string): Credential | null {
  const read = readCredential(dataDir);
  if (read !== null && "problem" in read) throw new Error(read.problem);
  return read?.credential ?? null;
}

function isDue(credential: Credential, nowMs: number): boolean {
  if (credential.kind === "token") return false;
  const { validFromDate, validToDate } = new X509Certificate(credential.pem.reveal());
  const from = validFromDate.getTime();
  return nowMs > from + renewAfter * (validToDate.getTime() - from);
}

/** A new key each time: a stolen one is of no use after the next renewal. */
async function askForAnother(poster: Poster, kind: Credential["kind"], signal: AbortSignal): Promise<Credential> {
  const { newKey, requestFor } = await import("./request.ts");
  const key = newKey();
  const wanted: Renewal["wanted"] = kind === "token" ? { kind } : { kind, request: requestFor(key) };
  const question = {
    method: "POST",
    path: "/v1/agents/self/credential",
    headers: json,
    body: Buffer.from(JSON.stringify({ wanted })),
  } as const;
  const { status, body } = await poster.ask(question, signal);
  const value: unknown = parsed(body);
  if (status === 200 && issuedCheck.Check(value)) return credentialOf(value, key);
  throw new Error(refusalCheck.Check(value) ? `${value.code}: ${value.message}` : `HTTP ${status}`);
}

const json = { "content-type": "application/json" };

/** What was issued, with the key that only we have. */
export function credentialOf({ credential }: Issued, key: Secret): Credential {
  return credential.kind === "certificate"
    ? { kind: "certificate", pem: new Secret(`${key.reveal()}${credential.certificate}`) }
    : { kind: "token", token: new Secret(credential.token) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
