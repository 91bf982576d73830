import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import type { Logger } from "pino";
import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import { AgentEvent, Instant, witnessRoles } from "../../contract/agent-event.ts";

const strict = { additionalProperties: false };

/** A witness that answered at least once, and the silence it is in. */
const KnownWitness = Type.Object(
  {
    role: Type.Enum([...witnessRoles]),
    name: Type.Optional(Type.String({ maxLength: 32 })),
    host: Type.String({ maxLength: 512 }),
    lastAnswered: Instant,
    lastAsked: Instant,
    open: Type.Optional(AgentEvent),
  },
  strict,
);
const Known = Compile(Type.Array(KnownWitness, { maxItems: 100 }));
type Stored = Static<typeof KnownWitness>;
export type KnownWitness = Omit<Stored, "open"> & { readonly open?: Extract<AgentEvent, { kind: "silence" }> };

/** What is remembered of witnesses from one run of the agent to the next. */
export interface SilenceFile {
  /** Nothing where there is none, or it cannot be understood: then nobody has answered yet. */
  read(): KnownWitness[];
  /** A disk that refuses is told to the log, once, and the agent goes on. */
  write(known: readonly KnownWitness[]): void;
}

export function openSilenceFile(file: string, log: Pick<Logger, "warn">): SilenceFile {
  let isTold = false;
  return {
    read: () => read(file),
    write: (known) => {
      try {
        writeWhole(file, JSON.stringify(known));
        isTold = false;
      } catch (error) {
        if (!isTold) log.warn({ err: error }, "silences of witnesses cannot be noted on disk");
        isTold = true;
      }
    },
  };
}

function read(file: string): KnownWitness[] {
  try {
    const known: unknown = JSON.parse(readFileSync(file, "utf8"));
    return Known.Check(known) ? known.map(withItsSilence) : [];
  } catch {
    return [];
  }
}

function withItsSilence({ open, ...known }: Stored): KnownWitness {
  return open?.kind === "silence" ? { ...known, open } : known;
}

function writeWhole(file: string, text: string): void {
  const handle = openSync(`${file}.new`, "w", 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(`${file}.new`, file);
}
