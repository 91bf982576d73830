import { X509Certificate } from "node:crypto";
import { TLSSocket } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { authority } from "./certificates.ts";
import { startTlsCodec, startWebCodec } from "./hostile-web.ts";
import { channelTo, closeAll, codec, status } from "./web-room.ts";

afterEach(closeAll);

const department = authority("Autorité du département");
const tooOld = { outcome: "refused", note: "tls_too_old" };
const refusedCertificate = { outcome: "refused", note: "certificate_not_trusted" };

describe("a codec whose certificate is checked", () => {
  it("is verified when the site's own authority signed it", async () => {
    const web = await codec(startTlsCodec(department.issue()));
    const channel = channelTo(web.url, { verifyTls: true, caPem: department.cert });

    expect(channel.tlsState, "before the first exchange").toBeNull();
    expect(await channel.ask(status)).toMatchObject({ outcome: "answered" });
    expect(channel.tlsState).toBe("verified");
  });

  it.each([
    ["another authority signed it", authority("Autre autorité").issue(), "certificate_not_trusted"],
    ["it has expired", department.issue({ isExpired: true }), "certificate_expired"],
    ["its key is too short", department.issue({ bits: 1024 }), "certificate_not_trusted"],
  ])("is refused when %s, and no password is sent", async (_, certificate, note) => {
    const requests: string[] = [];
    const options = { ...certificate, ciphers: "DEFAULT:@SECLEVEL=0" };
    const web = await codec(startTlsCodec(options, (request, response) => response.end(requests.push(request.url ?? ""))));
    const channel = channelTo(web.url, { verifyTls: true, caPem: department.cert });

    expect(await channel.ask(status)).toEqual({ outcome: "refused", note });
    expect(channel.tlsState).toBeNull();
    expect(requests).toEqual([]);
  });

  it("is refused when it signs itself and nobody said that this is well", async () => {
    const web = await codec(startWebCodec((_, response) => response.end("<Status/>"), "https"));

    expect(await channelTo(web.url, { verifyTls: true, caPem: department.cert }).ask(status)).toEqual(refusedCertificate);
    expect(await channelTo(web.url, { verifyTls: true }).ask(status)).toEqual(refusedCertificate);
  });
});

describe("what is told of a connection", () => {
  it("is that it was pinned when the fingerprint is the one written down", async () => {
    const web = await codec(startWebCodec((_, response) => response.end("<Status/>"), "https"));
    const channel = channelTo(web.url, { fingerprintSha256: web.fingerprint });
    await channel.ask(status);

    expect(channel.tlsState).toBe("pinned");
  });

  it("is nothing when the certificate changed", async () => {
    const web = await codec(startWebCodec((_, response) => response.end("<Status/>"), "https"));
    const channel = channelTo(web.url, { fingerprintSha256: "00".repeat(32) });
    await channel.ask(status);

    expect(channel.tlsState).toBeNull();
  });

  it("is that it was accepted when nothing was checked, even where it would have held", async () => {
    const web = await codec(startTlsCodec(department.issue()));
    const channel = channelTo(web.url, { caPem: department.cert });
    await channel.ask(status);

    expect(channel.tlsState).toBe("accepted");
  });

  it("is that it was clear without TLS", async () => {
    const web = await codec(startWebCodec((_, response) => response.end("<Status/>")));
    const channel = channelTo(web.url);
    await channel.ask(status);

    expect(channel.tlsState).toBe("clear");
  });
});

describe("a codec too old for today's TLS", () => {
  it.each([
    ["1.0", { minVersion: "TLSv1", maxVersion: "TLSv1", ciphers: "ALL:@SECLEVEL=0" }],
    ["1.1", { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "ALL:@SECLEVEL=0" }],
    ["no cipher that hides anything", { maxVersion: "TLSv1.2", ciphers: "NULL-SHA256:@SECLEVEL=0" }],
  ] as const)("is told as such, never spoken to in a weaker way unseen: %s", async (_, options) => {
    const web = await codec(startTlsCodec({ ...department.issue(), ...options }));
    const channel = channelTo(web.url);

    expect(await channel.ask(status)).toEqual(tooOld);
    expect(channel.tlsState).toBeNull();
  });

  it.each([
    ["1.0", { minVersion: "TLSv1", maxVersion: "TLSv1" }],
    ["1.1", { minVersion: "TLSv1.1", maxVersion: "TLSv1.1" }],
  ] as const)("is heard where the site accepts TLS %s from it, by nobody else at the same time", async (tlsMinimum, versions) => {
    const versionsSpoken: (string | null)[] = [];
    const web = await codec(
      startTlsCodec({ ...department.issue(), ...versions, ciphers: "ALL:@SECLEVEL=0" }, ({ socket }, response) => {
        versionsSpoken.push(socket instanceof TLSSocket ? socket.getProtocol() : null);
        response.end("<Status/>");
      }),
    );
    const declared = channelTo(web.url, { tlsMinimum });

    expect(await declared.ask(status)).toMatchObject({ outcome: "answered" });
    expect(versionsSpoken).toEqual([versions.maxVersion]);
    expect(declared.tlsState, "who it is remains as unproven as before").toBe("accepted");
    expect(await channelTo(web.url).ask(status)).toEqual(tooOld);
    expect(await channelTo(web.url, { tlsMinimum: "1.2" }).ask(status)).toEqual(tooOld);
  });

  it("is not heard in a version older than the one accepted", async () => {
    const web = await codec(startTlsCodec({ ...department.issue(), minVersion: "TLSv1", maxVersion: "TLSv1", ciphers: "ALL:@SECLEVEL=0" }));

    expect(await channelTo(web.url, { tlsMinimum: "1.1" }).ask(status)).toEqual(tooOld);
  });

  it("is still spoken to in the newest version both know", async () => {
    const versionsSpoken: (string | null)[] = [];
    const web = await codec(
      startTlsCodec(department.issue(), ({ socket }, response) => {
        versionsSpoken.push(socket instanceof TLSSocket ? socket.getProtocol() : null);
        response.end("<Status/>");
      }),
    );
    await channelTo(web.url, { tlsMinimum: "1.0" }).ask(status);

    expect(versionsSpoken).toEqual(["TLSv1.3"]);
  });

  it("is verified or pinned all the same", async () => {
    const { cert, key } = department.issue();
    const old = { cert, key, minVersion: "TLSv1", maxVersion: "TLSv1", ciphers: "ALL:@SECLEVEL=0" } as const;
    const web = await codec(startTlsCodec(old));
    const fingerprintSha256 = new X509Certificate(cert).fingerprint256;
    const verified = channelTo(web.url, { tlsMinimum: "1.0", verifyTls: true, caPem: department.cert });
    const pinned = channelTo(web.url, { tlsMinimum: "1.0", fingerprintSha256 });

    expect([await verified.ask(status), verified.tlsState]).toEqual([expect.objectContaining({ outcome: "answered" }), "verified"]);
    expect([await pinned.ask(status), pinned.tlsState]).toEqual([expect.objectContaining({ outcome: "answered" }), "pinned"]);
    expect(await channelTo(web.url, { tlsMinimum: "1.0", verifyTls: true }).ask(status)).toEqual(refusedCertificate);
    expect(await channelTo(web.url, { tlsMinimum: "1.0", fingerprintSha256: "00".repeat(32) }).ask(status)).toEqual({
      outcome: "refused",
      note: "certificate_changed",
    });
  });

  it("is heard when only its key is short, where nobody asked to check it", async () => {
    const web = await codec(startTlsCodec({ ...department.issue({ bits: 1024 }), ciphers: "DEFAULT:@SECLEVEL=0" }));

    expect(await channelTo(web.url).ask(status)).toMatchObject({ outcome: "answered" });
  });
});

describe("the certificate of a codec", () => {
  it("may be its own, unless we were told to check it", async () => {
    const web = await codec(startWebCodec((_, response) => response.end("<Status/>"), "https"));

    expect(await channelTo(web.url).ask(status)).toMatchObject({ outcome: "answered", text: "<Status/>" });
    expect(await channelTo(web.url, { verifyTls: true }).ask(status)).toEqual({ outcome: "refused", note: "certificate_not_trusted" });
  });

  it("must be the one written down, else no password is sent", async () => {
    const requests: string[] = [];
    const web = await codec(
      startWebCodec((request, response) => {
        requests.push(request.url ?? "");
        response.end("<Status/>");
      }, "https"),
    );
    const other = web.fingerprint.replace(/^../, web.fingerprint.startsWith("00") ? "01" : "00");

    expect(await channelTo(web.url, { fingerprintSha256: other }).ask(status)).toEqual({ outcome: "refused", note: "certificate_changed" });
    expect(requests).toEqual([]);
    expect(await channelTo(web.url, { fingerprintSha256: web.fingerprint }).ask(status)).toMatchObject({ outcome: "answered" });
    expect(await channelTo(web.url, { fingerprintSha256: web.fingerprint.replaceAll(":", "").toLowerCase() }).ask(status)).toMatchObject({
      outcome: "answered",
    });
  });
});

describe("the certificate written down", () => {
  it("is found again at each new connection", async () => {
    const web = await codec(
      startWebCodec((_, response) => {
        response.setHeader("connection", "close");
        response.end("<Status/>");
      }, "https"),
    );
    const channel = channelTo(web.url, { fingerprintSha256: web.fingerprint });

    for (let connection = 0; connection < 4; connection += 1) {
      expect(await channel.ask(status)).toMatchObject({ outcome: "answered" });
    }
  });
});
