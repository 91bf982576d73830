import { X509Certificate } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openAuthority } from "../../../collector/fleet/authority.ts";
import { ownServerCertificate } from "../../../collector/fleet/server-certificate.ts";
import { temporaryFolder } from "../../servers/folders.ts";

const dayMs = 86_400_000;

async function certificateAt(dataDir: string, now: number, hosts: readonly string[] = ["collecteur.example", "127.0.0.1"]) {
  const authority = await openAuthority({ dataDir, now: () => now });
  return ownServerCertificate({ dataDir, authority, hosts, now: () => now });
}

describe("the collector's authority", () => {
  it("is made once, also where command and collector come to it in the same moment", async () => {
    const dataDir = temporaryFolder("authority");
    const opened = await Promise.all([1, 2, 3].map(() => openAuthority({ dataDir, now: Date.now })));

    expect(new Set(opened.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    expect(statSync(join(dataDir, "ca", "ca.key")).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, "ca")).mode & 0o777).toBe(0o700);
  });
});

describe("a collector that signs for itself", () => {
  it("shows its authority beside its certificate, so that an agent that knows the fingerprint finds it", async () => {
    const dataDir = temporaryFolder("own");
    const { certPem } = await certificateAt(dataDir, Date.now());
    const [own, authority] = certPem.split(/(?<=-----END CERTIFICATE-----\n)/).map((pem) => new X509Certificate(pem));

    expect(authority?.subject).toBe(own?.issuer);
    expect(own?.verify(authority?.publicKey ?? own.publicKey)).toBe(true);
    expect([own?.checkHost("collecteur.example"), own?.checkIP("127.0.0.1"), own?.checkHost("autre.example")]).toEqual([
      "collecteur.example",
      "127.0.0.1",
      undefined,
    ]);
  });

  it("keeps its certificate for two thirds of its life, and makes another then, or for another name", async () => {
    const dataDir = temporaryFolder("own");
    const start = Date.now();
    const first = await certificateAt(dataDir, start);
    const later = await certificateAt(dataDir, start + 240 * dayMs);
    const next = await certificateAt(dataDir, start + 250 * dayMs);
    const renamed = await certificateAt(dataDir, start + 250 * dayMs, ["autre.example"]);

    expect([later.certPem === first.certPem, next.certPem === first.certPem, renamed.certPem === next.certPem]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
