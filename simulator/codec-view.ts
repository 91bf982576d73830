import type { CodecLife } from "./life.ts";

export const simulatedFamilies = ["generic-mib2", "poly-videoos", "cisco-ce", "poly-hdx"] as const;
export type SimulatedFamily = (typeof simulatedFamilies)[number];

/** What is printed on the box and set at its installation. */
export interface CodecIdentity {
  readonly id: string;
  readonly family: SimulatedFamily;
  readonly model: string;
  readonly firmware: string;
  readonly serial: string;
  readonly name: string;
  /** True for a codec that speaks only to its maker's cloud: it has neither SIP nor H.323. */
  readonly isCloudRegistered: boolean;
}

/** A codec at one instant, as the families describe it to those who ask. */
export interface CodecView {
  readonly identity: CodecIdentity;
  readonly life: CodecLife;
  readonly nowMs: number;
}
