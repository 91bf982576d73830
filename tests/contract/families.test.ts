import { expect, it } from "vitest";
import { drivers } from "../../agent/drivers/index.ts";
import { spokenChannels } from "../../agent/drivers/spoken-channels.ts";
import { familiesThatRenewCertificates, familyChannels } from "../../contract/families.ts";

it.each(drivers)("a collector knows the family $family that agents know, and on which channels it is asked", (driver) => {
  const channels = spokenChannels(driver);
  const line = `"${driver.family}": ${JSON.stringify(channels)}`;
  expect(familyChannels[driver.family], `contract/families.ts: write ${line} in familyChannels`).toEqual(channels);
});

it("a collector knows no family that no agent knows", () => {
  const unknown = Object.keys(familyChannels).filter((family) => !drivers.some((driver) => driver.family === family));
  expect(unknown, "contract/families.ts: these are not in agent/drivers/index.ts").toEqual([]);
});

it("and which of them sign themselves another certificate at each restart", () => {
  const renewing = drivers.filter(({ ownCertificate }) => ownCertificate?.changesAtRestart === true);
  expect(familiesThatRenewCertificates, "contract/families.ts: familiesThatRenewCertificates").toEqual(
    renewing.map(({ family }) => family),
  );
});
