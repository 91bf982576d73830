import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";

/** The two clocks of the agent. The wall clock may be wrong or stepped; the monotonic one only measures durations. */
export interface Clock {
  /** ms since 1970 UTC, as the machine believes. */
  nowMs(): number;
  /** ms since an origin that holds for one boot of the machine. */
  monotonicMs(): number;
  /** Names that origin, eight hexadecimal digits. */
  readonly boot: string;
}

/** Of a site that says nothing of its own, for codecs that write local times. */
export const defaultZone = "Europe/Paris";

/** 2100-01-01: the wire carries nothing later. */
const impossibleMs = 4_102_444_800_000;

/** A wall clock that says what cannot be (a dead battery counts on from anywhere) is taken for one that began with the machine. */
export function systemClock(wallMs: () => number = () => Date.now()): Clock {
  const monotonicMs = () => Number(process.hrtime.bigint() / 1_000_000n);
  const nowMs = () => {
    const now = wallMs();
    return now >= 0 && now < impossibleMs ? now : monotonicMs();
  };
  return { nowMs, monotonicMs, boot: bootOfThisMachine() };
}

/** On Linux the monotonic clock counts from the boot, so its name is the kernel's; elsewhere each process has its own. */
function bootOfThisMachine(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").slice(0, 8);
  } catch {
    return randomBytes(4).toString("hex");
  }
}
