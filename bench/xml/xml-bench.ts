import { SaxesParser } from "saxes";
import { parseDocument } from "../../agent/transport/document.ts";
import type { Bench, Say } from "../measure/bench.ts";
import type { Figure, Spread } from "../measure/figure.ts";
import { type Contender, interleave } from "../measure/interleave.ts";
import { fastXmlParser } from "./fast-xml-parser-peer.ts";
import { largeStatus } from "./status-document.ts";

const repeats = 9;
const documents = 300;
const unit = "ms CPU/document";
const labels = {
  ours: "agent: well-formed or refused, with its tree",
  bare: "saxes alone, nothing kept",
  peer: "fast-xml-parser: validated, with its tree",
  peerUnchecked: "fast-xml-parser: its tree, not validated",
} as const;

export const xmlBench: Bench = {
  name: "xml",
  title: "Reading a status document of 42 kB of a Cisco codec",
  measure,
};

async function measure(say: Say): Promise<Figure[]> {
  const text = largeStatus();
  const peer = fastXmlParser();
  const contender = (label: string, work: () => unknown): Contender => ({ label, measure: () => cpuMsOfOne(work) });
  const contenders = [
    contender(labels.ours, () => parseDocument("xml", text)),
    contender(labels.bare, () => new SaxesParser({ position: false }).write(text).close()),
    contender(labels.peer, () => peer.validate(text) && peer.parse(text)),
    contender(labels.peerUnchecked, () => peer.parse(text)),
  ];
  return figuresOf(await interleave(contenders, repeats, say), text.length);
}

async function cpuMsOfOne(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let done = 0; done < documents; done += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / documents;
}

function figuresOf(spreads: ReadonlyMap<string, Spread>, length: number): Figure[] {
  return Object.values(labels).map((label): Figure => {
    const spread = spreads.get(label) ?? null;
    if (label !== labels.ours) return { label, unit, spread, ...(label === labels.bare ? {} : { against: labels.ours }) };
    return { label, unit, spread, against: labels.peer, aim: { atMost: 0.6 }, note: `${length} characters` };
  });
}
