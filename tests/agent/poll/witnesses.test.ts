import { once } from "node:events";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { EndpointSettings } from "../../../agent/poll/endpoint-settings.ts";
import { type PollResult, pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import { mostCodecPings, witnessCodecIcmp, witnessIcmp } from "../../../agent/transport/icmp-witness.ts";
import { witnessTcp } from "../../../agent/transport/tcp-witness.ts";
import { outcomeOf, type Question } from "../../../contract/observation.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { secret, startRecordedCodec } from "../recorded-codec.ts";
import { targetOf, testClock } from "./polled-codec.ts";
import { startSpokenCodec } from "./spoken-codec.ts";

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A machine that accepts connections. Gives its port, and how many connections it has seen begin and end. */
async function machine(onConnection = (): void => {}): Promise<{ port: number; seen: { opened: number; bytes: number } }> {
  const seen = { opened: 0, bytes: 0 };
  const server = createServer((socket) => {
    seen.opened += 1;
    onConnection();
    socket.on("data", (bytes) => {
      seen.bytes += bytes.length;
    });
    socket.on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => server.close());
  const address = server.address();
  return { port: address !== null && typeof address === "object" ? address.port : 0, seen };
}

async function closedPort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return address !== null && typeof address === "object" ? address.port : 0;
}

function poll(settings: Partial<EndpointSettings>, question: Question = "state"): Promise<PollResult> {
  const target = targetOf({ family: "generic-mib2", ...settings });
  closing.push(() => target.close());
  return pollEndpoint(target, question, testClock());
}

/** A program in the place of the system's ping: it writes down what it was asked, and ends as told. */
function ping(script: string): { program: string; folder: string } {
  const folder = temporaryFolder("ping");
  const program = join(folder, "ping");
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return { program, folder };
}

describe("the port of a codec", () => {
  it("that accepts a connection answers, and is sent nothing", async () => {
    const { port, seen } = await machine();

    expect(await witnessTcp("127.0.0.1", port, 20_000)).toEqual({ outcome: "answered" });
    expect(seen.bytes).toBe(0);
  });

  it("that is closed refuses: a machine is there", async () => {
    expect(await witnessTcp("127.0.0.1", await closedPort(), 20_000)).toEqual({ outcome: "refused", note: "connection_refused" });
  });

  it("of a name that leads nowhere is silent", async () => {
    expect(await witnessTcp("codec.invalid", 443, 1_000)).toEqual({ outcome: "silent", note: "name_not_found" });
  });
});

describe("an echo", () => {
  it("is asked once, of an address and of nothing else, by the system's own ping", async () => {
    const { program, folder } = ping('printf "%s\\n" "$@" > "$(dirname "$0")/asked"');
    expect(await witnessIcmp("127.0.0.1", 19_500, program)).toEqual({ outcome: "answered" });

    expect(readFileSync(join(folder, "asked"), "utf8").split("\n")).toEqual(["-n", "-q", "-c", "1", "-W", "20", "--", "127.0.0.1", ""]);
  });

  it.each(["-f", "--help", "$(reboot)", "127.0.0.1; reboot", "a b"])("is never asked with %j on a command line", async (host) => {
    const { program, folder } = ping('touch "$(dirname "$0")/asked"');
    expect(await witnessIcmp(host, 1_000, program)).toEqual({ outcome: "silent", note: "name_not_found" });

    expect(existsSync(join(folder, "asked"))).toBe(false);
  });

  it.each([
    ["nothing came back", "exit 1", 20_000, { outcome: "silent", note: "ping_timeout" }],
    ["there is no way to it", "echo 'ping: connect: Network is unreachable' >&2; exit 2", 20_000, { outcome: "silent", note: "no_route" }],
    ["ping does not end", "sleep 30", 100, { outcome: "silent", note: "ping_timeout" }],
    ["we may not ask", "echo 'ping: socktype: SOCK_RAW: Operation not permitted' >&2; exit 2", 20_000, { notTold: "ping_not_permitted" }],
    ["ping is another program", "echo 'usage: ping' >&2; exit 64", 20_000, { notTold: "ping_failed" }],
  ])("when %s is told for what it is", async (_, script, timeoutMs, told) => {
    expect(await witnessIcmp("127.0.0.1", timeoutMs, ping(`exec sh -c "${script}"`).program)).toEqual(told);
  });

  it("is not told where the machine has no ping", async () => {
    expect(await witnessIcmp("127.0.0.1", 100, join(temporaryFolder("no-ping"), "ping"))).toEqual({ notTold: "ping_missing" });
  });
});

describe("echoes of many codecs at once", () => {
  it("are bounded: one more is not asked, says so, and is asked again once there is room", async () => {
    const { program, folder } = ping('echo >> "$(dirname "$0")/asked"; while [ ! -e "$(dirname "$0")/answer" ]; do sleep 0.1; done');
    const asked = Array.from({ length: mostCodecPings }, () => witnessCodecIcmp("127.0.0.1", 60_000, program));

    expect(await witnessCodecIcmp("127.0.0.1", 60_000, program)).toEqual({ notTold: "ping_busy" });
    writeFileSync(join(folder, "answer"), "");
    expect(new Set((await Promise.all(asked)).map((told) => JSON.stringify(told)))).toEqual(new Set(['{"outcome":"answered"}']));
    expect(readFileSync(join(folder, "asked"), "utf8").split("\n")).toHaveLength(mostCodecPings + 1);
    expect(await witnessCodecIcmp("127.0.0.1", 60_000, program)).toEqual({ outcome: "answered" });
  });

  it("leave the agent its own witnesses, which are few", async () => {
    const { program, folder } = ping('while [ ! -e "$(dirname "$0")/answer" ]; do sleep 0.1; done');
    const asked = Array.from({ length: mostCodecPings }, () => witnessCodecIcmp("127.0.0.1", 60_000, program));

    expect(await witnessIcmp("127.0.0.1", 60_000, ping("exit 0").program)).toEqual({ outcome: "answered" });
    writeFileSync(join(folder, "answer"), "");
    await Promise.all(asked);
  });
});

describe("a codec with witnesses", () => {
  it("that speaks is told with what they saw, and nothing is read from them", async () => {
    const { port } = await machine();
    const codec = await startRecordedCodec({ snmp: "1.3.6.1.2.1.1.1.0|4|Terminal\n" });
    closing.push(() => codec.close());
    const { observation } = await poll({ ...(codec.snmp && { snmp: codec.snmp }), reach: { tcpPort: port } });

    expect(observation).toMatchObject({ channels: { snmp: "answered", tcp: "answered" }, readings: [] });
  });

  it("is asked one thing at a time: they knock when it has spoken", async () => {
    const order: string[] = [];
    const { promise: knocked, resolve: knock } = Promise.withResolvers<void>();
    const { port } = await machine(() => {
      order.push("witness");
      knock();
    });
    const codec = await startSpokenCodec(() => {
      order.push("web");
      return "<Status><SystemUnit><Uptime>9000</Uptime></SystemUnit></Status>";
    });
    closing.push(() => codec.close());
    await poll({ http: codec.http, family: "cisco-ce", reach: { tcpPort: port } });
    await knocked;

    expect(order.lastIndexOf("web")).toBeGreaterThanOrEqual(0);
    expect(order.indexOf("witness")).toBeGreaterThan(order.lastIndexOf("web"));
  });

  it("that does not speak any more is not up because its port is open", async () => {
    const { port } = await machine();
    const codec = await startRecordedCodec({ snmp: "" });
    closing.push(() => codec.close());
    const snmp = { version: "2c", port: codec.snmp?.port ?? 0, community: secret("a wrong one") } as const;
    const { observation } = await poll({ snmp, reach: { tcpPort: port }, timeoutMs: 1_000 });

    expect(observation.channels).toEqual({ snmp: "silent", tcp: "answered" });
    expect(outcomeOf(observation)).toBe("silent");
  });

  it.each(["generic-mib2", "auto"])("that cannot speak is known by them alone (%s), and asked nothing else", async (family) => {
    const { port } = await machine();
    const target = targetOf({ family, reach: { tcpPort: port } });
    closing.push(() => target.close());
    const { observation } = await pollEndpoint(target, "state", testClock());

    expect(observation.channels).toEqual({ tcp: "answered" });
    expect(outcomeOf(observation)).toBe("answered");
    expect((["state", "status", "history", "inventory"] as const).filter((question) => target.asks(question))).toEqual(["state"]);
  });

  it("calls them for its state only", async () => {
    const { port, seen } = await machine();
    for (const question of ["status", "history", "inventory"] as const) {
      expect((await poll({ reach: { tcpPort: port } }, question)).observation.channels).toEqual({});
    }
    expect(seen.opened).toBe(0);
  });
});
