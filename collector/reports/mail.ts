import { createTransport } from "nodemailer";
import type { Secret } from "../../settings/secret.ts";

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** `starttls` is asked for and not only hoped for; `none` for a relay on the same machine. */
  readonly tls: "implicit" | "starttls" | "none";
  readonly login: { readonly user: string; readonly password: Secret } | null;
  /** PEM; null: the system's own authorities. */
  readonly caPem: string | null;
  readonly from: string;
}

export interface Letter {
  readonly to: string;
  /** The same letter has the same: who gets it twice, because a machine stopped in between, is shown it once. */
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly content: Uint8Array }[];
}

const patienceMs = 30_000;

/** Settles when the server has taken the letter. @throws what the server said otherwise */
export async function sendLetter(server: MailServer, { to, id, subject, text, attachments }: Letter): Promise<void> {
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.tls === "implicit",
    requireTLS: server.tls === "starttls",
    ignoreTLS: server.tls === "none",
    tls: { minVersion: "TLSv1.2", ...(server.caPem !== null && { ca: server.caPem }) },
    ...(server.login !== null && { auth: { user: server.login.user, pass: server.login.password.reveal() } }),
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: 4 * patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: server.from,
      to,
      messageId: `<${id}@${domainOf(server.from)}>`,
      subject,
      text,
      attachments: attachments.map(({ name, type, content }) => ({ filename: name, contentType: type, content: Buffer.from(content) })),
    });
  } finally {
    transport.close();
  }
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);
