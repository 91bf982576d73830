import { createInterface } from "node:readline";
import { startFleet } from "../../simulator/fleet.ts";
import { scriptLinesOf } from "../../simulator/script-lines.ts";
import type { CodecPlace, CodecTruth } from "./codecs.ts";

/**
 * The host of simulated codecs: opens them at the address it is given, says where they are, then does to them what each line of its
 * standard input says. A line that is empty asks what truly happened.
 */
const [address = "127.0.0.1", ...ids] = process.argv.slice(2);
const fleet = await startFleet(
  ids.map((id) => ({
    id,
    address,
    community: "public",
    ...(id.startsWith("calling")
      ? ({ family: "cisco-ce", httpScheme: "http", httpUser: "admin", httpPassword: "demonstration" } as const)
      : ({ family: "generic-mib2" } as const)),
  })),
);
const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
say(
  fleet.codecs.map(
    ({ identity, snmpPort, httpUrl }): CodecPlace => ({
      id: identity.id,
      snmpPort: snmpPort ?? 0,
      httpPort: httpUrl === null ? null : Number(new URL(httpUrl).port),
    }),
  ),
);
for await (const line of createInterface({ input: process.stdin })) {
  if (line === "") say(fleet.codecs.map(truthOf));
  else for (const event of scriptLinesOf(JSON.parse(line)) ?? []) fleet.codec(event.codec).apply(event);
}
await fleet.close();

function truthOf(codec: (typeof fleet.codecs)[number]): CodecTruth {
  const { life } = codec.view();
  return {
    id: codec.identity.id,
    bootedAt: life.bootedAtMs,
    calls: life.history.map(({ startedAtMs, durationS, isConnected }) => ({ startedAt: startedAtMs, durationS, isConnected })),
  };
}
