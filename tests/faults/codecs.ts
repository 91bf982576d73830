import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { CodecEvent } from "../../simulator/script.ts";
import type { Place } from "./places.ts";

export interface CodecPlace {
  readonly id: string;
  readonly snmpPort: number;
  readonly httpPort: number | null;
}

/** What truly happened to a codec. */
export interface CodecTruth {
  readonly id: string;
  readonly bootedAt: number;
  readonly calls: readonly { readonly startedAt: number; readonly durationS: number; readonly isConnected: boolean }[];
}

export interface Codecs {
  readonly places: readonly CodecPlace[];
  apply(codec: string, event: CodecEvent): void;
  truth(): Promise<readonly CodecTruth[]>;
  close(): Promise<void>;
}

const program = fileURLToPath(new URL("codec-host.ts", import.meta.url));

/** Simulated codecs in a process of their own, in their place. A codec named `calling…` keeps a history of its calls. */
export async function startCodecs({ own, enter }: Place, ids: readonly string[]): Promise<Codecs> {
  const [command = "", ...words] = [...enter, process.execPath, program, own, ...ids];
  const child = spawn(command, words, { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async <T>(): Promise<T> => JSON.parse(String((await answers.next()).value)) as T;
  const places = await answer<CodecPlace[]>();
  return {
    places,
    apply: (codec, event) => void child.stdin.write(`${JSON.stringify([{ ...event, codec, atS: 0 }])}\n`),
    truth: () => {
      child.stdin.write("\n");
      return answer<CodecTruth[]>();
    },
    close: async () => {
      const ended = once(child, "exit");
      child.stdin.end();
      await ended;
    },
  };
}
