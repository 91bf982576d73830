import { planLimits } from "../../contract/plan.ts";
import { readYaml } from "../../settings/read-yaml.ts";
import { type SideFiles, sideFilesOf } from "../../settings/side-files.ts";
import { defaultZone } from "../clock.ts";
import { readAuthority } from "../enrol/credential-files.ts";
import { emptyPhoneBook } from "../far-ends/phone-book.ts";
import { defaultIgnoredDiagnostics } from "../ignored-diagnostics.ts";
import type { EndpointSettings, HttpSettings, ReachSettings, SnmpSettings } from "../poll/endpoint-settings.ts";
import { AgentDocument, type AgentSettings, type EndpointDocument, type Paces, type PlanSettings } from "./agent-settings.ts";
import { checksOfAgent } from "./checks.ts";
import { codecTlsOf } from "./codec-tls.ts";
import {
  defaultBatchSeconds,
  defaultHistorySeconds,
  defaultInventoryAt,
  defaultLogLevel,
  defaultOutbox,
  defaultPlanSeconds,
  defaultRetries,
  defaultSnmpPort,
  defaultStateSeconds,
  defaultStatusSeconds,
  defaultTimeoutMs,
} from "./defaults.ts";
import { phoneBookBeside, withProblemsOf } from "./phone-book-beside.ts";
import { rangesOf } from "./ranges.ts";

export interface AgentSettingsOptions {
  /** The codec families this agent knows. "auto" is always understood. */
  readonly families: readonly string[];
}

/** Reads agent.yml and the secrets it names. Throws SettingsError with every problem. Opens no socket. */
export function loadAgentSettings(file: string, options: AgentSettingsOptions): AgentSettings {
  const files = sideFilesOf(file);
  const phoneBook = phoneBookBeside(files);
  const document = withProblemsOf(phoneBook, () => readYaml(file, AgentDocument, checksOfAgent(files, phoneBook, options.families)));
  const paces = pacesOf(document.paces ?? {});
  return {
    agent: document.agent,
    collector: collectorOf(document, files),
    dataDir: files.pathOf(document.dataDir),
    batchSeconds: document.batchSeconds ?? defaultBatchSeconds(paces.stateSeconds),
    outbox: { ...defaultOutbox, ...document.outbox },
    paces,
    farEndKey: document.farEndKeyFile === undefined ? null : files.secret(document.farEndKeyFile),
    phoneBook: phoneBook.read() ?? emptyPhoneBook,
    zone: document.zone ?? defaultZone,
    ignoredDiagnostics: document.ignoredDiagnostics ?? defaultIgnoredDiagnostics,
    logLevel: document.logLevel ?? defaultLogLevel,
    endpoints: (document.endpoints ?? []).map((endpoint) => endpointOf(endpoint, document.codecTls, files)),
    plan: document.endpoints === undefined ? planSettingsOf(document, files) : null,
  };
}

function planSettingsOf(document: AgentDocument, files: SideFiles): PlanSettings {
  const { secretsDir = "secrets", ranges = [], planSeconds = defaultPlanSeconds, farEndKeyFile, collector, dataDir } = document;
  const { maxEndpoints = planLimits.endpointsByDefault } = document;
  const reserved = [dataDir, collector.tokenFile, farEndKeyFile].flatMap((name) => (name === undefined ? [] : [files.pathOf(name)]));
  const credentials = process.env["CREDENTIALS_DIRECTORY"] ?? null;
  const secrets = { folder: files.pathOf(secretsDir), credentials, reserved };
  return { secrets, ranges: rangesOf(ranges), maxEndpoints, everySeconds: planSeconds };
}

function collectorOf({ collector, dataDir }: AgentDocument, files: SideFiles): AgentSettings["collector"] {
  const { url, tokenFile, caFile } = collector;
  const enrolledAuthority = (): string | null => (tokenFile === undefined ? readAuthority(files.pathOf(dataDir)) : null);
  return {
    url: withoutFinalSlash(url),
    token: tokenFile === undefined ? null : files.secret(tokenFile),
    caPem: caFile === undefined ? enrolledAuthority() : files.pem(caFile),
  };
}

const withoutFinalSlash = (url: string): string => url.replace(/\/+$/, "");

function pacesOf(paces: NonNullable<AgentDocument["paces"]>): Paces {
  const [hour, minute] = (paces.inventoryAt ?? defaultInventoryAt).split(":");
  return {
    stateSeconds: paces.stateSeconds ?? defaultStateSeconds,
    statusSeconds: paces.statusSeconds ?? defaultStatusSeconds,
    historySeconds: paces.historySeconds ?? defaultHistorySeconds,
    inventoryAt: { hour: Number(hour), minute: Number(minute) },
  };
}

function endpointOf(endpoint: EndpointDocument, codecTls: AgentDocument["codecTls"], files: SideFiles): EndpointSettings {
  return {
    id: endpoint.id,
    host: endpoint.host,
    family: endpoint.family ?? "auto",
    ...(endpoint.snmp && { snmp: snmpOf(endpoint.snmp, files) }),
    ...(endpoint.http && { http: httpOf(endpoint.http, codecTls, files) }),
    ...(endpoint.reach && { reach: reachOf(endpoint.reach) }),
    timeoutMs: endpoint.timeoutMs ?? defaultTimeoutMs,
    retries: endpoint.retries ?? defaultRetries,
  };
}

function snmpOf(snmp: NonNullable<EndpointDocument["snmp"]>, files: SideFiles): SnmpSettings {
  const port = snmp.port ?? defaultSnmpPort;
  if (snmp.version === "2c") return { version: "2c", port, community: files.secret(snmp.communityFile) };
  return {
    version: "3",
    port,
    user: snmp.user,
    authProtocol: snmp.authProtocol,
    authPassword: files.secret(snmp.authPasswordFile),
    privProtocol: snmp.privProtocol,
    privPassword: files.secret(snmp.privPasswordFile),
  };
}

function httpOf(http: NonNullable<EndpointDocument["http"]>, site: AgentDocument["codecTls"], files: SideFiles): HttpSettings {
  const { verifyTls, caFile } = codecTlsOf(http, site);
  return {
    url: withoutFinalSlash(http.url),
    user: http.user,
    password: files.secret(http.passwordFile),
    verifyTls,
    ...(caFile !== undefined && { caPem: files.pem(caFile) }),
    ...(http.fingerprintSha256 !== undefined && { fingerprintSha256: http.fingerprintSha256 }),
    ...(http.tlsMinimum !== undefined && { tlsMinimum: http.tlsMinimum }),
  };
}

const reachOf = ({ tcpPort, icmp }: NonNullable<EndpointDocument["reach"]>): ReachSettings => ({
  ...(tcpPort !== undefined && { tcpPort }),
  ...(icmp === true && { icmp }),
});
