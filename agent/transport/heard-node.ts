import snmp from "net-snmp";
import { valueOf } from "./snmp-exchange.ts";

/** A node as the codec told it, for who wants to see more than the value that a driver is given. */
export interface HeardNode {
  readonly oid: string;
  readonly text: string;
  readonly isNumber: boolean;
  /** Type and value as a line of an snmprec file has them: "67|360050", "4x|436973636f0a". */
  readonly snmprec: string;
}

export type HearNode = (node: HeardNode) => void;

/** Null where the codec has no such node. */
export function heardNode(varbind: snmp.Varbind): HeardNode | null {
  const value = valueOf(varbind);
  if (value === null) return null;
  return { oid: varbind.oid, text: String(value), isNumber: typeof value === "number", snmprec: snmprecOf(varbind, String(value)) };
}

/** The types of snmprec files are those of SNMP in decimal, with an x where the value is written in hexadecimal. */
function snmprecOf({ type = snmp.ObjectType.OctetString, value }: snmp.Varbind, text: string): string {
  const isText = Buffer.isBuffer(value) && type !== snmp.ObjectType.Counter64;
  return isText && !isPlain(value) ? `${type}x|${value.toString("hex")}` : `${type}|${text}`;
}

/** A value with line ends or bytes of another alphabet would not come back from a line of text as it was. */
function isPlain(bytes: Buffer): boolean {
  return bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
}
