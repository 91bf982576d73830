import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export interface ReceivedLetter {
  readonly to: readonly string[];
  readonly source: string;
}

export interface MailServerOfTest {
  readonly port: number;
  readonly letters: ReceivedLetter[];
  /** Addresses that the server refuses. */
  readonly refused: Set<string>;
  close(): Promise<void>;
}

/** A real SMTP server on loopback, which keeps what it is sent. */
export async function startMailServer(more: SMTPServerOptions = {}): Promise<MailServerOfTest> {
  const letters: ReceivedLetter[] = [];
  const refused = new Set<string>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: more.key === undefined ? ["STARTTLS", "AUTH"] : [],
    ...more,
    onRcptTo: ({ address }, _session, done) => done(refused.has(address) ? new Error("550 no such mailbox") : null),
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = envelope.rcptTo.map(({ address }) => address);
        letters.push({ to, source: Buffer.concat(chunks).toString("utf8") });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("the mail server has no port");
  return {
    port: address.port,
    letters,
    refused,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}
