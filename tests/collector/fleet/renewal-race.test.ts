import { afterEach, beforeEach, expect, it } from "vitest";
import { createDirectory } from "../../../collector/directory/create-directory.ts";
import { openAuthority } from "../../../collector/fleet/authority.ts";
import { renew } from "../../../collector/fleet/enrol.ts";
import { countTries } from "../../../collector/fleet/tries.ts";
import { enrolled, requestWithKey } from "./callers.ts";
import { digestOfCertificate } from "./digests.ts";
import { type FleetRoom, operator, startFleetRoom } from "./fleet-room.ts";

let room: FleetRoom;

beforeEach(async () => {
  room = await startFleetRoom();
});
afterEach(() => room.close());

it("an agent that is revoked while its next certificate is being made gets none", async () => {
  const agent = room.agent("agent-a");
  const sha256 = digestOfCertificate(await enrolled(room, agent.id));
  const office = {
    fleet: room.fleet,
    directory: createDirectory({ territories: [], sites: [], endpoints: [], agents: [agent] }),
    tries: countTries(Date.now),
    renewals: countTries(Date.now),
    areTokensAllowed: false,
    tell: () => {},
    now: Date.now,
    authority: () => {
      room.fleet.revoke(agent, operator);
      return openAuthority({ dataDir: room.dataDir, now: Date.now });
    },
  };
  const { wanted } = requestWithKey();

  await expect(
    renew({ wanted }, { agent, sha256, kind: "certificate", source: "192.0.2.7", isTlsOurs: true }, office),
  ).rejects.toMatchObject({
    code: "CREDENTIAL_REVOKED",
  });
  expect(room.fleet.standingOf(agent)).toMatchObject({ present: null, isRevoked: true });
});
