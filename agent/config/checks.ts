import type { KeyPath } from "../../settings/problem.ts";
import type { ExtraChecks, Report } from "../../settings/read-yaml.ts";
import type { SideFiles } from "../../settings/side-files.ts";
import type { Sifted } from "../../settings/sifted.ts";
import { isInClear, problemOfWebAddress } from "../../settings/web-address.ts";
import type { AgentDocument, EndpointDocument } from "./agent-settings.ts";
import { defaultSnmpPort, defaultStateSeconds } from "./defaults.ts";
import { checksFr } from "./fr.ts";

const shortestFarEndKey = 16;
const shortestSnmpPassword = 8; // RFC 3414, 11.2

/** The files of either version of SNMP. */
interface SecretNames {
  readonly communityFile?: string | undefined;
  readonly authPasswordFile?: string | undefined;
  readonly privPasswordFile?: string | undefined;
}

type SiftedEndpoint = Sifted<EndpointDocument>;

/** The rules of agent.yml that no schema tells. Reads the secrets on the way. */
export function checksOfAgent(files: SideFiles, families: readonly string[]): ExtraChecks<AgentDocument> {
  return (document, report) => {
    checkCollector(document.collector, files, report);
    checkFarEndKey(document.farEndKeyFile, files, report);
    checkPace(document, report);
    const endpoints = document.endpoints ?? [];
    for (const [index, endpoint] of endpoints.entries()) {
      if (endpoint !== undefined) checkEndpoint(endpoint, ["endpoints", index], { files, families, report });
    }
    checkDoubles(endpoints, report);
  };
}

function checkCollector(collector: Sifted<AgentDocument>["collector"], files: SideFiles, report: Report): void {
  files.checkSecret(collector?.tokenFile, ["collector", "tokenFile"], report);
  files.checkPem(collector?.caFile, ["collector", "caFile"], report);
  if (collector?.url === undefined) return;
  const problem = problemOfWebAddress(collector.url, { mayHavePath: true });
  // A permission that is written but unreadable is told by itself; whether it permits is not known yet.
  const isPermitted = "allowPlainHttp" in collector && collector.allowPlainHttp !== false;
  if (problem !== null) report(["collector", "url"], problem);
  else if (isInClear(collector.url) && !isPermitted) report(["collector", "url"], checksFr.collectorInClear);
}

function checkFarEndKey(name: string | undefined, files: SideFiles, report: Report): void {
  const key = files.checkSecret(name, ["farEndKeyFile"], report);
  if (key !== undefined && key.reveal().length < shortestFarEndKey) report(["farEndKeyFile"], checksFr.weakFarEndKey(shortestFarEndKey));
}

/** An answer is held for three intervals: an envelope that waits longer than two makes a healthy endpoint look unknown. */
function checkPace(document: Sifted<AgentDocument>, report: Report): void {
  const stateSeconds = document.paces?.stateSeconds ?? defaultStateSeconds;
  if (document.batchSeconds !== undefined && document.batchSeconds > 2 * stateSeconds) {
    report(["batchSeconds"], checksFr.batchTooSlow(document.batchSeconds, stateSeconds));
  }
}

interface EndpointContext {
  readonly files: SideFiles;
  readonly families: readonly string[];
  readonly report: Report;
}

function checkEndpoint(endpoint: SiftedEndpoint, key: KeyPath, context: EndpointContext): void {
  const { families, report } = context;
  if (!("snmp" in endpoint) && !("http" in endpoint)) report(key, checksFr.noChannel);
  if (endpoint.family !== undefined && endpoint.family !== "auto" && !families.includes(endpoint.family)) {
    report([...key, "family"], checksFr.unknownFamily(families));
  }
  checkSnmp(endpoint.snmp, [...key, "snmp"], context);
  checkHttp(endpoint.http, [...key, "http"], context);
}

function checkSnmp(snmp: SiftedEndpoint["snmp"], key: KeyPath, { files, report }: EndpointContext): void {
  const names: SecretNames = snmp ?? {};
  files.checkSecret(names.communityFile, [...key, "communityFile"], report);
  for (const name of ["authPasswordFile", "privPasswordFile"] as const) {
    const password = files.checkSecret(names[name], [...key, name], report);
    if (password !== undefined && password.reveal().length < shortestSnmpPassword) {
      report([...key, name], checksFr.shortSnmpPassword(shortestSnmpPassword));
    }
  }
}

function checkHttp(http: SiftedEndpoint["http"], key: KeyPath, { files, report }: EndpointContext): void {
  files.checkSecret(http?.passwordFile, [...key, "passwordFile"], report);
  if (http?.url === undefined) return;
  const problem = problemOfWebAddress(http.url, { mayHavePath: false });
  if (problem !== null) return report([...key, "url"], problem);
  const isPlain = http.url.startsWith("http:");
  if (isPlain && http.fingerprintSha256 !== undefined) report([...key, "fingerprintSha256"], checksFr.tlsOnly);
  if (isPlain && http.verifyTls === true) report([...key, "verifyTls"], checksFr.tlsOnly);
}

/** One codec watched twice is polled twice and reported twice, under two names. */
function checkDoubles(endpoints: readonly (SiftedEndpoint | undefined)[], report: Report): void {
  const firstOf = new Map<string, KeyPath>();
  const claim = (name: string, key: KeyPath, message: (line: number) => string) => {
    const first = firstOf.get(name);
    if (first === undefined) firstOf.set(name, key);
    else report(key, (lineOf) => message(lineOf(first)));
  };
  for (const [index, endpoint] of endpoints.entries()) {
    const key = ["endpoints", index];
    if (endpoint?.id !== undefined) claim(`id ${endpoint.id}`, [...key, "id"], checksFr.idTwice);
    if (endpoint?.host !== undefined && endpoint.snmp !== undefined) {
      const port = endpoint.snmp.port ?? defaultSnmpPort;
      claim(`snmp ${endpoint.host.toLowerCase()} ${port}`, [...key, "host"], (line) => checksFr.snmpTwice(port, line));
    }
    const url = endpoint?.http?.url;
    if (url !== undefined && URL.canParse(url)) claim(`http ${new URL(url).origin}`, [...key, "http", "url"], checksFr.httpTwice);
  }
}
