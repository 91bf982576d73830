import { afterEach, describe, expect, it } from "vitest";
import { type Fleet, startFleet } from "../../simulator/fleet.ts";
import { fleetOf } from "../../simulator/fleet-of.ts";
import { playScript } from "../../simulator/play-script.ts";
import { getV2c, options, sysUpTime, web } from "./ask.ts";

const credentials = { community: "public", httpUser: "admin", httpPassword: "mot-de-passe" };
let fleet: Fleet | undefined;
afterEach(() => fleet?.close());

describe("a fleet of simulated codecs", () => {
  it("runs 500 codecs in one process, each on ports of its own", async () => {
    fleet = await startFleet(fleetOf({ count: 500, hasOwnAddresses: false, snmpPort: 0, httpPort: 0, credentials }));

    const ports = fleet.codecs.map((codec) => codec.snmpPort);
    expect(new Set(ports).size).toBe(500);
    const answers = await Promise.all(fleet.codecs.filter((_, index) => index % 50 === 0).map((codec) => getV2c(codec, [sysUpTime])));
    expect(answers).not.toContain(null);
  });

  it("keeps codecs apart: what happens to one does not touch its neighbour", async () => {
    fleet = await startFleet([options("cisco-ce", { id: "a" }), options("cisco-ce", { id: "b" })]);
    fleet.codec("a").apply({ does: "wrong-password" });

    expect((await web(fleet.codec("a"), "/status.xml"))?.status).toBe(401);
    expect((await web(fleet.codec("b"), "/status.xml"))?.status).toBe(200);
  });

  it("leaves no port open when one of its codecs cannot open its own", async () => {
    fleet = await startFleet([options("generic-mib2", { id: "first" })]);
    const taken = fleet.codec("first").snmpPort ?? 0;

    await expect(startFleet([options("cisco-ce", { id: "x" }), options("generic-mib2", { id: "y", snmpPort: taken })])).rejects.toThrow(
      /EADDRINUSE/,
    );
  });

  it("plays a script in its order", async () => {
    fleet = await startFleet([options("generic-mib2", { id: "a" })]);
    const played = await new Promise<string[]>((resolve) => {
      const seen: string[] = [];
      const onLine = ({ does }: { does: string }): void => void (seen.push(does) === 3 && resolve(seen));
      if (fleet === undefined) return;
      playScript(
        fleet,
        [
          { atS: 0, codec: "a", does: "call", durationS: 60 },
          { atS: 0.01, codec: "a", does: "hang-up" },
          { atS: 0.02, codec: "a", does: "reboot", silentS: 5 },
        ],
        { onLine },
      );
    });

    expect(played).toEqual(["call", "hang-up", "reboot"]);
    expect(fleet.codec("a").view().life).toMatchObject({ bootCount: 2, history: [{ isConnected: true }] });
  });

  it("says which codec it does not know", async () => {
    fleet = await startFleet([]);

    expect(() => fleet?.codec("absent")).toThrow(/absent/);
  });
});
