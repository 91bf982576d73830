import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { askReach } from "../../../agent/witnesses/ask-reach.ts";
import { gatewayOfIpv6Routes, gatewayOfRoutes } from "../../../agent/witnesses/default-route.ts";
import { SilenceBook, type Witness } from "../../../agent/witnesses/silence-book.ts";
import { openSilenceFile } from "../../../agent/witnesses/silence-file.ts";
import type { AgentEvent, Instant } from "../../../contract/agent-event.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { type StoppableMachine, startStoppableMachine } from "./stoppable-machine.ts";

const gateway: Witness = { role: "gateway", host: "10.0.0.1" };
const quiet = { info: () => {}, warn: () => {} };

function at(minute: number): Instant {
  return { at: 60_000 * minute, clockMs: 0, boot: "cafe0123" };
}

/** An agent that may be started again on the same disk; `told` is what it tells, the fullest telling of each event. */
function agentIn(folder: string) {
  const told = new Map<string, AgentEvent>();
  const keep = (event: AgentEvent): void => void told.set(event.id, event);
  const start = () =>
    new SilenceBook({ book: { record: keep, update: keep }, file: openSilenceFile(join(folder, "witnesses.json"), quiet), log: quiet });
  return { told: () => [...told.values()], start };
}

describe("the silence of a witness", () => {
  it("lasts from its last answer to its next one", () => {
    const { told, start } = agentIn(temporaryFolder("silence"));
    const silences = start();
    silences.heard(gateway, true, at(0));
    for (const minute of [1, 2, 3]) silences.heard(gateway, false, at(minute));
    silences.heard(gateway, true, at(4));

    expect(told()).toMatchObject([{ kind: "silence", witness: "gateway", from: at(0), to: at(4) }]);
  });

  it("is told while it goes on", () => {
    const { told, start } = agentIn(temporaryFolder("silence"));
    const silences = start();
    silences.heard(gateway, true, at(0));
    for (const minute of [1, 2]) silences.heard(gateway, false, at(minute));

    expect(told()).toHaveLength(1);
    expect(told()[0]).not.toHaveProperty("to");
  });

  it("is none where one packet was lost, or where the witness never answered", () => {
    const { told, start } = agentIn(temporaryFolder("silence"));
    const silences = start();
    for (const minute of [0, 1, 2]) silences.heard({ role: "neighbour", name: "printer", host: "10.0.0.9" }, false, at(minute));
    for (const minute of [0, 1, 2, 3]) silences.heard(gateway, minute % 2 === 0, at(minute));

    expect(told()).toEqual([]);
  });

  it("goes on as the same one when the agent is killed and started again meanwhile", () => {
    const { told, start } = agentIn(temporaryFolder("silence"));
    const first = start();
    first.heard(gateway, true, at(0));
    for (const minute of [1, 2]) first.heard(gateway, false, at(minute));
    const second = start();
    for (const minute of [9, 10]) second.heard(gateway, false, at(minute));
    second.heard(gateway, true, at(11));

    expect(told()).toMatchObject([{ from: at(0), to: at(11) }]);
  });

  it("begins at the last answer of the run before, where the witness was gone when the agent came back", () => {
    const { told, start } = agentIn(temporaryFolder("silence"));
    start().heard(gateway, true, at(0));
    const second = start();
    for (const minute of [9, 10]) second.heard(gateway, false, at(minute));

    expect(told()).toMatchObject([{ from: at(0) }]);
  });

  it("ends where it was last seen when the plan names another witness", () => {
    const { told, start } = agentIn(temporaryFolder("silence"));
    const silences = start();
    silences.heard(gateway, true, at(0));
    for (const minute of [1, 2]) silences.heard(gateway, false, at(minute));
    silences.keepOnly([{ role: "gateway", host: "10.0.0.2" }], ["gateway", "neighbour"]);

    expect(told()).toMatchObject([{ from: at(0), to: at(2) }]);
  });
});

describe("asking a machine whether it is there", () => {
  let machine: StoppableMachine | null = null;
  afterEach(() => machine?.close());

  it("takes any answer for one, a refusal too, and nothing for silence", async () => {
    machine = await startStoppableMachine();
    const { port } = machine;

    expect(await askReach("127.0.0.1", { tcpPort: port }, 2_000)).toBe("answered");
    await machine.fallSilent();
    expect(await askReach("127.0.0.1", { tcpPort: port }, 300)).toBe("silent");
    await machine.close();
    expect(await askReach("127.0.0.1", { tcpPort: port }, 2_000)).toBe("answered");
  });
});

describe("the gateway an agent finds", () => {
  const head = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

  it("is that of the cheapest route to everywhere", () => {
    const wifi = "wlan0\t00000000\t0100A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n";
    const cable = "eth0\t00000000\tFE01A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n";
    const link = "eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n";

    expect(gatewayOfRoutes(head + wifi + cable + link)).toBe("192.168.1.254");
    expect(gatewayOfRoutes(head + link)).toBeNull();
  });

  it("has the name of its link where its address holds on that link only", () => {
    const zero = "0".repeat(32);
    const route = `${zero} 00 ${zero} 00 fe800000000000000000000000000001 00000400 00000002 00000000 00000003     eth0\n`;
    const nowhere = `${zero} 00 ${zero} 00 ${zero} ffffffff 00000001 00000000 00200200       lo\n`;

    expect(gatewayOfIpv6Routes(nowhere + route)).toBe("fe80:0:0:0:0:0:0:1%eth0");
    expect(gatewayOfIpv6Routes(nowhere)).toBeNull();
  });
});
