import type { AlertingSettings, Channel } from "../settings.ts";

/** One receiver as Alertmanager reads it. */
export interface Receiver {
  readonly name: string;
  readonly [configs: `${string}_configs`]: readonly object[];
}

/** Everybody is also told of the end. */
const andOfTheEnd = { send_resolved: true } as const;

export function receiverOf(name: string, channels: readonly Channel[]): Receiver {
  const byKind = Map.groupBy(channels, ({ kind }) => configName(kind));
  return { name, ...Object.fromEntries([...byKind].map(([config, own]) => [config, own.flatMap(configsOf)])) };
}

/** Called again and again; its end is what counts, so nothing is said of an end. */
export function heartbeatReceiver(name: string, heartbeat: NonNullable<AlertingSettings["heartbeat"]>): Receiver {
  return { name, webhook_configs: [{ url: heartbeat.url, send_resolved: false, ...authorization(heartbeat.bearerFile) }] };
}

/** The collector notes with the incident when people were told; the end it knows by itself. */
export function noteConfig(url: string, bearerFile: string): object {
  return { url, send_resolved: false, ...authorization(bearerFile) };
}

function configName(kind: Channel["kind"]): `${string}_configs` {
  if (kind === "email") return "email_configs";
  return kind === "mattermost" ? "slack_configs" : "webhook_configs";
}

function configsOf(channel: Channel): object[] {
  switch (channel.kind) {
    case "email":
      return channel.to.map((to) => ({
        to,
        headers: { Subject: '{{ template "vigie.subject" . }}' },
        text: '{{ template "vigie.text" . }}',
        html: "",
        ...andOfTheEnd,
      }));
    case "mattermost":
      // Mattermost takes what Slack takes.
      return [
        {
          api_url_file: channel.urlFile,
          ...(channel.channel !== undefined && { channel: channel.channel }),
          title: '{{ template "vigie.subject" . }}',
          text: '{{ template "vigie.text" . }}',
          ...andOfTheEnd,
        },
      ];
    case "webhook":
    case "goalert":
      return [{ url: channel.url, ...authorization(channel.bearerFile), ...andOfTheEnd }];
  }
}

function authorization(bearerFile: string | undefined): object {
  return bearerFile === undefined ? {} : { http_config: { authorization: { type: "Bearer", credentials_file: bearerFile } } };
}
