import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { agentId, endpointIds, tokenOf } from "../ledger/fleet.ts";
import { type ListedCodec, simulatedWords } from "../simulator/simulated-fleet.ts";

/** Twenty times the usual: three minutes have the polls of an hour. */
export const paces = { stateSeconds: 3, statusSeconds: 15, historySeconds: 30 } as const;

/** Everything `vigie agent` needs to watch the codecs, as an operator would write it. Gives the settings file. */
export function writeAgentFolder(folder: string, codecs: readonly ListedCodec[], collectorUrl: string): string {
  mkdirSync(join(folder, "secrets"), { mode: 0o700 });
  const secretFile = (name: string, word: string): string => {
    writeFileSync(join(folder, "secrets", name), `${word}\n`, { mode: 0o600 });
    return `secrets/${name}`;
  };
  const { community, user, authPassword, privPassword, httpUser, httpPassword } = simulatedWords;
  const v2c = { version: "2c", communityFile: secretFile("community", community) };
  const v3 = {
    version: "3",
    user,
    authProtocol: "sha256",
    authPasswordFile: secretFile("auth", authPassword),
    privProtocol: "aes",
    privPasswordFile: secretFile("priv", privPassword),
  };
  const passwordFile = secretFile("http", httpPassword);
  const ids = endpointIds(0);
  const endpoints = codecs.map(({ family, address, snmpPort, httpUrl }, index) => ({
    id: ids[index],
    host: address,
    family,
    snmp: { ...(index % 2 === 0 ? v3 : v2c), port: snmpPort },
    ...(httpUrl === null ? {} : { http: { url: httpUrl, user: httpUser, passwordFile, verifyTls: false } }),
  }));
  const config = join(folder, "agent.yml");
  const collector = { url: collectorUrl, tokenFile: secretFile("token", tokenOf(0)), allowPlainHttp: true };
  const settings = { agent: agentId(0), collector, dataDir: "data", batchSeconds: 3, paces, endpoints };
  writeFileSync(config, stringify({ ...settings, farEndKeyFile: secretFile("far-end", "0123456789abcdef0123") }), { mode: 0o600 });
  return config;
}
