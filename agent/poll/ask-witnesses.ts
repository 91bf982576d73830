import type { Channel } from "../../contract/observation.ts";
import { witnessCodecIcmp } from "../transport/icmp-witness.ts";
import { witnessTcp } from "../transport/tcp-witness.ts";
import type { Witnessed } from "../transport/witness.ts";
import type { EndpointSettings } from "./endpoint-settings.ts";

export type WitnessReport = Partial<Record<Channel, Witnessed>>;

const nobody: Promise<WitnessReport> = Promise.resolve({});

/** Asks the witnesses of a codec, side by side: they trouble the machine, not what runs on it. */
export function askWitnesses({ host, reach, timeoutMs }: EndpointSettings): Promise<WitnessReport> {
  return reach === undefined ? nobody : ask(host, reach, timeoutMs);
}

async function ask(host: string, { tcpPort, icmp }: NonNullable<EndpointSettings["reach"]>, timeoutMs: number): Promise<WitnessReport> {
  const [tcp, echo] = await Promise.all([
    tcpPort === undefined ? null : witnessTcp(host, tcpPort, timeoutMs),
    icmp === undefined ? null : witnessCodecIcmp(host, timeoutMs),
  ]);
  return { ...(tcp !== null && { tcp }), ...(echo !== null && { icmp: echo }) };
}
