import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { CodecView } from "../../simulator/codec-view.ts";
import { poly } from "../../simulator/families/poly/poly.ts";
import { freshMemory, newLife } from "../../simulator/life.ts";
import { describeWithRecordings } from "../servers/requirements.ts";

const recording = "snmp/polycomLens_studioxc50.snmprec";
const endpointMib = "1.3.6.1.4.1.13885.101.";
const identity = {
  id: "x50",
  family: "poly-videoos",
  model: "StudioX50",
  firmware: "3.10.0",
  serial: "FICTIF",
  name: "x50",
  isCloudRegistered: false,
} as const;

describeWithRecordings([recording], "the simulated Studio X beside the recording of a real one", (folder) => {
  it("answers no address of POLYCOM-ENDPOINT-MIB that the real one lacks, and each with the same type", () => {
    const codec: CodecView = { identity, life: newLife(freshMemory(0, 60)), nowMs: 0 };
    const simulated = poly.snmp.nodes
      .map((node) => ({ oid: node.arcs.join("."), type: node.read(codec)?.[0] }))
      .filter(({ oid }) => oid.startsWith(endpointMib));

    const real = new Map(
      readFileSync(`${folder}/${recording}`, "utf8")
        .split("\n")
        .map((line) => {
          const [oid = "", type = ""] = line.split("|");
          return [oid, Number.parseInt(type, 10)];
        }),
    );

    expect(simulated.length).toBeGreaterThan(30);
    expect(simulated).toEqual(simulated.map(({ oid }) => ({ oid, type: real.get(oid) })));
  });
});
