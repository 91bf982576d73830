import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What Alertmanager posts, version 4 of its webhook. */
interface Notification {
  readonly receiver: string;
  readonly status: "firing" | "resolved";
  readonly alerts: readonly NotifiedAlert[];
}

interface NotifiedAlert {
  readonly status: "firing" | "resolved";
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface Webhook {
  readonly url: string;
  /** Messages that say that something began, or that it ended. */
  pages(): readonly Notification[];
  ends(): readonly Notification[];
  /** What the morning list was told of, the ends left out; posted to `/list`. */
  list(): readonly Notification[];
  /** So many calls of the heartbeat. */
  heartbeats(): number;
  forget(): void;
  close(): Promise<void>;
}

/** Somebody who is paged, and the watcher of the heartbeat. */
export async function startWebhook(): Promise<Webhook> {
  let heartbeats = 0;
  const notifications: Notification[] = [];
  const list: Notification[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const said = JSON.parse(Buffer.concat(chunks).toString()) as Notification;
      if (request.url === "/heartbeat") heartbeats += 1;
      else (request.url === "/list" ? list : notifications).push(said);
      response.end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pages: () => notifications.filter(({ status }) => status === "firing"),
    ends: () => notifications.filter(({ status }) => status === "resolved"),
    list: () => list.filter(({ status }) => status === "firing"),
    heartbeats: () => heartbeats,
    forget: () => {
      notifications.length = 0;
      list.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
