import type { CodecView } from "../../codec-view.ts";
import { clockOf, faultNow } from "../../life.ts";
import { gauge, integer, type MibValue, mibTree, text } from "../../snmp/mib-tree.ts";
import { interfaces, macAddress, snmpEngine, systemGroup } from "../mib2.ts";

const root = "1.3.6.1.4.1.13885.101.1";
const state = { disabled: 1, ok: 2, failed: 3 } as const;

/** POLYCOM-ENDPOINT-MIB as a Studio X50 answers it: the tables of calls and conferences are in the MIB and not in the codec. */
export const polyTree = mibTree([
  ...systemGroup(() => "Videoconferencing Device", "1.3.6.1.4.1.2684"),
  ...interfaces(),
  ...snmpEngine(),
  at("1.1.0", ({ identity }) => text(identity.firmware)),
  at("1.2.0", () => text("2022-03-04 12:08:35-0600")),
  at("1.3.0", () => text("Video Endpoint")),
  at("1.4.0", ({ identity }) => text(identity.model)),
  at("1.5.0", ({ identity }) => text(identity.serial)),
  at("1.6.0", () => integer(state.ok)),
  at("1.10.0", (codec) => text(`${new Date(clockOf(codec)).toISOString().slice(0, 19).replace("T", " ")} GMT+00:00`)),
  at("2.7.1.0", () => integer(state.ok)),
  at("2.7.2.0", () => integer(state.disabled)),
  at("2.8.1.0", () => integer(state.ok)),
  at("2.8.2.1.1.1", () => gauge(1)),
  at("2.8.2.1.2.1", (codec) => integer(sipState(codec))),
  at("2.8.3.1.1.1", () => gauge(1)),
  at("2.8.3.1.2.1", (codec) => integer(sipState(codec))),
  at("3.1.0", (codec) => integer(cameraState(codec))),
  at("3.5.1.0", () => integer(state.ok)),
  at("3.5.2.1.1.1", () => gauge(1)),
  at("3.5.2.1.3.1", () => integer(state.ok)),
  at("3.6.1.0", (codec) => integer(cameraState(codec))),
  at("3.6.2.1.1.1", () => gauge(1)),
  at("3.6.2.1.2.1", () => text("Main")),
  at("3.6.2.1.3.1", (codec) => integer(cameraState(codec))),
  at("3.10.1.0", () => integer(state.ok)),
  at("3.10.2.1.1.1", () => gauge(1)),
  at("3.10.2.1.2.1", () => text("eth0")),
  at("3.10.2.1.3.1", (codec) =>
    text(
      macAddress(codec, 2)
        .toString("hex")
        .replace(/..(?=.)/g, "$&:"),
    ),
  ),
  at("3.10.2.1.4.1", () => gauge(1000)),
  at("3.10.2.1.5.1", () => text("Full")),
  at("3.10.2.1.6.1", () => integer(state.ok)),
  at("3.11.1.0", () => integer(state.disabled)),
  at("3.12.1.0", () => integer(state.disabled)),
  at("6.7.1.0", () => integer(state.disabled)),
  at("6.8.1.0", () => integer(state.disabled)),
  at("6.9.1.0", () => integer(state.disabled)),
  at("6.10.1.0", () => integer(state.ok)),
  at("6.11.1.0", () => integer(state.disabled)),
  at("6.12.1.0", () => integer(state.disabled)),
  at("6.13.1.0", () => integer(state.disabled)),
]);

function at(suffix: string, read: MibValue["read"]): MibValue {
  return { oid: `${root}.${suffix}`, read };
}

function sipState({ life }: CodecView): number {
  return faultNow(life, "registration_lost") === undefined ? state.ok : state.failed;
}

function cameraState({ life }: CodecView): number {
  return faultNow(life, "camera_unplugged") === undefined ? state.ok : state.failed;
}
