import { X509Certificate } from "node:crypto";
import type { Plan, PlanEndpoint, PlanFault, PlanHttp, PlanSnmp } from "../../contract/plan.ts";
import { problemOfWebAddress } from "../../settings/web-address.ts";
import { defaultZone } from "../clock.ts";
import type { Ranges } from "../config/ranges.ts";
import { defaultIgnoredDiagnostics } from "../ignored-diagnostics.ts";
import type { EndpointSettings, HttpSettings, SecretWord, SnmpSettings } from "../poll/endpoint-settings.ts";
import { takeUpFr } from "./fr.ts";
import type { FoundSecret, SiteSecrets } from "./site-secrets.ts";

const shortestSnmpPassword = 8; // RFC 3414, 11.2
const defaultSnmpPort = 161;

/** An endpoint of a plan with the secrets of the site. */
export interface PlannedEndpoint {
  readonly settings: EndpointSettings;
  readonly zone: string;
  readonly ignoredDiagnostics: readonly string[];
}

export interface PlanProblem {
  readonly fault: PlanFault;
  readonly problem: string;
}

export interface TakenUp {
  readonly endpoints: readonly PlannedEndpoint[];
  /** What is not as the plan has it, endpoint by endpoint, in French. */
  readonly problems: readonly (PlanProblem & { readonly endpoint: string })[];
}

export interface TakeUpOptions {
  readonly secrets: SiteSecrets;
  readonly ranges: Ranges;
  readonly families: readonly string[];
}

/** An endpoint cannot be taken up; the others can. */
class NotTakenUp extends Error {
  readonly problems: readonly PlanProblem[];

  constructor(...problems: readonly PlanProblem[]) {
    super(problems.map(({ problem }) => problem).join(", "));
    this.problems = problems;
  }
}

/** Joins a plan with what the site keeps to itself. What concerns one endpoint leaves the others alone. */
export function takeUp(plan: Plan, options: TakeUpOptions): TakenUp {
  const endpoints: PlannedEndpoint[] = [];
  const problems: (PlanProblem & { endpoint: string })[] = [];
  for (const endpoint of plan.endpoints) {
    const tell = (problem: PlanProblem): void => void problems.push({ endpoint: endpoint.id, ...problem });
    try {
      endpoints.push(plannedEndpoint(endpoint, options, tell));
    } catch (error) {
      if (!(error instanceof NotTakenUp)) throw error;
      for (const problem of error.problems) tell(problem);
    }
  }
  return { endpoints, problems };
}

type Tell = (problem: PlanProblem) => void;

const aboutSecret = (name: string, problem: string): PlanProblem => ({ fault: "secret", problem: takeUpFr.secret(name, problem) });

function plannedEndpoint(endpoint: PlanEndpoint, options: TakeUpOptions, tell: Tell): PlannedEndpoint {
  const { id, host, family = "auto", snmp, http, reach, timeoutMs, retries } = endpoint;
  if (!options.ranges.permits(host)) throw new NotTakenUp({ fault: "address", problem: takeUpFr.notAllowed(host) });
  if (family !== "auto" && !options.families.includes(family))
    throw new NotTakenUp({ fault: "family", problem: takeUpFr.unknownFamily(family) });
  const lacking = lackingSecrets(endpoint, options.secrets);
  if (lacking.length > 0) throw new NotTakenUp(...lacking);
  const settings: EndpointSettings = {
    id,
    host,
    family,
    ...(snmp !== undefined && { snmp: snmpOf(snmp, options.secrets, tell) }),
    ...(http !== undefined && { http: httpOf(http, options, tell) }),
    ...(reach !== undefined && { reach }),
    timeoutMs,
    retries,
  };
  const { zone = defaultZone, ignoredDiagnostics = defaultIgnoredDiagnostics } = endpoint;
  return { settings, zone, ignoredDiagnostics };
}

/** All at once: whoever places them goes to the site once. */
function lackingSecrets({ snmp, http }: PlanEndpoint, secrets: SiteSecrets): PlanProblem[] {
  const names = new Set([...(snmp === undefined ? [] : snmpSecrets(snmp)), ...(http === undefined ? [] : [http.password])]);
  return [...names].flatMap((name) => {
    const { secret, problem } = secrets.word(name);
    return secret === null ? [aboutSecret(name, problem ?? takeUpFr.absent)] : [];
  });
}

const snmpSecrets = (snmp: PlanSnmp): string[] => (snmp.version === "2c" ? [snmp.community] : [snmp.authPassword, snmp.privPassword]);

function snmpOf(snmp: PlanSnmp, secrets: SiteSecrets, tell: Tell): SnmpSettings {
  const port = snmp.port ?? defaultSnmpPort;
  if (snmp.version === "2c") return { version: "2c", port, community: known(snmp.community, secrets.word(snmp.community), tell) };
  return {
    version: "3",
    port,
    user: snmp.user,
    authProtocol: snmp.authProtocol,
    authPassword: longEnough(snmp.authPassword, secrets, tell),
    privProtocol: snmp.privProtocol,
    privPassword: longEnough(snmp.privPassword, secrets, tell),
  };
}

function longEnough(name: string, secrets: SiteSecrets, tell: Tell): SecretWord {
  const secret = known(name, secrets.word(name), tell);
  if (secret.reveal().length < shortestSnmpPassword) {
    throw new NotTakenUp(aboutSecret(name, takeUpFr.tooShort(shortestSnmpPassword)));
  }
  return secret;
}

function httpOf(http: PlanHttp, { secrets, ranges }: TakeUpOptions, tell: Tell): HttpSettings {
  const problem = problemOfWebAddress(http.url, { mayHavePath: false });
  if (problem !== null) throw new NotTakenUp({ fault: "web_address", problem });
  const { protocol, hostname } = new URL(http.url);
  if (!ranges.permits(hostname)) throw new NotTakenUp({ fault: "address", problem: takeUpFr.notAllowed(hostname) });
  if (protocol === "http:" && !ranges.declares(hostname))
    throw new NotTakenUp({ fault: "clear_password", problem: takeUpFr.clearNotDeclared(hostname) });
  const { url, user, password, verifyTls, ca, tlsMinimum, fingerprintSha256 } = http;
  return {
    url: url.replace(/\/+$/, ""),
    user,
    password: known(password, secrets.word(password), tell),
    verifyTls,
    ...(verifyTls && ca !== undefined && { caPem: certificate(ca, secrets, tell) }),
    ...(tlsMinimum !== undefined && { tlsMinimum }),
    ...(fingerprintSha256 !== undefined && { fingerprintSha256 }),
  };
}

function certificate(name: string, secrets: SiteSecrets, tell: Tell): string {
  const pem = known(name, secrets.pem(name), tell).reveal();
  try {
    return new X509Certificate(pem).subject === undefined ? "" : pem;
  } catch {
    throw new NotTakenUp(aboutSecret(name, takeUpFr.notACertificate));
  }
}

/** One that cannot be read any more serves on as it was: a file that is being replaced is no reason to stop. */
function known(name: string, { secret, problem }: FoundSecret, tell: Tell): SecretWord {
  if (secret === null) throw new NotTakenUp(aboutSecret(name, problem ?? takeUpFr.absent));
  if (problem !== null) tell({ fault: "secret", problem: takeUpFr.secretKept(name, problem) });
  return secret;
}
