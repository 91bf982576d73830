import { X509Certificate } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { treeReader } from "../../agent/transport/xml-tree.ts";
import { type Fleet, startFleet } from "../../simulator/fleet.ts";
import { selfSignedCertificate } from "../../simulator/http/self-signed.ts";
import { json, options, web } from "./ask.ts";

const historyQuestion =
  '<Command><CallHistory><Get command="True"><DetailLevel>Full</DetailLevel><Limit>2</Limit><Offset>0</Offset></Get></CallHistory></Command>';
let fleet: Fleet;
afterEach(() => fleet.close());

const xml = (text = "") => treeReader()(text) as Record<string, never>;

describe("a simulated Poly codec asked by HTTPS", () => {
  it("tells of a call while it lasts, and keeps it in its log when it is over", async () => {
    let nowMs = 1_700_000_000_000;
    fleet = await startFleet([options("poly-videoos")], { nowMs: () => nowMs });
    const codec = fleet.codec("poly-videoos");
    codec.apply({ does: "call", durationS: 600, lossRatio: 0.04, jitterMs: 31 });
    nowMs += 60_000;

    const conferences = await json(codec, "/rest/conferences");
    expect(conferences).toMatchObject([
      { id: "0", isActive: true, connections: [{ state: "CONNECTED", duration: 60 }] },
      { id: "PENDING" },
    ]);
    const media = await json(codec, "/rest/conferences/0/mediastats");
    expect(media).toContainEqual(expect.objectContaining({ mediaDirection: "RX", mediaType: "VIDEO", percentPacketLoss: 4, jitter: 31 }));

    nowMs += 600_000;
    expect(await json(codec, "/rest/conferences")).toMatchObject([{ id: "PENDING" }]);
    expect(await json(codec, "/rest/calllog/entries?limit=10")).toMatchObject([
      { rowId: 1, duration: 600, connected: true, type: "PLACED", startTime: 1_700_000_000_000 },
    ]);
    const total = await json(codec, "/rest/config", '{"names":["comm.statistics.totalnumberofcalls"]}');
    expect(total).toMatchObject({ vars: [{ value: "1" }] });
  });

  it("says which part fails", async () => {
    fleet = await startFleet([options("poly-videoos")]);
    const codec = fleet.codec("poly-videoos");
    codec.apply({ does: "lose-registration" });
    codec.apply({ does: "unplug-camera" });

    expect(await json(codec, "/rest/system/sipservers")).toMatchObject([{ state: "DOWN" }]);
    expect(await json(codec, "/rest/cameras/near/all")).toMatchObject([{ name: "Main", connected: false }, {}]);
  });
});

describe("a simulated Cisco codec asked by HTTPS", () => {
  it("gives its whole status, and the part that is asked for", async () => {
    fleet = await startFleet([options("cisco-ce")]);
    const codec = fleet.codec("cisco-ce");

    const whole = xml((await web(codec, "/status.xml"))?.body);
    const part = xml((await web(codec, "/getxml?location=/Status/SystemUnit/State"))?.body);

    expect(whole).toMatchObject({ Status: { SIP: { Registration: { Status: "Registered" } }, SystemUnit: { Uptime: "86400" } } });
    expect(part).toMatchObject({ Status: { SystemUnit: { State: { NumberOfActiveCalls: "0" } } } });
    expect(part).not.toHaveProperty(["Status", "SIP"]);
  });

  it("shows the media of a call only while there is one", async () => {
    fleet = await startFleet([options("cisco-ce")]);
    const codec = fleet.codec("cisco-ce");
    expect(xml((await web(codec, "/status.xml"))?.body)).not.toHaveProperty(["Status", "MediaChannels"]);
    codec.apply({ does: "call", durationS: 600, lossRatio: 0.01 });

    expect(xml((await web(codec, "/getxml?location=/Status/MediaChannels/Call[2]"))?.body)).toMatchObject({
      Status: { MediaChannels: { Call: { "@item": "2", Channel: [{ Type: "Audio" }, {}, { Type: "Video" }, {}] } } },
    });
    codec.apply({ does: "hang-up" });
    expect(xml((await web(codec, "/status.xml"))?.body)).not.toHaveProperty(["Status", "Call"]);
  });

  it("numbers its history on through reboots, newest first", async () => {
    fleet = await startFleet([options("cisco-ce")]);
    const codec = fleet.codec("cisco-ce");
    for (const event of [
      { does: "call", durationS: 30 },
      { does: "hang-up" },
      { does: "reboot", silentS: 0 },
      { does: "missed-call" },
    ] as const) {
      codec.apply(event);
    }

    const answer = xml((await web(codec, "/putxml", { body: historyQuestion }))?.body);

    expect(answer).toMatchObject({
      Command: {
        CallHistoryGetResult: {
          "@status": "OK",
          Entry: [
            { CallHistoryId: "2", OccurrenceType: "Missed", Video: { Incoming: { PacketLoss: "N/A" } } },
            { CallHistoryId: "1", OccurrenceType: "Placed" },
          ],
        },
      },
    });
  });

  it("has neither SIP nor H.323 when it belongs to the maker's cloud", async () => {
    fleet = await startFleet([options("cisco-ce", { firmware: "ce11.19.1.6.76526b1b094", isCloudRegistered: true })]);

    const { Status } = xml((await web(fleet.codec("cisco-ce"), "/status.xml"))?.body);

    expect(Status).toMatchObject({ Webex: { Status: "Registered" } });
    expect(Object.keys(Status ?? {})).not.toContain("SIP");
  });
});

describe("a simulated codec in trouble, asked by HTTPS", () => {
  it("refuses a wrong password, and the right one when told to", async () => {
    fleet = await startFleet([options("cisco-ce")]);
    const codec = fleet.codec("cisco-ce");

    expect((await web(codec, "/status.xml", { password: "faux" }))?.status).toBe(401);
    expect((await web(codec, "/status.xml"))?.status).toBe(200);
    codec.apply({ does: "wrong-password" });
    expect((await web(codec, "/status.xml"))?.status).toBe(401);
  });

  it("never says a word while it is silent, and talks again after", async () => {
    fleet = await startFleet([options("cisco-ce")]);
    const codec = fleet.codec("cisco-ce");
    codec.apply({ does: "silence" });

    expect(await web(codec, "/status.xml", { waitMs: 300 })).toBeNull();
    codec.apply({ does: "recover" });
    expect((await web(codec, "/status.xml"))?.status).toBe(200);
  });

  it("breaks its documents when it talks garbage", async () => {
    fleet = await startFleet([options("poly-videoos")]);
    const codec = fleet.codec("poly-videoos");
    codec.apply({ does: "garbage" });

    const answer = await web(codec, "/rest/system");

    expect(answer?.status).toBe(200);
    expect(() => void JSON.parse(answer?.body ?? "")).toThrow(SyntaxError);
  });

  it("delivers the same document byte by byte when it trickles", async () => {
    fleet = await startFleet([options("poly-videoos")], { nowMs: () => 1_700_000_000_000 });
    const codec = fleet.codec("poly-videoos");
    const usual = await web(codec, "/rest/system");
    codec.apply({ does: "slow", answerAfterS: 0.4, trickles: true });

    expect((await web(codec, "/rest/system"))?.body).toBe(usual?.body);
  });

  it("signs its own certificate, good for the loopback only", async () => {
    fleet = await startFleet([]);
    const certificate = new X509Certificate(selfSignedCertificate("codec-fictif.invalid", Date.now()).cert);

    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.subject).toBe("CN=codec-fictif.invalid");
    expect(certificate.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(certificate.checkHost("example.org")).toBeUndefined();
  });
});
