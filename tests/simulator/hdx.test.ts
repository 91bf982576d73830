import { Agent, request } from "undici";
import { afterEach, describe, expect, it } from "vitest";
import { treeReader } from "../../agent/transport/xml-tree.ts";
import { type Fleet, type SimulatedCodec, startFleet } from "../../simulator/fleet.ts";
import { getV2c, options, web } from "./ask.ts";

/** 17:13:20 in Paris, on the eve of winter. */
const start = Date.UTC(2023, 9, 28, 15, 13, 20);
const percentLost = "1.3.6.1.4.1.2684.1.1.21.0";
let fleet: Fleet;
let nowMs = start;
afterEach(() => fleet.close());

async function started(): Promise<SimulatedCodec> {
  nowMs = start;
  fleet = await startFleet([options("poly-hdx")], { nowMs: () => nowMs });
  return fleet.codec("poly-hdx");
}

/** Cells of each call, newest first. */
async function records(codec: SimulatedCodec): Promise<string[][]> {
  const body = (await web(codec, "/a_getcdr.cgi"))?.body ?? "";
  return [...body.matchAll(/<call>(.*?)<\/call>/g)].map(([, call = ""]) =>
    [...call.matchAll(/<data>(.*?)<\/data>/g)].map(([, cell = ""]) => cell),
  );
}

describe("a simulated HDX", () => {
  it("lets in by Digest only, and takes no answer twice", async () => {
    const codec = await started();
    const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
    const ask = (authorization: string) => request(`${codec.httpUrl}/systemstatus.xml`, { dispatcher, headers: { authorization } });

    const basic = await ask(`Basic ${Buffer.from("admin:mot-de-passe").toString("base64")}`);
    await basic.body.text();
    await dispatcher.destroy();

    expect(basic.statusCode).toBe(401);
    expect(basic.headers["www-authenticate"]).toMatch(/^Digest realm="[^"]+", qop="auth", nonce="[0-9a-f]{32}", algorithm=MD5$/);
    expect((await web(codec, "/systemstatus.xml"))?.status).toBe(200);
    expect((await web(codec, "/systemstatus.xml", { password: "faux" }))?.status).toBe(401);
  });

  it("says whether it is in a call, and whether the registrar knows it", async () => {
    const codec = await started();
    const status = async () => treeReader()((await web(codec, "/systemstatus.xml"))?.body ?? "") as Record<string, never>;

    expect(await status()).toMatchObject({ SYSTEMSTATUS: { INACALL: { STATE: "off" }, SIP_REGISTER: { STATE: "up" } } });
    codec.apply({ does: "call", durationS: 600 });
    codec.apply({ does: "lose-registration" });
    expect(await status()).toMatchObject({ SYSTEMSTATUS: { INACALL: { STATE: "up" }, SIP_REGISTER: { STATE: "down" } } });
  });

  it("answers commands in order, and says which it does not know", async () => {
    const codec = await started();
    codec.apply({ does: "call", durationS: 600, rateKbps: 384, farEnd: "sip:salle@exemple.invalid" });
    const body = new URLSearchParams({ apicommand: "version;callinfo all;reboot now;" }).toString();

    const answer = (await web(codec, "/a_apicommand.cgi", { body }))?.body ?? "";

    expect(answer).toMatch(/<command status="success">version<\/command><result>version &#34;Release - [^<]*<\/result>/);
    expect(answer).toContain("callinfo:2:salle:salle@exemple.invalid:384:connected:notmuted:outgoing:videocall");
    expect(answer).toContain('<command status="failed">reboot now</command>');
  });

  it("measures H.323 calls over SNMP, and no others", async () => {
    const codec = await started();
    expect(await getV2c(codec, [percentLost])).toEqual({ [percentLost]: "" });
    codec.apply({ does: "call", durationS: 600, protocol: "h323", lossRatio: 0.021 });
    expect(await getV2c(codec, [percentLost])).toEqual({ [percentLost]: "2.1" });
  });

  it("keeps 42 columns a call in the time on the wall, the newest in row 1 whatever its number", async () => {
    const codec = await started();
    codec.apply({ does: "call", durationS: 90, rateKbps: 384, farEnd: "sip:salle@exemple.invalid", rollsOver: true });
    nowMs += 3_600_000;
    codec.apply({ does: "missed-call" });

    const rows = await records(codec);

    expect(rows.map((cells) => cells.length)).toEqual([42, 42, 42]);
    expect(rows.map((cells) => [cells[0], cells[14], cells[10], cells[5]])).toEqual([
      ["1", "3", "sip", "0:00:00"],
      ["2", "2", "sip", "0:01:30"],
      ["3", "1", "h323", "0:00:00"],
    ]);
    expect(rows[1]?.slice(1, 5)).toEqual(["28/Oct/2023", "17:13:20", "28/Oct/2023", "17:14:50"]);
    expect(rows[2]?.[27]).toContain("Rolling Over.");
  });

  it("opens a new file after 150 calls, and numbers conferences on", async () => {
    const codec = await started();
    for (let call = 0; call < 150; call += 1) codec.apply({ does: "missed-call" });
    expect(await records(codec)).toHaveLength(150);
    codec.apply({ does: "missed-call" });

    const rows = await records(codec);

    expect(rows.map((cells) => [cells[0], cells[14]])).toEqual([["1", "151"]]);
  });
});
