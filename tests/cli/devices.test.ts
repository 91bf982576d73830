import { describe, expect, it } from "vitest";
import { notCodecs } from "../../agent/drivers/not-codecs.ts";
import { deviceFr } from "../../cli/fr-devices.ts";

describe("devices that are no codecs", () => {
  it.each(notCodecs.flatMap(({ maker, kind }) => (kind === null ? [] : [{ maker, kind }])))(
    "$maker $kind is said in French",
    ({ maker, kind }) => {
      expect(deviceFr(`${maker} ${kind}`)).toMatch(new RegExp(`^[a-zé].* ${maker}$`));
      expect(deviceFr(`${maker} ${kind}`)).not.toContain(kind === "camera" ? "camera" : ` ${kind}`);
    },
  );

  it("that have a name of their own keep it", () => {
    expect(deviceFr("Cisco VCS")).toBe("Cisco VCS");
  });
});
