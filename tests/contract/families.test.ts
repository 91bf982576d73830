import { expect, it } from "vitest";
import { drivers } from "../../agent/drivers/index.ts";
import { spokenChannels } from "../../agent/drivers/spoken-channels.ts";
import { familiesThatRenewCertificates, familyChannels } from "../../contract/families.ts";

it("a collector knows each family that agents know, and on which channels it is asked", () => {
  expect(familyChannels).toEqual(Object.fromEntries(drivers.map((driver) => [driver.family, spokenChannels(driver)])));
});

it("and which of them sign themselves another certificate at each restart", () => {
  const renewing = drivers.filter(({ ownCertificate }) => ownCertificate?.changesAtRestart === true);
  expect(familiesThatRenewCertificates).toEqual(renewing.map(({ family }) => family));
});
