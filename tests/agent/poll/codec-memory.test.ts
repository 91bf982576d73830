import fc from "fast-check";
import { expect, it } from "vitest";
import { nameOfNotACodec } from "../../../agent/drivers/not-codecs.ts";
import { CodecMemory } from "../../../agent/poll/codec-memory.ts";

const said = fc.record({
  sysObjectId: fc.constantFrom(null, "1.3.6.1.4.1.5596.150.6.4.1", "1.3.6.1.4.1.11.2.3.9.1", "1.3.6.1.4.1.5596.130.1"),
  sysDescr: fc.constantFrom(null, "Cisco Codec", "Cisco IOS Software, C2960X Software", "HP ETHERNET MULTI-ENVIRONMENT"),
});

it("knows at each poll what the device that has the address now is, whoever had it before", () => {
  fc.assert(
    fc.property(fc.array(said, { maxLength: 12 }), (polls) => {
      const memory = new CodecMemory();

      for (const told of polls) expect(memory.notACodec(told)).toBe(nameOfNotACodec({ ...told, polyModel: null, web: null }));
    }),
  );
});
