import type { CodecView } from "../codec-view.ts";
import { arcsOf, encode, encodeInteger, encodeOid, encodeText, oidContent, tag } from "./ber.ts";

/** One value a family answers over SNMP; null where this codec has none now, which is answered as noSuchInstance. */
export interface MibValue {
  readonly oid: string;
  readonly read: (codec: CodecView) => Buffer | null;
}

/** All values of a family, shared by all its codecs: 2,000 codecs cost one tree. */
export interface MibTree {
  readonly byKey: ReadonlyMap<string, MibNode>;
  /** In the order of GETNEXT. */
  readonly nodes: readonly MibNode[];
}

export interface MibNode {
  readonly oid: Buffer;
  readonly arcs: readonly number[];
  readonly read: MibValue["read"];
}

export function mibTree(values: readonly MibValue[]): MibTree {
  const nodes = values.map(({ oid, read }) => {
    const content = oidContent(oid);
    return { oid: content, arcs: arcsOf(content), read };
  });
  nodes.sort((left, right) => compareArcs(left.arcs, right.arcs));
  return { nodes, byKey: new Map(nodes.map((node) => [keyOf(node.oid), node])) };
}

export function keyOf(oid: Buffer): string {
  return oid.toString("latin1");
}

/** The first node after `oid` that has a value now, with that value. */
export function nextValue(tree: MibTree, oid: Buffer, codec: CodecView): { oid: Buffer; value: Buffer } | null {
  for (let index = indexAfter(tree, arcsOf(oid)); index < tree.nodes.length; index += 1) {
    const node = tree.nodes[index];
    const value = node?.read(codec) ?? null;
    if (node !== undefined && value !== null) return { oid: node.oid, value };
  }
  return null;
}

function indexAfter(tree: MibTree, arcs: readonly number[]): number {
  let low = 0;
  let high = tree.nodes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareArcs(tree.nodes[middle]?.arcs ?? [], arcs) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compareArcs(left: readonly number[], right: readonly number[]): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

export const text = (value: string): Buffer => encodeText(value);
export const bytes = (value: Buffer): Buffer => encode(tag.octetString, value);
export const integer = (value: number): Buffer => encodeInteger(value);
export const gauge = (value: number): Buffer => encodeInteger(value, tag.gauge32);
export const counter = (value: number): Buffer => encodeInteger(Math.floor(value) % 2 ** 32, tag.counter32);
export const oidValue = (value: string): Buffer => encodeOid(value);
/** Hundredths of a second; wraps after 497.1 days, as on the real ones. */
export const timeTicks = (ms: number): Buffer => encodeInteger(Math.floor(ms / 10) % 2 ** 32, tag.timeTicks);
