import { readFileSync } from "node:fs";
import { plainFingerprint, shortestFingerprint } from "../agent/enrol/authority.ts";
import { EnrolmentError, type EnrolmentWish, enrol } from "../agent/enrol/enrol.ts";
import { isCodeWhole } from "../contract/one-time-code.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { isInClear, problemOfWebAddress } from "../settings/web-address.ts";
import { readArguments } from "./arguments.ts";
import {
  EnrolmentPlaceError,
  forgetReserved,
  type Place,
  placeOf,
  reserveSettings,
  settingsText,
  writeSettings,
} from "./enrolment-place.ts";
import { forgetFarEndKey, keepFarEndKey } from "./far-end-key.ts";
import { enrollFr, enrollHelp, type FarEndKey, failureFr } from "./fr-agent-enroll.ts";
import type { Io } from "./io.ts";
import { settingsProblems, usageProblem } from "./settings-command.ts";

const accepted = {
  options: ["collector", "code", "ca-file", "ca-sha256", "config", "data-dir", "far-end-key-file"],
  flags: ["token", "allow-plain-http"],
  maxPositionals: 0,
};

/** `vigie agent enroll`: a one-time code against this agent's own credential. */
export async function runEnroll(argv: readonly string[], io: Io): Promise<number> {
  const found = readArguments(argv, accepted);
  if ("problem" in found) return usageProblem(found.problem, "agent enroll", io);
  const { options, flags } = found;
  if (flags.has("help")) {
    io.stdout(enrollHelp);
    return exitCodes.done;
  }
  const url = (options.get("collector") ?? "").replace(/\/+$/, "");
  const code = options.get("code") ?? "";
  const problem = problemOfUrl(url, flags.has("allow-plain-http")) ?? problemOfCode(code);
  if (problem !== null) return usageProblem(problem, "agent enroll", io);
  const trust = trustIn(options);
  if ("problem" in trust) return usageProblem(trust.problem, "agent enroll", io);
  let place: PreparedPlace;
  try {
    place = preparedPlace(options);
  } catch (error) {
    if (!(error instanceof EnrolmentPlaceError)) return settingsProblems(error, io);
    return usageProblem(error.message, "agent enroll", io);
  }
  const wanted = flags.has("token") ? "token" : "certificate";
  const wish = { collectorUrl: url, code, wanted, trust, agent: place.agent, dataDir: place.dataDir, nowMs: Date.now() } as const;
  return carryOut(wish, place, io);
}

/** With room for all that is to be written, and the key of far ends; null: that is for whoever wrote agent.yml. */
type PreparedPlace = Place & { readonly farEndKey: FarEndKey | null };

/** @throws SettingsError, EnrolmentPlaceError */
function preparedPlace(options: ReadonlyMap<string, string>): PreparedPlace {
  const place = placeOf(options.get("config"), options.get("data-dir"));
  const given = options.get("far-end-key-file") ?? null;
  if (place.agent !== null && given !== null) throw new EnrolmentPlaceError(enrollFr.farEndKeyInSettings(place.config));
  reserveSettings(place);
  try {
    return { ...place, farEndKey: place.agent === null ? keepFarEndKey(place.config, given) : null };
  } catch (error) {
    forgetReserved(place.config);
    throw error;
  }
}

async function carryOut(wish: EnrolmentWish, place: PreparedPlace, io: Io): Promise<number> {
  let isAdmitted = false;
  try {
    const enrolled = await enrol(wish);
    isAdmitted = true;
    const isNew = settingsWritten(place, enrolled.agent, wish.collectorUrl);
    const isTakenUp = !isNew && !place.hasTokenFile && place.collectorUrl === wish.collectorUrl && !enrolled.isOtherAuthority;
    io.stdout(enrollFr.done({ ...enrolled, wanted: wish.wanted, place, isNew, isTakenUp, collectorUrl: wish.collectorUrl }));
    return exitCodes.done;
  } catch (error) {
    if (error instanceof EnrolmentError) io.stderr(failureFr(error.failure, wish));
    else if (error instanceof SettingsUnwritten) io.stderr(enrollFr.settingsUnwritten(place, error));
    else if (error instanceof Error && "syscall" in error) io.stderr(enrollFr.cannotWrite(place.dataDir, error.message));
    else throw error;
    return exitCodes.failure;
  } finally {
    if (place.agent === null) forgetReserved(place.config);
    if (!isAdmitted && place.farEndKey !== null) forgetFarEndKey(place.farEndKey);
  }
}

/** The agent is admitted already: only its settings are missing. */
class SettingsUnwritten extends Error {
  readonly settings: string;

  constructor(settings: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.settings = settings;
  }
}

/** @throws SettingsUnwritten */
function settingsWritten(place: Place, agent: string, collectorUrl: string): boolean {
  try {
    return writeSettings(place, agent, collectorUrl);
  } catch (error) {
    throw new SettingsUnwritten(settingsText(place, agent, collectorUrl), error);
  }
}

function problemOfUrl(url: string, isClearAllowed: boolean): string | null {
  if (url === "") return enrollFr.collectorWanted;
  if (!/^https?:\/\//.test(url)) return enrollFr.notAnAddress(url);
  const problem = problemOfWebAddress(url, { mayHavePath: true });
  if (problem !== null) return enrollFr.wrongAddress(problem);
  return isInClear(url) && !isClearAllowed ? enrollFr.inClear : null;
}

/** A slip of the hand is seen here: it costs no try. */
function problemOfCode(code: string): string | null {
  if (code === "") return enrollFr.codeWanted;
  return isCodeWhole(code) ? null : enrollFr.codeMistyped;
}

function trustIn(options: ReadonlyMap<string, string>): EnrolmentWish["trust"] | { readonly problem: string } {
  const [file, fingerprint] = [options.get("ca-file"), options.get("ca-sha256")];
  if (file !== undefined && fingerprint !== undefined) return { problem: enrollFr.oneTrustOnly };
  if (file !== undefined) return authorityIn(file);
  if (fingerprint === undefined) return { kind: "system" };
  const start = plainFingerprint(fingerprint);
  if (!/^[0-9a-f]+$/.test(start) || start.length > 64 || start.length < shortestFingerprint) return { problem: enrollFr.notAFingerprint };
  return { kind: "fingerprint", start };
}

function authorityIn(file: string): EnrolmentWish["trust"] | { readonly problem: string } {
  try {
    const pem = readFileSync(file, "utf8");
    return pem.includes("BEGIN CERTIFICATE") ? { kind: "authority", pem } : { problem: enrollFr.notACertificate(file) };
  } catch {
    return { problem: enrollFr.unreadable(file) };
  }
}
