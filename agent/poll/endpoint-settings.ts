/** A word that must not be printed. `settings/secret.ts` provides the class; only its way out is needed here. */
export interface SecretWord {
  reveal(): string;
}

export const snmpAuthProtocols = ["sha", "sha224", "sha256", "sha384", "sha512"] as const;
export type SnmpAuthProtocol = (typeof snmpAuthProtocols)[number];

export const snmpPrivProtocols = ["aes", "aes256b", "aes256r"] as const;
export type SnmpPrivProtocol = (typeof snmpPrivProtocols)[number];

export interface SnmpV2cSettings {
  readonly version: "2c";
  readonly port: number;
  readonly community: SecretWord;
}

/** Always authPriv: the codecs that speak v3 offer nothing weaker worth having. */
export interface SnmpV3Settings {
  readonly version: "3";
  readonly port: number;
  readonly user: string;
  readonly authProtocol: SnmpAuthProtocol;
  readonly authPassword: SecretWord;
  readonly privProtocol: SnmpPrivProtocol;
  readonly privPassword: SecretWord;
}

export type SnmpSettings = SnmpV2cSettings | SnmpV3Settings;

/** Versions of TLS that a site may accept from a codec; oldest first. */
export const tlsVersions = ["1.0", "1.1", "1.2"] as const;
export type TlsVersion = (typeof tlsVersions)[number];

export interface HttpSettings {
  /** Scheme, host and port, without a path: https://10.0.0.7 */
  readonly url: string;
  readonly user: string;
  readonly password: SecretWord;
  /** False accepts any certificate: a codec signs its own. */
  readonly verifyTls: boolean;
  /** SHA-256 of the codec's certificate, 64 hexadecimal digits, colons allowed. Checked whatever `verifyTls` says. */
  readonly fingerprintSha256?: string;
  /** Authority that signs the site's codecs, PEM, beside those of the system; used where `verifyTls` is true. */
  readonly caPem?: string;
  /** Absent: what Node.js takes by itself, 1.2. Below it, an exception that the site declares for this codec. */
  readonly tlsMinimum?: TlsVersion;
}

/** Witnesses: they show that a machine is there. */
export interface ReachSettings {
  /** A connection to this port is opened and closed. */
  readonly tcpPort?: number;
  /** Echoes by the system's own ping. */
  readonly icmp?: true;
}

/** What the agent must know to poll one codec. A channel that is absent is not tried. */
export interface EndpointSettings {
  readonly id: string;
  /** Name or address; SNMP replies are accepted from its address only. */
  readonly host: string;
  /** A family of `agent/drivers/index.ts`, or "auto" to let the codec's first answer tell. */
  readonly family: string;
  readonly snmp?: SnmpSettings;
  readonly http?: HttpSettings;
  readonly reach?: ReachSettings;
  /** How long one attempt may wait for an answer. */
  readonly timeoutMs: number;
  /** Attempts after the first, SNMP only: HTTP retries by the next poll. */
  readonly retries: number;
}
