import { Document, isScalar, visit } from "yaml";
import type { SnmpSettings } from "../agent/poll/endpoint-settings.ts";
import type { FoundHost } from "../agent/scan/ask-host.ts";
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
 * Both settings files with the codecs found, to be completed: what nobody but the site can say is one word that the loaders refuse,
 * so that it cannot be forgotten.
 */
export function stubsOf(codecs: readonly FoundHost[], context: StubContext): readonly Stub[] {
  if (codecs.length === 0) return [];
  const day = new Date(context.nowMs).toISOString().slice(0, 10);
  return [
    { name: "agent.yml", text: commented(stubsFr.agentHead(context.range, day), agentOf(codecs, context)) },
    { name: "inventory.yml", text: commented(stubsFr.inventoryHead(context.range, day), inventoryOf(codecs)) },
  ];
}

const { fill } = stubsFr;
const secretOf = (name: string): string => `secrets/${name}`;
const idOf = ({ address }: FoundHost): string => `codec-${address.replace(/[^0-9a-f]+/gi, "-")}`.toLowerCase();

function agentOf(codecs: readonly FoundHost[], { snmp }: StubContext): unknown {
  return {
    agent: fill,
    collector: { url: fill, tokenFile: secretOf("jeton-collecteur") },
    dataDir: "donnees",
    endpoints: codecs.map((codec) => ({
      id: idOf(codec),
      host: codec.address,
      ...(codec.kind.is === "codec" ? { family: codec.kind.family } : {}),
      ...(codec.answersSnmp && snmp !== null ? { snmp: snmpStub(snmp) } : {}),
      ...(codec.webUrl === null ? {} : { http: webStub(codec, codec.webUrl) }),
    })),
  };
}

function webStub(codec: FoundHost, url: string): unknown {
  const exception = codec.oldTls === null || codec.oldTls === "none" ? {} : { tlsMinimum: codec.oldTls };
  return { url, user: fill, passwordFile: secretOf(idOf(codec)), ...exception };
}

function snmpStub(snmp: SnmpSettings): unknown {
  const port = snmp.port === 161 ? {} : { port: snmp.port };
  if (snmp.version === "2c") return { version: "2c", ...port, communityFile: secretOf("communaute") };
  return {
    version: "3",
    ...port,
    user: snmp.user,
    authProtocol: snmp.authProtocol,
    authPasswordFile: secretOf("snmp-authentification"),
    privProtocol: snmp.privProtocol,
    privPasswordFile: secretOf("snmp-chiffrement"),
  };
}

function inventoryOf(codecs: readonly FoundHost[]): unknown {
  return {
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
        agent: { id: fill, tokenSha256: fill },
        endpoints: codecs.map((codec) => ({ id: idOf(codec), name: stubsFr.endpointName(codec.address) })),
      },
    ],
  };
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
