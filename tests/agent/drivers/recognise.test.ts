import { describe, expect, it } from "vitest";
import { recognise } from "../../../agent/drivers/recognise.ts";

const nothing = { sysObjectId: null, sysDescr: null, polyModel: null, web: null };

describe("telling what a device is", () => {
  it.each(["1.3.6.1.4.1.5596.150.6.4.1", "1.3.6.1.4.1.5596.150"])("takes %s for a Cisco codec", (sysObjectId) => {
    expect(recognise({ ...nothing, sysObjectId })).toMatchObject({ driver: { family: "cisco-ce" } });
  });

  it("does not take a neighbouring number of the same maker for a codec of that family", () => {
    expect(recognise({ ...nothing, sysObjectId: "1.3.6.1.4.1.5596.1500.1" })).toMatchObject({ driver: { family: "generic-mib2" } });
  });

  it.each([
    ["1.3.6.1.4.1.5596.130.6.4.1", "Cisco VCS"],
    ["1.3.6.1.4.1.5596.180.6.4.1", "Cisco TelePresence Conductor"],
  ])("refuses %s by name: it is a %s, not a codec", (sysObjectId, name) => {
    expect(recognise({ ...nothing, sysObjectId })).toEqual({ notACodec: name });
  });

  it("takes a Polycom for a VideoOS codec only when its model says so", () => {
    const sysObjectId = "1.3.6.1.4.1.2684";
    expect(recognise({ ...nothing, sysObjectId, polyModel: "StudioX50" })).toMatchObject({ driver: { family: "poly-videoos" } });
    expect(recognise({ ...nothing, sysObjectId })).toMatchObject({ driver: { family: "generic-mib2" } });
  });

  it("takes anything else that answers for a generic codec, and silence for nothing", () => {
    expect(recognise({ ...nothing, sysDescr: "Terminal" })).toMatchObject({ driver: { family: "generic-mib2" } });
    expect(recognise(nothing)).toBeNull();
  });
});
