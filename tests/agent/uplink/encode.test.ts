import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { encodeEnvelope } from "../../../agent/uplink/encode.ts";
import { envelopeOf } from "../../../agent/uplink/envelope-of.ts";
import { wireDictionary } from "../../../contract/wire-dictionary.ts";
import { anyObservations } from "../../contract/any-observation.ts";
import { testClock } from "../poll/polled-codec.ts";

const clock = testClock();
const run = { outbox: "8c0d5f1e7ab24693", boot: clock.boot, first: 7, from: 7, to: 7, isNewest: true };

it("gives back to the other side exactly the envelope that was packed", () => {
  fc.assert(
    fc.property(anyObservations, (observations) => {
      const envelope = envelopeOf({ ...run, observations }, "agent-1", clock, { health: null, events: [], anchors: [] });
      const body = inflateSync(encodeEnvelope(envelope), { dictionary: Buffer.from(wireDictionary, "utf8") });
      expect(body.toString("utf8")).toBe(JSON.stringify(envelope));
    }),
  );
});

it("packs with the dictionary of wire version 1 and no other: whoever changes it makes a new version", () => {
  expect(createHash("sha256").update(wireDictionary).digest("hex")).toMatchInlineSnapshot(
    `"28b61a8877e5ab2ed6d3424e09c63262dd9e40104d7e0911131c3743ebf047a4"`,
  );
});
