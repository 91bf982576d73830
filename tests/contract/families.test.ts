import { expect, it } from "vitest";
import { drivers } from "../../agent/drivers/index.ts";
import { spokenChannels } from "../../agent/drivers/spoken-channels.ts";
import { familyChannels } from "../../contract/families.ts";

it("a collector knows each family that agents know, and on which channels it is asked", () => {
  expect(familyChannels).toEqual(Object.fromEntries(drivers.map((driver) => [driver.family, spokenChannels(driver)])));
});
