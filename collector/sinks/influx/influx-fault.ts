/**
 * Whose fault a failed request is: the `points` sent, our `credentials`, a `database` that does not exist, or the
 * `server` and everything on the way to it. Only the first is final; the others end when somebody repairs something.
 */
export type FaultKind = "points" | "credentials" | "database" | "server";

export class InfluxFault extends Error {
  readonly kind: FaultKind;
  constructor(kind: FaultKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** The request was given up because it took too long: a smaller one may get through. */
export class DeadlineFault extends InfluxFault {
  constructor(deadlineMs: number) {
    super("server", `no complete answer within ${deadlineMs} ms`);
  }
}

/** The server took the good points of a batch and refused others. */
export class PointsRefused extends InfluxFault {
  /** How many the server says it dropped; null when it does not say. */
  readonly dropped: number | null;
  /** The field whose type contradicts what is stored already. */
  readonly field: { readonly name: string; readonly measurement: string } | null;
  /** True when the words are those of InfluxDB about points; another 400 may come from anything in between. */
  readonly isRecognised: boolean;

  constructor(reason: string, options?: ErrorOptions) {
    super("points", reason.replace(/^partial write: /, "").replace(/ dropped=\d+$/, ""), options);
    const dropped = / dropped=(\d+)$/.exec(reason)?.[1];
    this.dropped = dropped === undefined ? null : Number(dropped);
    const [, name, measurement] = /input field "(.+?)" on measurement "(.+?)" is type/.exec(reason) ?? [];
    this.field = name === undefined || measurement === undefined ? null : { name, measurement };
    this.isRecognised = /^(?:partial write: |unable to parse |field type conflict)/.test(reason);
  }
}

/** Reads what the client threw. `influx` does not export its error classes, so they are known by their shape. */
export function faultOf(error: unknown): InfluxFault {
  if (error instanceof InfluxFault) return error;
  const status = statusOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const reason = reasonIn(message);
  const options = { cause: error };
  if (status === 400 || status === 413 || status === 422) return new PointsRefused(reason, options);
  if (status === 401 || status === 403) return new InfluxFault("credentials", reason, options);
  if (status === 404) return new InfluxFault("database", reason, options);
  return new InfluxFault("server", codeOf(error) ?? reason, options);
}

function statusOf(error: unknown): number | null {
  if (typeof error !== "object" || error === null || !("res" in error)) return null;
  const { res } = error;
  if (typeof res !== "object" || res === null || !("statusCode" in res)) return null;
  return typeof res.statusCode === "number" ? res.statusCode : null;
}

// An AggregateError of Node (several addresses tried) has a code and no message.
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return null;
  return error.message === "" ? error.code : error.message;
}

/** `A 400 Bad Request error occurred: {"error":"…"}` becomes what the server said. */
function reasonIn(message: string): string {
  const body = message.replace(/^A \d{3} .*? error occurred: /s, "").trim();
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === "object" && parsed !== null && "error" in parsed && typeof parsed.error === "string")
      return shorten(parsed.error);
  } catch {
    // Not JSON: a proxy speaks, not InfluxDB.
  }
  return shorten(body === "" ? message : body);
}

// The end of the message holds `dropped=`; the middle is a copy of the line.
function shorten(text: string): string {
  return text.length <= 400 ? text : `${text.slice(0, 300)}…${text.slice(-80)}`;
}
