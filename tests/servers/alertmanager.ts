import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { request } from "undici";
import { startDaemon } from "./daemon.ts";
import { temporaryFolder } from "./folders.ts";
import { freeTcpPort } from "./ports.ts";
import { programPath } from "./programs.ts";

export interface AlertmanagerOptions {
  /** Text of alertmanager.yml. Without it every alert goes to a receiver that tells nobody. */
  readonly configuration?: string;
}

export interface PostedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly startsAt?: string;
  readonly endsAt?: string;
}

export interface ActiveAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly receivers: readonly { readonly name: string }[];
  readonly status: { readonly state: string; readonly silencedBy: readonly string[]; readonly inhibitedBy: readonly string[] };
}

export interface Alertmanager {
  readonly url: string;
  readonly port: number;
  post(alerts: readonly PostedAlert[]): Promise<void>;
  alerts(): Promise<ActiveAlert[]>;
  log(): string;
  stop(): Promise<void>;
}

const tellsNobody = JSON.stringify({ route: { receiver: "nobody", group_wait: "1s" }, receivers: [{ name: "nobody" }] });

export async function startAlertmanager(options: AlertmanagerOptions = {}): Promise<Alertmanager> {
  const folder = temporaryFolder("alertmanager");
  const port = await freeTcpPort();
  const url = `http://127.0.0.1:${port}`;
  writeFileSync(join(folder, "alertmanager.yml"), options.configuration ?? tellsNobody);
  const daemon = await startDaemon({
    name: "alertmanager",
    command: programPath("alertmanager"),
    args: [
      `--config.file=${join(folder, "alertmanager.yml")}`,
      `--storage.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      // Empty: no cluster, so no second port.
      "--cluster.listen-address=",
    ],
    folder,
    isReady: async () => {
      const { statusCode, body } = await request(`${url}/-/ready`);
      await body.dump();
      return statusCode === 200;
    },
  });
  return {
    url,
    port,
    post: (alerts) => post(url, alerts),
    alerts: async () => (await (await request(`${url}/api/v2/alerts`)).body.json()) as ActiveAlert[],
    log: () => daemon.log(),
    stop: () => daemon.stop(),
  };
}

async function post(url: string, alerts: readonly PostedAlert[]): Promise<void> {
  const { statusCode, body } = await request(`${url}/api/v2/alerts`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(alerts),
  });
  const said = await body.text();
  if (statusCode !== 200) throw new Error(`Alertmanager answered ${statusCode}: ${said}`);
}
