import type { Random } from "./random.ts";
import { type CodecEvent, callFailures, type ScriptLine } from "./script.ts";

export interface RandomScriptOptions {
  readonly codecs: readonly string[];
  /** Those that are ever used for a call. */
  readonly callers: readonly string[];
  /** Those whose registration, or whose camera, can be seen to fail; all of them unless told. */
  readonly registered?: readonly string[];
  readonly withCamera?: readonly string[];
  /** Who may be called; always the same unless told. */
  readonly farEnds?: readonly string[];
  readonly random: Random;
  /** Average seconds between two calls, and between two faults, once the opening is over. */
  readonly callEveryS: number;
  readonly faultEveryS: number;
}

/**
 * What a newcomer sees in the first minutes: a call with losses, then each kind of fault once. A wrong password is here and not
 * among the faults drawn later: a codec that refuses the agent is left alone for an hour, so a fleet would soon be refused whole.
 */
const opening: readonly (readonly [number, CodecEvent])[] = [
  [20, { does: "call", durationS: 90, lossRatio: 0.03, jitterMs: 28, rateKbps: 1920 }],
  [45, { does: "silence", durationS: 75 }],
  [80, { does: "lose-registration", durationS: 90 }],
  [110, { does: "reboot", silentS: 35 }],
  [150, { does: "call", durationS: 120, lossRatio: 0.001, jitterMs: 9, direction: "in" }],
  [180, { does: "unplug-camera", durationS: 90 }],
  [220, { does: "wrong-password", durationS: 3_540, channel: "http" }],
  [270, { does: "garbage", durationS: 40 }],
];

/** An endless script: the opening, then calls and faults at random, never two at once on the same codec. */
export function* randomScript(options: RandomScriptOptions): Generator<ScriptLine, undefined, undefined> {
  const { random } = options;
  const busyUntil = new Map<string, number>();
  const line = (atS: number, event: CodecEvent): ScriptLine | null => {
    const able = ableTo(event, options);
    const codec = random.pick(able.filter((id) => (busyUntil.get(id) ?? 0) <= atS));
    if (codec === undefined) return null;
    busyUntil.set(codec, atS + lastingS(event) + 30);
    return { ...event, atS, codec };
  };
  for (const [atS, event] of opening) {
    const next = line(atS, event);
    if (next !== null) yield next;
  }
  let nextCall = 300 + random.gap(options.callEveryS);
  let nextFault = 320 + random.gap(options.faultEveryS);
  for (;;) {
    const isCall = nextCall <= nextFault;
    const next = isCall ? line(nextCall, randomCall(options)) : line(nextFault, randomFault(random));
    if (isCall) nextCall += 10 + random.gap(options.callEveryS);
    else nextFault += 10 + random.gap(options.faultEveryS);
    if (next !== null) yield next;
  }
}

function ableTo(event: CodecEvent, { codecs, callers, registered, withCamera }: RandomScriptOptions): readonly string[] {
  if (event.does === "call" || event.does === "missed-call" || event.does === "failed-call") return callers;
  if (event.does === "lose-registration") return registered ?? codecs;
  if (event.does === "unplug-camera") return withCamera ?? codecs;
  // A codec without a web interface would show nothing of a fault that touches only that.
  return "channel" in event && event.channel === "http" ? (registered ?? codecs) : codecs;
}

function lastingS(event: CodecEvent): number {
  if (event.does === "reboot") return event.silentS;
  return "durationS" in event ? (event.durationS ?? 0) : 0;
}

function randomCall({ random, farEnds = [] }: RandomScriptOptions): CodecEvent {
  const farEnd = random.pick(farEnds);
  const isBad = random.next() < 0.2;
  return {
    does: "call",
    durationS: random.between(60, 240),
    lossRatio: isBad ? random.between(10, 60) / 1000 : random.between(0, 4) / 1000,
    jitterMs: isBad ? random.between(20, 60) : random.between(3, 12),
    direction: random.next() < 0.5 ? "in" : "out",
    rateKbps: random.pick([768, 1152, 1920, 3072]) ?? 1920,
    ...(farEnd === undefined ? {} : { farEnd }),
    ...(random.next() < 0.1 ? { rollsOver: true } : {}),
  };
}

function randomFault(random: Random): CodecEvent {
  const durationS = random.between(30, 120);
  const faults: readonly CodecEvent[] = [
    { does: "silence", durationS },
    { does: "silence", durationS, channel: "http" },
    { does: "reboot", silentS: random.between(20, 60) },
    { does: "lose-registration", durationS },
    { does: "unplug-camera", durationS },
    { does: "garbage", durationS: 30 },
    { does: "slow", answerAfterS: 1, durationS },
    { does: "restart-snmp" },
    { does: "missed-call" },
    { does: "failed-call", cause: random.pick(callFailures.filter((cause) => cause !== "rolled_over")) ?? "busy" },
  ];
  return random.pick(faults) ?? { does: "recover" };
}
