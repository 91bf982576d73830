import { X509Certificate } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { stringify } from "yaml";
import { familiesThatRenewCertificates } from "../../contract/families.ts";
import {
  agentOf,
  certificatePolicyOf,
  type DemoCodec,
  type DemoSite,
  demoPhoneBook,
  demoSites,
  demoTerritories,
} from "../../simulator/fleet/demonstration.ts";
import type { Fleet } from "../../simulator/fleet.ts";
import { settingsFr } from "../fr-demo.ts";
import { type DataFolder, sha256 } from "./data-folder.ts";
import { promisesFrom } from "./promises.ts";

/** Every poll in seconds, where a real site has minutes. */
const paces = { stateSeconds: 5, statusSeconds: 10, historySeconds: 15, inventoryAt: "03:30" };

/** Words the demonstration's codecs accept, and their agents' files. */
export const snmpUser = "vigie";
export const httpUser = "supervision";

/** The certificate of all codecs, which is also the authority that signs it. */
export const certificateFile = (data: DataFolder): string => data.file("fleet", "certificate.pem");

export interface CodecWords {
  readonly community: Secret;
  readonly auth: Secret;
  readonly priv: Secret;
  readonly http: Secret;
}
type Secret = ReturnType<DataFolder["secret"]>;

export function wordsOf(data: DataFolder, site: DemoSite, codec: DemoCodec): CodecWords {
  const word = (name: string): Secret => data.secret("agents", agentOf(site), "secrets", `${codec.id}-${name}`);
  return { community: word("community"), auth: word("auth"), priv: word("priv"), http: word("http") };
}

export function tokenOf(data: DataFolder, site: DemoSite): Secret {
  return data.secret("agents", agentOf(site), "token");
}

export function farEndKeyOf(data: DataFolder, site: DemoSite): Secret {
  return data.secret("agents", agentOf(site), "far-end-key");
}

/** @param beginMs when the past of the demonstration begins */
export function writeInventory(data: DataFolder, beginMs: number): void {
  const { contract, openingHoursOf, closuresOf, commissionedOf } = promisesFrom(beginMs);
  const sites = demoSites.map((site) => ({
    id: site.id,
    name: site.name,
    territory: site.territory,
    insee: site.insee,
    commune: site.commune,
    hostKind: site.hostKind,
    openingHours: openingHoursOf(site),
    closures: closuresOf(site),
    hasTechnician: site.hasTechnician,
    regionalAidEuros: site.regionalAidEuros,
    isFictional: true,
    agent: { id: agentOf(site), tokenSha256: sha256(tokenOf(data, site).word) },
    endpoints: site.codecs.map(({ id, name }) => ({ id, name, ...commissionedOf(id) })),
  }));
  writeYaml(data.file("inventory.yml"), { contract, territories: demoTerritories, sites });
}

export function writeCollectorSettings(data: DataFolder, port: number): string {
  const file = data.file("collector.yml");
  writeYaml(file, {
    listen: { host: "127.0.0.1", port },
    dataDir: data.file("collector"),
    inventoryFile: data.file("inventory.yml"),
    // The past of the demonstration goes back three quarters; a day more or less must not refuse its first day.
    observationRetentionDays: 400,
    demonstration: true,
  });
  return file;
}

export function writeAgentSettings(data: DataFolder, site: DemoSite, collectorUrl: string, fleet: Fleet): string {
  const agent = agentOf(site);
  const file = data.file("agents", agent, "agent.yml");
  const dataDir = data.file("agents", agent, "data");
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeYaml(file, {
    agent,
    collector: { url: collectorUrl, tokenFile: tokenOf(data, site).file, allowPlainHttp: true },
    dataDir,
    batchSeconds: 2,
    paces,
    farEndKeyFile: farEndKeyOf(data, site).file,
    phonebookFile: phoneBookOf(data),
    ...(certificatePolicyOf(site) === "verify" ? { codecTls: { policy: "verify", caFile: certificateFile(data) } } : {}),
    endpoints: site.codecs.map((codec) => endpointSettings(data, site, codec, fleet)),
  });
  return file;
}

function endpointSettings(data: DataFolder, site: DemoSite, codec: DemoCodec, fleet: Fleet): unknown {
  const words = wordsOf(data, site, codec);
  const { address, snmpPort, httpUrl } = fleet.codec(codec.id);
  const snmp =
    codec.snmp === "2c"
      ? { version: "2c", port: snmpPort, communityFile: words.community.file }
      : {
          version: "3",
          port: snmpPort,
          user: snmpUser,
          authProtocol: codec.snmp,
          authPasswordFile: words.auth.file,
          privProtocol: "aes",
          privPasswordFile: words.priv.file,
        };
  return {
    id: codec.id,
    host: address,
    family: codec.family,
    snmp,
    ...(httpUrl === null ? {} : { http: { url: httpUrl, user: httpUser, passwordFile: words.http.file, ...pinOf(data, site, codec) } }),
    timeoutMs: 800,
    retries: 1,
  };
}

/** Some families make themselves another certificate at each restart: theirs are accepted as they are. */
function pinOf(data: DataFolder, site: DemoSite, { family }: DemoCodec): { readonly fingerprintSha256?: string } {
  if (certificatePolicyOf(site) !== "pin" || familiesThatRenewCertificates.includes(family)) return {};
  return { fingerprintSha256: new X509Certificate(readFileSync(certificateFile(data))).fingerprint256 };
}

/** The same far ends are called from everywhere: one file for all sites. */
function phoneBookOf(data: DataFolder): string {
  const file = data.file("agents", "annuaire.yml");
  writeYaml(file, { entries: demoPhoneBook });
  return file;
}

function writeYaml(file: string, value: unknown): void {
  writeFileSync(file, `${settingsFr.header}${stringify(value, { lineWidth: 0 })}`, { mode: 0o600 });
}
