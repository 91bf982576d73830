import type { HttpSettings, SecretWord, SnmpSettings } from "../../agent/poll/endpoint-settings.ts";
import { encode, encodeInteger, encodeOid, encodeText, tag } from "../../simulator/snmp/ber.ts";
import { webUser } from "./recorded-doors.ts";
import { startWeb, urlOf, type WebWords } from "./recorded-web.ts";
import { startSnmpDevice } from "./snmp-device.ts";

/** What a codec once said: SNMP as lines "oid|type|value", web documents by their path. */
export interface CodecWords {
  readonly snmp?: string;
  /** It hears another community than ours, and answers nothing. */
  readonly isSnmpSilent?: boolean;
  readonly http?: WebWords["answers"];
  /** How its web interface lets somebody in. Default: in the way of any family. */
  readonly access?: WebWords["access"];
}

/** A codec on loopback that says it again, over real SNMP and real HTTPS. */
export interface RecordedCodec {
  readonly snmp?: SnmpSettings;
  readonly http?: HttpSettings;
  /** Requests as the codec saw them: "GET /status.xml". */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export const secret = (word: string): SecretWord => ({ reveal: () => word });

export async function startRecordedCodec(words: CodecWords): Promise<RecordedCodec> {
  const snmp = words.snmp === undefined ? null : await startSnmp(words.snmp);
  const requests: string[] = [];
  const http = words.http === undefined ? null : await startWeb({ answers: words.http, access: words.access }, requests);
  return {
    ...(snmp === null
      ? {}
      : { snmp: { version: "2c", port: snmp.port, community: secret(words.isSnmpSilent === true ? "autre" : "public") } }),
    ...(http === null ? {} : { http: { url: urlOf(http), user: webUser.name, password: secret(webUser.password), verifyTls: false } }),
    requests,
    close: async () => {
      await snmp?.close();
      http?.closeAllConnections();
      http?.close();
    },
  };
}

function startSnmp(recording: string) {
  const lines = recording.split("\n").filter((line) => line.trim() !== "");
  return startSnmpDevice(lines.map(valueOfLine), "127.0.0.1", 0);
}

/** The types of snmprec files are the tags of SNMP in decimal; "4x" is a text in hexadecimal. */
function valueOfLine(line: string) {
  const [oid = "", type = "", ...rest] = line.split("|");
  const value = rest.join("|");
  return { oid, read: () => encodedValue(type, value) };
}

function encodedValue(type: string, value: string): Buffer {
  if (type === "4x") return encode(tag.octetString, Buffer.from(value, "hex"));
  if (type === "6") return encodeOid(value);
  if (type === "4") return encodeText(value);
  return encodeInteger(BigInt(/^-?\d+$/.test(value) ? value : "0"), type === "2" ? tag.integer : Number.parseInt(type, 10));
}
