import { writeFileSync } from "node:fs";
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { demoSites } from "../../simulator/fleet/demonstration.ts";
import { type Fleet, startFleet } from "../../simulator/fleet.ts";
import { selfSignedCertificate } from "../../simulator/http/self-signed.ts";
import type { CodecMemory } from "../../simulator/life.ts";
import { callFailures } from "../../simulator/script.ts";
import type { DataFolder } from "./data-folder.ts";
import { readJson, writeJson } from "./json-file.ts";
import { type CodecPast, memoryAfter, type SitePast } from "./past/plan-past.ts";
import { certificateFile, httpUser, snmpUser, wordsOf } from "./settings-files.ts";

export interface LiveFleet {
  readonly fleet: Fleet;
  /** Keeps what the codecs remember for the next start. */
  save(): void;
}

const PastCall = Type.Object({
  historyId: Type.Integer(),
  callId: Type.Integer(),
  startedAtMs: Type.Number(),
  clockAheadS: Type.Optional(Type.Integer()),
  failure: Type.Optional(Type.Enum([...callFailures])),
  durationS: Type.Integer(),
  isConnected: Type.Boolean(),
  direction: Type.Union([Type.Literal("in"), Type.Literal("out")]),
  protocol: Type.Union([Type.Literal("sip"), Type.Literal("h323")]),
  rateKbps: Type.Number(),
  lossRatio: Type.Number(),
  maxJitterMs: Type.Number(),
  farEnd: Type.String(),
});

const Memories = Type.Object({
  certificate: Type.Object({ key: Type.String(), cert: Type.String() }),
  codecs: Type.Record(
    Type.String(),
    Type.Object({
      bootedAtMs: Type.Number(),
      bootCount: Type.Integer(),
      snmpStartedAtMs: Type.Optional(Type.Number()),
      history: Type.Array(PastCall),
      nextHistoryId: Type.Integer(),
      callsEver: Type.Integer(),
      secondsInCalls: Type.Number(),
      clockAheadS: Type.Optional(Type.Integer()),
    }),
  ),
});
const reader = Compile(Memories);

/** Starts the codecs where an earlier start left them, or where their invented past ends. */
export async function startLiveFleet(data: DataFolder, pasts: readonly SitePast[]): Promise<LiveFleet> {
  const file = data.file("fleet", "memory.json");
  const known = readJson(file, (value) => (reader.Check(value) ? value : null));
  const certificate = known?.certificate ?? selfSignedCertificate("codec-fictif.invalid", Date.now());
  writeFileSync(certificateFile(data), certificate.cert, { mode: 0o600 });
  const past = new Map(pasts.flatMap(({ codecs }) => codecs.map((codec) => [codec.codec.id, memoryOfPast(codec)] as const)));
  const memoryOf = (id: string): CodecMemory | undefined => known?.codecs[id] ?? past.get(id);
  const fleet = await startFleet(codecOptions(data, memoryOf), { certificate });
  const save = (): void =>
    writeJson(file, { certificate, codecs: Object.fromEntries(fleet.codecs.map((codec) => [codec.identity.id, codec.memory()])) });
  save();
  return { fleet, save };
}

/** One codec keeps its own time. An HDX has just put its call records aside: its past is told, and is not read again. */
function memoryOfPast(past: CodecPast): CodecMemory {
  const memory = memoryAfter(past);
  if (past.codec.family === "poly-hdx") return { ...memory, history: [] };
  return past.codec.id === "brest-conseil-2" ? { ...memory, clockAheadS: 210 } : memory;
}

function codecOptions(data: DataFolder, memoryOf: (id: string) => CodecMemory | undefined) {
  return demoSites.flatMap((site) =>
    site.codecs.map((codec) => {
      const words = wordsOf(data, site, codec);
      const memory = memoryOf(codec.id);
      const { id, family, model, firmware } = codec;
      return {
        id,
        family,
        model,
        firmware,
        name: codec.id,
        isCloudRegistered: model === "Cisco Room Bar",
        ...(codec.snmp === "2c"
          ? { community: words.community.word }
          : { v3User: { user: snmpUser, authProtocol: codec.snmp, authPassword: words.auth.word, privPassword: words.priv.word } }),
        httpUser,
        httpPassword: words.http.word,
        ...(memory === undefined ? {} : { memory }),
      };
    }),
  );
}
