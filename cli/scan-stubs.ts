import { Document, isScalar, visit } from "yaml";
import { defaultSnmpPort } from "../agent/config/defaults.ts";
import type { SnmpSettings } from "../agent/poll/endpoint-settings.ts";
import type { FoundHost } from "../agent/scan/ask-host.ts";
import { autoFamily, familyChannels } from "../contract/families.ts";
import { stubsFr } from "./fr-scan.ts";

export interface Stub {
  readonly name: "agent.yml" | "inventory.yml";
  readonly text: string;
}

export interface StubContext {
  readonly range: string;
  /** Date of the scan, ms since 1970 UTC. */
  readonly nowMs: number;
  readonly snmp: SnmpSettings | null;
}

/**
 * The inventory with the codecs found and how they are polled, and the little that an agent has of its own, to be completed: what nobody
 * but the site can say is one word that the loaders refuse, so that it cannot be forgotten. Secrets are named, never written.
 */
export function stubsOf(codecs: readonly FoundHost[], context: StubContext): readonly Stub[] {
  if (codecs.length === 0) return [];
  const day = new Date(context.nowMs).toISOString().slice(0, 10);
  return [
    { name: "agent.yml", text: commented(stubsFr.agentHead(context.range, day), agentOf(context)) },
    {
      name: "inventory.yml",
      text: commented(stubsFr.inventoryHead(context.range, day, secretsOf(codecs, context)), inventoryOf(codecs, context)),
    },
  ];
}

const { fill } = stubsFr;
/** Names of files in the secrets folder of the site, as in docs/examples/inventory.yml. */
const secrets = {
  community: "communaute",
  authPassword: "snmp-authentification",
  privPassword: "snmp-chiffrement",
  password: "api",
} as const;

const idOf = ({ address }: FoundHost): string => `codec-${address.replace(/[^0-9a-f]+/gi, "-")}`.toLowerCase();

/** What is to be polled is in the inventory; the range that was scanned is what the plan may have it ask. */
const agentOf = ({ range }: StubContext): unknown => ({
  agent: fill,
  collector: { url: fill },
  dataDir: "donnees",
  secretsDir: "secrets",
  ranges: [range],
});

function inventoryOf(codecs: readonly FoundHost[], { snmp }: StubContext): unknown {
  return {
    polling: {
      ...(snmp !== null && codecs.some(isReadBySnmp) ? { snmp: snmpOf(snmp) } : {}),
      ...(codecs.some(isReadByWeb) ? { http: { user: fill, password: secrets.password } } : {}),
    },
    territories: [{ id: fill, name: fill, kind: fill, siren: fill }],
    sites: [
      {
        id: fill,
        name: fill,
        territory: fill,
        insee: fill,
        commune: fill,
        hostKind: fill,
        openingHours: fill,
        hasTechnician: false,
        regionalAidEuros: 0,
        agent: { id: fill },
        endpoints: codecs.map((codec) => ({ id: idOf(codec), name: stubsFr.endpointName(codec.address), poll: pollOf(codec) })),
      },
    ],
  };
}

type SpeakingChannel = (typeof familyChannels)[string][number];

const familyOf = ({ kind }: FoundHost): string => (kind.is === "codec" ? kind.family : autoFamily);

/** Channels of its family on which it answered. */
const channelsOf = (codec: FoundHost): readonly SpeakingChannel[] =>
  (familyChannels[familyOf(codec)] ?? []).filter((channel) => (channel === "snmp" ? codec.answersSnmp : codec.webUrl !== null));

const isReadBySnmp = (codec: FoundHost): boolean => channelsOf(codec).includes("snmp");
const isReadByWeb = (codec: FoundHost): boolean => channelsOf(codec).includes("http");

/**
 * "channels" only where the family has one more than the codec answered on. Known by its page alone, and of a family that nobody can read
 * there: a witness is all there is.
 */
function pollOf(codec: FoundHost): unknown {
  const family = familyOf(codec);
  const channels = channelsOf(codec);
  const isAll = channels.length === familyChannels[family]?.length;
  if (channels.length === 0) return { host: codec.address, channels, reach: { icmp: true } };
  const web = isReadByWeb(codec) ? webOf(codec) : {};
  return {
    host: codec.address,
    family,
    ...(isAll ? {} : { channels }),
    ...(Object.keys(web).length === 0 ? {} : { http: web }),
  };
}

/** What differs from https:// and its address. */
function webOf({ address, webUrl, oldTls }: FoundHost): Readonly<Record<string, string>> {
  const usual = `https://${address.includes(":") ? `[${address}]` : address}`;
  return {
    ...(webUrl === null || webUrl === usual ? {} : { url: webUrl }),
    ...(oldTls === null || oldTls === "none" ? {} : { tlsMinimum: oldTls }),
  };
}

function snmpOf(snmp: SnmpSettings): unknown {
  const port = snmp.port === defaultSnmpPort ? {} : { port: snmp.port };
  if (snmp.version === "2c") return { version: "2c", ...port, community: secrets.community };
  const { user, authProtocol, privProtocol } = snmp;
  const { authPassword, privPassword } = secrets;
  return { version: "3", ...port, user, authProtocol, authPassword, privProtocol, privPassword };
}

/** Names of the secrets that the site has to keep for these codecs. */
function secretsOf(codecs: readonly FoundHost[], { snmp }: StubContext): readonly string[] {
  const ofSnmp = snmp?.version === "2c" ? [secrets.community] : [secrets.authPassword, secrets.privPassword];
  return [...(snmp !== null && codecs.some(isReadBySnmp) ? ofSnmp : []), ...(codecs.some(isReadByWeb) ? [secrets.password] : [])];
}

function commented(head: string, content: unknown): string {
  const lines = head.split("\n").map((line) => `# ${line}\n`);
  const document = new Document(content);
  visit(document, {
    Pair: (_, { key, value }) => {
      if (isScalar(key) && key.value === "tlsMinimum" && isScalar(value)) value.comment = ` ${stubsFr.oldTls}`;
    },
  });
  return `${lines.join("")}${document.toString({ lineWidth: 0 })}`;
}
