import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type MailServer, sendLetter } from "../../../collector/reports/mail.ts";
import { readSecretFile } from "../../../settings/secret.ts";
import { selfSignedCertificate } from "../../../simulator/http/self-signed.ts";
import { type MailServerOfTest, startMailServer } from "../../cli/mail-server.ts";
import { temporaryFolder } from "../../servers/folders.ts";

const certificate = selfSignedCertificate("localhost", Date.now());
const letter = { to: "region@example.org", id: "rapport-1", subject: "Rapport T3 2026 – été", text: "Bonjour", attachments: [] };

let server: MailServerOfTest | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

function passwordFrom(text: string) {
  const file = join(temporaryFolder("mail"), "smtp");
  writeFileSync(file, text);
  chmodSync(file, 0o600);
  const read = readSecretFile(file);
  if (!("secret" in read)) throw new Error("no secret");
  return read.secret;
}

async function withTls(more: object = {}): Promise<MailServer> {
  server = await startMailServer({
    key: certificate.key,
    cert: certificate.cert,
    onAuth: ({ username, password }, _session, done) =>
      username === "vigie" && password === "juste" ? done(null, { user: username }) : done(new Error("535 wrong")),
    ...more,
  });
  const login = { user: "vigie", password: passwordFrom("juste\n") };
  return { host: "localhost", port: server.port, tls: "starttls", login, caPem: certificate.cert, from: "vigie@example.org" };
}

describe("a letter", () => {
  it("goes by STARTTLS, with a login, to a server that the given authority vouches for", async () => {
    await sendLetter(await withTls(), letter);

    expect(server?.letters[0]?.source).toContain("Message-ID: <rapport-1@example.org>");
  });

  it("does not go where the server is vouched for by nobody, or the password is wrong", async () => {
    const right = await withTls();

    await expect(sendLetter({ ...right, caPem: null }, letter)).rejects.toThrow(/self-signed|certificate/);
    const login = { user: "vigie", password: passwordFrom("faux\n") };
    await expect(sendLetter({ ...right, login }, letter)).rejects.toThrow("Invalid login");
    expect(server?.letters).toEqual([]);
  });

  it("does not go in clear where TLS was wanted, though the server would take it", async () => {
    server = await startMailServer();
    const clear: MailServer = { host: "127.0.0.1", port: server.port, tls: "starttls", login: null, caPem: null, from: "v@example.org" };

    await expect(sendLetter(clear, letter)).rejects.toThrow(/STARTTLS/);
    expect(server.letters).toEqual([]);
  });
});
