import type { CodecView } from "../../codec-view.ts";
import type { CurrentCall } from "../../life.ts";
import { type MibValue, mibTree, text } from "../../snmp/mib-tree.ts";
import { interfaces, systemGroup } from "../mib2.ts";

const root = "1.3.6.1.4.1.2684.1.1";
/** A round trip within the country; the MIB names no unit, milliseconds as far as is known. */
const latencyMs = 38;

/** POLYCOM-VIDEO-MIB of 2004: every number is a text, and quality is that of an H.323 call only. */
export const hdxTree = mibTree([
  ...systemGroup(() => "Videoconferencing Device", "1.3.6.1.4.1.2684"),
  ...interfaces(),
  at("2.0", ({ life }) => life.call?.farEnd ?? ""),
  at("3.0", () => ""),
  at("5.0", () => "1"),
  at("6.0", () => "0"),
  at("10.0", () => "192.0.2.10"),
  at("12.0", () => "192.0.2.20"),
  at(
    "21.0",
    quality((call) => (call.lossRatio * 100).toFixed(1)),
  ),
  at(
    "22.0",
    quality((call) => String(Math.round(call.maxJitterMs / 2))),
  ),
  at(
    "23.0",
    quality(() => String(latencyMs)),
  ),
]);

function at(suffix: string, read: (codec: CodecView) => string): MibValue {
  return { oid: `${root}.${suffix}`, read: (codec) => text(read(codec)) };
}

function quality(tell: (call: CurrentCall) => string): (codec: CodecView) => string {
  return ({ life }) => (life.call?.protocol === "h323" ? tell(life.call) : "");
}
