import { nearestWord } from "../../settings/nearest.ts";
import type { KeyPath } from "../../settings/problem.ts";
import type { ExtraChecks, Report } from "../../settings/read-yaml.ts";
import type { SideFiles } from "../../settings/side-files.ts";
import type { Sifted } from "../../settings/sifted.ts";
import { isInClear, problemOfWebAddress } from "../../settings/web-address.ts";
import { readCredential } from "../enrol/credential-files.ts";
import type { AgentDocument } from "./agent-settings.ts";
import { checkAuthority, checkEndpoint, type SiftedEndpoint } from "./check-endpoint.ts";
import { defaultSnmpPort, defaultStateSeconds } from "./defaults.ts";
import { checksFr } from "./fr.ts";
import type { PhoneBookBeside } from "./phone-book-beside.ts";
import { isWrongRange } from "./ranges.ts";

const shortestFarEndKey = 16;

/** The rules of agent.yml that no schema tells. Reads the secrets on the way. */
export function checksOfAgent(files: SideFiles, phoneBook: PhoneBookBeside, families: readonly string[]): ExtraChecks<AgentDocument> {
  return (document, report) => {
    checkCollector(document.collector, files, report);
    checkCredential(document, files, report);
    checkFarEndKey(document.farEndKeyFile, files, report);
    phoneBook.check(document.phonebookFile, ["phonebookFile"], report);
    checkZone(document.zone, report);
    checkPace(document, report);
    checkSiteAuthority(document, files, report);
    const endpoints = document.endpoints ?? [];
    const { codecTls } = document;
    for (const [index, endpoint] of endpoints.entries()) {
      if (endpoint !== undefined) checkEndpoint(endpoint, ["endpoints", index], { files, families, codecTls, report });
    }
    checkDoubles(endpoints, report);
    checkPlan(document, report);
  };
}

/** Endpoints are named here or in the plan, never in both: nobody would know whose word counts. */
function checkPlan(document: Sifted<AgentDocument>, report: Report): void {
  const others =
    "endpoints" in document
      ? (["secretsDir", "ranges", "maxEndpoints", "planSeconds"] as const)
      : (["paces", "zone", "ignoredDiagnostics", "codecTls"] as const);
  const message = "endpoints" in document ? checksFr.onlyWithPlan : checksFr.ofThePlan;
  for (const key of others) if (key in document) report([key], message);
  for (const [index, range] of (document.ranges ?? []).entries()) {
    if (range !== undefined && isWrongRange(range)) report(["ranges", index], checksFr.notARange);
  }
}

function checkCollector(collector: Sifted<AgentDocument>["collector"], files: SideFiles, report: Report): void {
  checkAuthority(collector?.caFile, ["collector", "caFile"], files, report);
  if (collector?.url === undefined) return;
  const problem = problemOfWebAddress(collector.url, { mayHavePath: true });
  // A permission that is written but unreadable is told by itself; whether it permits is not known yet.
  const isPermitted = "allowPlainHttp" in collector && collector.allowPlainHttp !== false;
  if (problem !== null) report(["collector", "url"], problem);
  else if (isInClear(collector.url) && !isPermitted) report(["collector", "url"], checksFr.collectorInClear);
}

/** Either the operator's token, or what an enrolment left on the site. */
function checkCredential({ collector, dataDir }: Sifted<AgentDocument>, files: SideFiles, report: Report): void {
  if (collector === undefined) return;
  if ("tokenFile" in collector) {
    files.checkSecret(collector.tokenFile, ["collector", "tokenFile"], report);
  } else if (dataDir !== undefined) {
    const found = readCredential(files.pathOf(dataDir));
    if (found === null) report(["collector"], checksFr.notEnrolled);
    else if ("problem" in found) report(["dataDir"], found.problem);
  }
}

function checkFarEndKey(name: string | undefined, files: SideFiles, report: Report): void {
  const key = files.checkSecret(name, ["farEndKeyFile"], report);
  if (key !== undefined && key.reveal().length < shortestFarEndKey) report(["farEndKeyFile"], checksFr.weakFarEndKey(shortestFarEndKey));
}

function checkZone(zone: string | undefined, report: Report): void {
  if (zone === undefined || isZone(zone)) return;
  report(["zone"], checksFr.unknownZone(nearestWord(zone, Intl.supportedValuesOf("timeZone"))));
}

/** An offset such as +01:00 is no zone: it does not know summer. */
function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "" && /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/** An authority that no codec is held to gives a false peace. */
function checkSiteAuthority({ codecTls, endpoints = [] }: Sifted<AgentDocument>, files: SideFiles, report: Report): void {
  if (codecTls?.caFile === undefined) return;
  const key = ["codecTls", "caFile"];
  checkAuthority(codecTls.caFile, key, files, report);
  const isAnyOther =
    codecTls.policy !== "accept" || endpoints.some((endpoint) => endpoint === undefined || endpoint.http?.verifyTls === true);
  if (!isAnyOther) report(key, checksFr.nobodyVerifies);
}

/** An answer is held for three intervals: an envelope that waits longer than two makes a healthy endpoint look unknown. */
function checkPace(document: Sifted<AgentDocument>, report: Report): void {
  const stateSeconds = document.paces?.stateSeconds ?? defaultStateSeconds;
  if (document.batchSeconds !== undefined && document.batchSeconds > 2 * stateSeconds) {
    report(["batchSeconds"], checksFr.batchTooSlow(document.batchSeconds, stateSeconds));
  }
}

/** One codec watched twice is polled twice and reported twice, under two names. */
function checkDoubles(endpoints: readonly (SiftedEndpoint | undefined)[], report: Report): void {
  const firstOf = new Map<string, KeyPath>();
  for (const [index, endpoint] of endpoints.entries()) {
    for (const { name, key, message } of claimsOf(endpoint ?? {})) {
      const path = ["endpoints", index, ...key];
      const first = firstOf.get(name);
      if (first === undefined) firstOf.set(name, path);
      else report(path, (lineOf) => message(lineOf(first)));
    }
  }
}

/** What only one endpoint may have. */
interface Claim {
  readonly name: string;
  readonly key: KeyPath;
  readonly message: (line: number) => string;
}

function claimsOf(endpoint: SiftedEndpoint): Claim[] {
  const { id, snmp, http } = endpoint;
  const claims: Claim[] = id === undefined ? [] : [{ name: `id ${id}`, key: ["id"], message: checksFr.idTwice }];
  const host = endpoint.host?.toLowerCase();
  if (host !== undefined && snmp !== undefined) {
    const port = snmp.port ?? defaultSnmpPort;
    claims.push({ name: `snmp ${host} ${port}`, key: ["host"], message: (line) => checksFr.snmpTwice(port, line) });
  }
  const hasVoice = "snmp" in endpoint || "http" in endpoint;
  if (host !== undefined && !hasVoice) claims.push({ name: `reach ${host}`, key: ["host"], message: checksFr.reachTwice });
  const origin = http?.url !== undefined && URL.canParse(http.url) ? new URL(http.url).origin : null;
  if (origin !== null) claims.push({ name: `http ${origin}`, key: ["http", "url"], message: checksFr.httpTwice });
  return claims;
}
