import type { Asked, Say } from "./spoken-codec.ts";

/** A call as it was, whatever the codec remembers of it. */
export interface TrueCall {
  readonly startedAt: number;
  readonly durationS: number;
}

export interface Entry extends TrueCall {
  /** Goes on through reboots. */
  readonly historyId: number;
  /** Begins again at 1 with each reboot. */
  readonly callId: number;
}

/** How a codec forgets: the oldest record makes place for the newest, or a full file is put away and an empty one begun. */
export type Forgetting = "oldest" | "all";

/** The history of a codec, told in one family's way. */
export class HistoryModel {
  readonly #family: keyof typeof tellings;
  readonly #tell: (newestFirst: readonly Entry[], asked: Asked) => string | number | null;
  readonly #capacity: number;
  readonly #forgetting: Forgetting;
  #entries: Entry[] = [];
  #historyId = 0;
  #callId = 0;
  /** A fault to answer with instead of a later part of the list. */
  partFault: number | null = null;
  faultsSaid = 0;

  constructor(family: keyof typeof tellings, capacity: number, forgetting: Forgetting) {
    this.#family = family;
    this.#tell = tellings[family];
    this.#capacity = capacity;
    this.#forgetting = forgetting;
  }

  readonly say: Say = (asked) => {
    if (asked.method === "POST" && asked.path.includes("session")) return { cookie: "session_id=1" };
    if (this.partFault !== null && offsetOf(asked) > 0) {
      this.faultsSaid += 1;
      return this.partFault;
    }
    return this.#tell(this.#entries, asked);
  };

  call(call: TrueCall): void {
    if (this.#entries.length >= this.#capacity) this.#entries = this.#forgetting === "all" ? [] : this.#entries.slice(0, -1);
    this.#historyId += 1;
    this.#callId += 1;
    this.#entries.unshift({ ...call, historyId: this.#historyId, callId: this.#callId });
  }

  reboot(): void {
    this.#callId = 0;
    // Its table is that of the calls since it started.
    if (this.#family === "cisco-cts") this.#entries = [];
  }

  /** Newest first. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** Starts of the calls it remembers. */
  get starts(): number[] {
    return this.#entries.map(({ startedAt }) => startedAt);
  }
}

const farEnd = "salle@mairie.example";

const tellings = {
  /** Told over SNMP: spoken-cts.ts. */
  "cisco-cts": () => null,
  "cisco-ce": (entries: readonly Entry[], asked: Asked) => {
    const entry = ({ historyId, callId, startedAt, durationS }: Entry): string =>
      `<Entry><CallHistoryId>${historyId}</CallHistoryId><CallId>${callId}</CallId><RemoteNumber>${farEnd}</RemoteNumber>` +
      `<Direction>Outgoing</Direction><Protocol>sip</Protocol><Duration>${durationS}</Duration>` +
      `<StartTimeUTC>${new Date(startedAt).toISOString().slice(0, 19)}Z</StartTimeUTC></Entry>`;
    const part = partOf(entries, asked).map(entry).join("");
    return asked.path === "/putxml" ? `<Command><CallHistoryGetResult status="OK">${part}</CallHistoryGetResult></Command>` : null;
  },
  "poly-videoos": (entries: readonly Entry[], asked: Asked) => {
    if (asked.path === "/rest/system") return '{"model":"StudioX30","softwareVersion":"3.12.0"}';
    const entry = ({ historyId, startedAt, durationS }: Entry): unknown => ({
      rowId: historyId,
      type: "PLACED",
      address: farEnd,
      callType: "SIP",
      connected: true,
      startTime: startedAt,
      duration: durationS,
    });
    return asked.path.startsWith("/rest/calllog/entries") ? JSON.stringify(partOf(entries, asked).map(entry)) : null;
  },
  /** Rows are renumbered, the newest is 1; times are those of the wall of the room. */
  "poly-hdx": (entries: readonly Entry[], asked: Asked) => {
    const call = ({ historyId, callId, startedAt, durationS }: Entry, index: number): string => {
      const cells = Array<string>(42).fill("---");
      const start = wallTime(startedAt);
      const end = wallTime(startedAt + durationS * 1000);
      const told = { 0: index + 1, 1: start.date, 2: start.time, 3: end.date, 4: end.time, 5: durationInWords(durationS), 7: farEnd };
      const more = { 8: farEnd, 10: "sip", 11: "1024", 13: "Out", 14: 1000 + historyId, 15: callId, 27: "The call has ended.", 28: 16 };
      for (const [place, value] of Object.entries({ ...told, ...more })) cells[Number(place)] = String(value);
      return `<call>${cells.map((cell) => `<data>${cell}</data>`).join("")}</call>`;
    };
    return asked.path === "/a_getcdr.cgi" ? `<cdr><info/><header/>${entries.map(call).join("")}</cdr>` : null;
  },
} as const;

function partOf(entries: readonly Entry[], asked: Asked): readonly Entry[] {
  const limit = numberIn(/<Limit>(\d+)|limit=(\d+)/, asked) ?? entries.length;
  return entries.slice(offsetOf(asked), offsetOf(asked) + limit);
}

function offsetOf(asked: Asked): number {
  return numberIn(/<Offset>(\d+)|offset=(\d+)/, asked) ?? 0;
}

function numberIn(pattern: RegExp, { path, body }: Asked): number | null {
  const [, posted, asked] = pattern.exec(`${path} ${body}`) ?? [];
  const text = posted ?? asked;
  return text === undefined ? null : Number(text);
}

const parisTime = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Paris",
  day: "2-digit",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

function wallTime(ms: number): { date: string; time: string } {
  const parts = Object.fromEntries(parisTime.formatToParts(ms).map(({ type, value }) => [type, value]));
  return {
    date: `${parts["day"]}/${(parts["month"] ?? "").slice(0, 3)}/${parts["year"]}`,
    time: `${parts["hour"]}:${parts["minute"]}:${parts["second"]}`,
  };
}

function durationInWords(durationS: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${Math.floor(durationS / 3600)}:${two(Math.floor(durationS / 60) % 60)}:${two(durationS % 60)}`;
}
