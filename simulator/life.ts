import type { CallFailure, CodecEvent, Fault, FaultKind } from "./script.ts";

/** A call that is over, as the codec's own history keeps it. */
export interface PastCall {
  readonly historyId: number;
  readonly callId: number;
  /** True time; what the codec writes is `writtenMs`. */
  readonly startedAtMs: number;
  /** How far ahead its clock was then; absent: right. */
  readonly clockAheadS?: number;
  /** Absent where it connected, or where somebody else hung up before. */
  readonly failure?: CallFailure;
  readonly durationS: number;
  readonly isConnected: boolean;
  readonly direction: "in" | "out";
  readonly protocol: "sip" | "h323";
  readonly rateKbps: number;
  readonly lossRatio: number;
  readonly maxJitterMs: number;
  readonly farEnd: string;
}

export interface CurrentCall extends Omit<PastCall, "historyId" | "durationS" | "isConnected" | "failure"> {
  readonly endsAtMs: number;
}

/** What a codec keeps through a reboot, and the demonstration through a stop. */
export interface CodecMemory {
  readonly bootedAtMs: number;
  readonly bootCount: number;
  readonly history: readonly PastCall[];
  readonly nextHistoryId: number;
  readonly callsEver: number;
  readonly secondsInCalls: number;
  /** When its SNMP agent started anew without the codec; absent: together. */
  readonly snmpStartedAtMs?: number;
  /** Absent: its clock is right. */
  readonly clockAheadS?: number;
}

/** The life of one simulated codec. It has no timer: `settle` brings it up to the instant of a question. */
export interface CodecLife {
  bootedAtMs: number;
  /** Starts of the SNMP agent, which each boot starts too. */
  bootCount: number;
  snmpStartedAtMs: number;
  call: CurrentCall | null;
  /** Oldest first. */
  history: PastCall[];
  nextHistoryId: number;
  /** Restarts at each boot, as on the real codecs. */
  nextCallId: number;
  callsEver: number;
  secondsInCalls: number;
  clockAheadS: number;
  faults: Fault[];
}

const historyLength = 200;

export function newLife(memory: CodecMemory): CodecLife {
  return {
    clockAheadS: 0,
    snmpStartedAtMs: memory.bootedAtMs,
    ...memory,
    history: [...memory.history],
    nextCallId: 2,
    call: null,
    faults: [],
  };
}

/** A codec that came out of its box: booted `uptimeS` ago and never called. */
export function freshMemory(nowMs: number, uptimeS: number): CodecMemory {
  return { bootedAtMs: nowMs - uptimeS * 1000, bootCount: 1, history: [], nextHistoryId: 1, callsEver: 0, secondsInCalls: 0 };
}

export function memoryOf(life: CodecLife): CodecMemory {
  const { bootedAtMs, bootCount, snmpStartedAtMs, history, nextHistoryId, callsEver, secondsInCalls, clockAheadS } = life;
  return { bootedAtMs, bootCount, snmpStartedAtMs, history: [...history], nextHistoryId, callsEver, secondsInCalls, clockAheadS };
}

/** Ends what is over by `nowMs`: the call goes into the history, faults are forgotten. */
export function settle(life: CodecLife, nowMs: number): void {
  if (life.call !== null && life.call.endsAtMs <= nowMs) endCall(life, life.call.endsAtMs);
  if (life.faults.length > 0) life.faults = life.faults.filter((fault) => fault.untilMs > nowMs);
}

export function applyEvent(life: CodecLife, event: CodecEvent, nowMs: number): void {
  settle(life, nowMs);
  switch (event.does) {
    case "call":
      return startCall(life, event, nowMs);
    case "failed-call":
      return failCall(life, event, nowMs);
    case "set-clock":
      life.clockAheadS = event.aheadS;
      return;
    case "missed-call":
      return keep(life, { ...callFacts(life, event, nowMs), durationS: 0, isConnected: false });
    case "hang-up":
      return endCall(life, nowMs);
    case "reboot":
      return reboot(life, event.silentS, nowMs);
    case "restart-snmp":
      return startSnmp(life, nowMs);
    case "recover":
      life.faults = [];
      return;
    default:
      life.faults.push(faultOf(event, nowMs));
  }
}

export function faultNow(life: CodecLife, kind: FaultKind, channel?: "snmp" | "http"): Fault | undefined {
  return life.faults.find(
    (fault) => fault.kind === kind && (channel === undefined || fault.channel === undefined || fault.channel === channel),
  );
}

export function occurrenceOf(call: PastCall): "missed" | "received" | "placed" {
  if (call.direction === "out") return "placed";
  return call.isConnected ? "received" : "missed";
}

/** What the codec's own clock says. */
export function clockOf({ life, nowMs }: { readonly life: CodecLife; readonly nowMs: number }): number {
  return nowMs + life.clockAheadS * 1000;
}

/** When a call began, as the codec wrote it down. */
export function writtenMs({ startedAtMs, clockAheadS = 0 }: Pick<PastCall, "startedAtMs" | "clockAheadS">): number {
  return startedAtMs + clockAheadS * 1000;
}

export function uptimeMs(life: CodecLife, nowMs: number): number {
  return Math.max(0, nowMs - life.bootedAtMs);
}

/** What sysUpTime counts: the SNMP agent may have started after the codec. */
export function snmpUptimeMs(life: CodecLife, nowMs: number): number {
  return Math.max(0, nowMs - life.snmpStartedAtMs);
}

function startCall(life: CodecLife, event: Extract<CodecEvent, { does: "call" }>, nowMs: number): void {
  endCall(life, nowMs);
  if (event.rollsOver === true) {
    const { farEnd } = event;
    failCall(life, { does: "failed-call", cause: "rolled_over", protocol: "h323", ...(farEnd === undefined ? {} : { farEnd }) }, nowMs);
  }
  life.call = { ...callFacts(life, event, nowMs), endsAtMs: nowMs + event.durationS * 1000 };
  life.nextCallId += 1;
}

function failCall(life: CodecLife, event: Extract<CodecEvent, { does: "failed-call" }>, nowMs: number): void {
  const { cause, protocol = "sip", ...call } = event;
  keep(life, {
    ...callFacts(life, { ...call, does: "missed-call" }, nowMs),
    direction: "out",
    protocol,
    durationS: 0,
    isConnected: false,
    failure: cause,
  });
  life.nextCallId += 1;
}

function callFacts(life: CodecLife, event: Extract<CodecEvent, { does: "call" | "missed-call" }>, nowMs: number) {
  const isMissed = event.does === "missed-call";
  return {
    callId: life.nextCallId,
    startedAtMs: nowMs,
    ...(life.clockAheadS === 0 ? {} : { clockAheadS: life.clockAheadS }),
    direction: isMissed ? "in" : (event.direction ?? "out"),
    protocol: isMissed ? "sip" : (event.protocol ?? "sip"),
    rateKbps: isMissed ? 0 : (event.rateKbps ?? 1920),
    lossRatio: isMissed ? 0 : (event.lossRatio ?? 0),
    maxJitterMs: isMissed ? 0 : (event.jitterMs ?? 8),
    farEnd: event.farEnd ?? "sip:salle@exemple.invalid",
  } as const;
}

function endCall(life: CodecLife, atMs: number): void {
  if (life.call === null) return;
  const { endsAtMs, ...facts } = life.call;
  life.call = null;
  const durationS = Math.max(0, Math.floor((Math.min(atMs, endsAtMs) - facts.startedAtMs) / 1000));
  keep(life, { ...facts, durationS, isConnected: true });
  life.callsEver += 1;
  life.secondsInCalls += durationS;
}

function keep(life: CodecLife, call: Omit<PastCall, "historyId">): void {
  life.history.push({ historyId: life.nextHistoryId, ...call });
  life.nextHistoryId += 1;
  if (life.history.length > historyLength) life.history.shift();
}

/** A codec counts its uptime from the moment it is back, not from the moment it went away. */
function reboot(life: CodecLife, silentS: number, nowMs: number): void {
  endCall(life, nowMs);
  const backAtMs = nowMs + silentS * 1000;
  life.bootedAtMs = backAtMs;
  startSnmp(life, backAtMs);
  life.nextCallId = 2;
  life.faults.push({ kind: "silent", untilMs: backAtMs });
}

function startSnmp(life: CodecLife, atMs: number): void {
  life.snmpStartedAtMs = atMs;
  life.bootCount += 1;
}

type FaultEvent = Exclude<
  CodecEvent,
  { does: "call" | "failed-call" | "missed-call" | "set-clock" | "hang-up" | "reboot" | "restart-snmp" | "recover" }
>;

function faultOf(event: FaultEvent, nowMs: number): Fault {
  const channel = "channel" in event ? event.channel : undefined;
  const slowness = event.does === "slow" ? { answerAfterMs: event.answerAfterS * 1000, trickles: event.trickles ?? false } : {};
  return {
    kind: faultKinds[event.does],
    untilMs: event.durationS === undefined ? Number.POSITIVE_INFINITY : nowMs + event.durationS * 1000,
    ...(channel === undefined ? {} : { channel }),
    ...slowness,
  };
}

const faultKinds = {
  silence: "silent",
  "wrong-password": "refused",
  garbage: "garbled",
  slow: "slow",
  "lose-registration": "registration_lost",
  "unplug-camera": "camera_unplugged",
} as const satisfies Record<FaultEvent["does"], FaultKind>;
