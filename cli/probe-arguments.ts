import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { families } from "../agent/drivers/index.ts";
import { spokenChannels } from "../agent/drivers/spoken-channels.ts";
import {
  type EndpointSettings,
  type HttpSettings,
  type ReachSettings,
  type SnmpSettings,
  snmpAuthProtocols,
  snmpPrivProtocols,
  tlsVersions,
} from "../agent/poll/endpoint-settings.ts";
import { nearestWord } from "../settings/nearest.ts";
import { readSecretFile, Secret } from "../settings/secret.ts";
import { problemOfWebAddress } from "../settings/web-address.ts";
import { readArguments } from "./arguments.ts";
import { familyCalled } from "./family-called.ts";
import { probeFr } from "./fr-probe.ts";

export type ProbeRequest =
  | { readonly kind: "help" }
  | { readonly kind: "problem"; readonly problem: string }
  | {
      readonly kind: "probe";
      readonly settings: EndpointSettings;
      readonly isJson: boolean;
      readonly withSources: boolean;
      readonly withAll: boolean;
      /** Where what the codec says is saved; null: nowhere. */
      readonly recordDir: string | null;
    };

type Options = ReadonlyMap<string, string>;

/** What is wrong with the command line, in French. Thrown and caught in this file only. */
class UsageProblem extends Error {}

const accepted = {
  options: [
    "driver",
    "snmp-port",
    "snmp-community",
    "snmp-user",
    "snmp-auth-protocol",
    "snmp-auth-password-file",
    "snmp-priv-protocol",
    "snmp-priv-password-file",
    "http-url",
    "http-user",
    "http-password-file",
    "http-fingerprint",
    "http-ca",
    "http-tls-minimum",
    "tcp-port",
    "timeout",
    "record",
  ],
  flags: ["http-verify-tls", "icmp", "sources", "all", "json"],
  maxPositionals: 1,
};

export function readProbeArguments(argv: readonly string[]): ProbeRequest {
  const found = readArguments(argv, accepted);
  if ("problem" in found) return { kind: "problem", problem: found.problem };
  if (found.flags.has("help")) return { kind: "help" };
  const [host] = found.positionals;
  if (host === undefined) return { kind: "problem", problem: probeFr.hostWanted };
  try {
    return {
      kind: "probe",
      settings: settingsOf(host, found.options, found.flags),
      isJson: found.flags.has("json"),
      withSources: found.flags.has("sources"),
      withAll: found.flags.has("all"),
      recordDir: found.options.get("record") ?? null,
    };
  } catch (error) {
    if (error instanceof UsageProblem) return { kind: "problem", problem: error.message };
    throw error;
  }
}

function settingsOf(host: string, options: Options, flags: ReadonlySet<string>): EndpointSettings {
  const wanted = options.get("driver") ?? "auto";
  const driver = familyCalled(wanted);
  if (wanted !== "auto" && driver === null) throw new UsageProblem(probeFr.unknownFamily(wanted, nearestWord(wanted, families), families));
  const family = driver?.family ?? "auto";
  const http = httpOf(host, options, flags);
  const reach = reachOf(options, flags);
  const snmp = snmpOf(options, http === null);
  const spoken = driver === null ? [] : spokenChannels(driver);
  const given = { snmp: snmp !== null, http: http !== null };
  // Nothing would be asked, and the codec be called silent.
  if (spoken.length > 0 && !spoken.some((channel) => given[channel])) throw new UsageProblem(probeFr.unspokenChannel(family, spoken));
  return {
    id: "probe",
    host,
    family,
    ...(snmp === null ? {} : { snmp }),
    ...(http === null ? {} : { http }),
    ...(reach === null ? {} : { reach }),
    timeoutMs: timeoutMsOf(options.get("timeout") ?? "3"),
    retries: 1,
  };
}

function snmpOf(options: Options, isOnlyChannel: boolean): SnmpSettings | null {
  const port = portOf(options.get("snmp-port") ?? "161", probeFr.badPort);
  const community = options.get("snmp-community");
  const user = options.get("snmp-user");
  if (community !== undefined && user !== undefined) throw new UsageProblem(probeFr.notTogether);
  if (user === undefined) refuseAlone(options, "snmp-user", ["snmp-auth-password-file", "snmp-priv-password-file", "snmp-auth-protocol"]);
  if (user !== undefined) return snmpV3Of(port, user, options);
  if (community !== undefined) return { version: "2c", port, community: new Secret(community) };
  return isOnlyChannel || options.has("snmp-port") ? { version: "2c", port, community: new Secret("public") } : null;
}

function snmpV3Of(port: number, user: string, options: Options): SnmpSettings {
  return {
    version: "3",
    port,
    user,
    authProtocol: oneOf(options, "snmp-auth-protocol", snmpAuthProtocols, "sha256"),
    authPassword: secretOf(options, "snmp-user", "snmp-auth-password-file"),
    privProtocol: oneOf(options, "snmp-priv-protocol", snmpPrivProtocols, "aes"),
    privPassword: secretOf(options, "snmp-user", "snmp-priv-password-file"),
  };
}

function httpOf(host: string, options: Options, flags: ReadonlySet<string>): HttpSettings | null {
  const user = options.get("http-user");
  if (user === undefined) {
    refuseAlone(options, "http-user", ["http-url", "http-password-file", "http-fingerprint", "http-ca", "http-tls-minimum"]);
    return null;
  }
  const url = options.get("http-url") ?? `https://${host.includes(":") ? `[${host}]` : host}`;
  if (!/^https?:\/\//.test(url) || problemOfWebAddress(url, { mayHavePath: false }) !== null) throw new UsageProblem(probeFr.badUrl(url));
  const fingerprintSha256 = options.get("http-fingerprint");
  if (fingerprintSha256 !== undefined && !/^[0-9a-f]{64}$/i.test(fingerprintSha256.replaceAll(":", ""))) {
    throw new UsageProblem(probeFr.badFingerprint);
  }
  return {
    url,
    user,
    password: secretOf(options, "http-user", "http-password-file"),
    verifyTls: flags.has("http-verify-tls") || options.has("http-ca"),
    ...(fingerprintSha256 === undefined ? {} : { fingerprintSha256 }),
    ...authorityOf(options.get("http-ca")),
    ...(options.has("http-tls-minimum") ? { tlsMinimum: oneOf(options, "http-tls-minimum", tlsVersions, "1.2") } : {}),
  };
}

/** The certificate of whoever signs those of the site's codecs. */
function authorityOf(file: string | undefined): Pick<HttpSettings, "caPem"> {
  if (file === undefined) return {};
  try {
    const caPem = readFileSync(file, "utf8");
    // It throws where this is no certificate.
    return new X509Certificate(caPem).raw.length > 0 ? { caPem } : {};
  } catch (error) {
    throw new UsageProblem(probeFr.badAuthority(file, error instanceof Error && "code" in error && error.code === "ENOENT"));
  }
}

function refuseAlone(options: Options, wanted: string, names: readonly string[]): void {
  const alone = names.find((name) => options.has(name));
  if (alone !== undefined) throw new UsageProblem(probeFr.together(alone, wanted));
}

function secretOf(options: Options, owner: string, name: string): Secret {
  const path = options.get(name);
  if (path === undefined) throw new UsageProblem(probeFr.together(owner, name));
  const result = readSecretFile(path);
  if ("problem" in result) throw new UsageProblem(probeFr.secretFile(name, result.problem));
  return result.secret;
}

function oneOf<Word extends string>(options: Options, name: string, words: readonly Word[], usual: Word): Word {
  const given = options.get(name);
  if (given === undefined) return usual;
  const word = words.find((candidate) => candidate === given.toLowerCase());
  if (word === undefined) throw new UsageProblem(probeFr.oneOf(name, words));
  return word;
}

function portOf(text: string, problem: (text: string) => string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new UsageProblem(problem(text));
  return port;
}

/** Witnesses: they show that a machine is there. */
function reachOf(options: Options, flags: ReadonlySet<string>): ReachSettings | null {
  const tcpPort = options.get("tcp-port");
  if (tcpPort === undefined && !flags.has("icmp")) return null;
  return {
    ...(tcpPort === undefined ? {} : { tcpPort: portOf(tcpPort, probeFr.badTcpPort) }),
    ...(flags.has("icmp") ? { icmp: true } : {}),
  };
}

function timeoutMsOf(text: string): number {
  const seconds = Number(text.replace(",", "."));
  if (!(seconds >= 0.1 && seconds <= 30)) throw new UsageProblem(probeFr.badTimeout(text));
  return Math.round(seconds * 1000);
}
