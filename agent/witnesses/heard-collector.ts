import { Compile } from "typebox/compile";
import { Refusal } from "../../contract/envelope.ts";
import type { Clock } from "../clock.ts";
import { instantOf } from "../events/instant.ts";
import type { SilenceBook, Witness } from "./silence-book.ts";

/** From here on somebody between us and the collector answers in its place, unless it refuses in the words of the contract. */
const collectorIsAway = 500;

interface Answer {
  readonly status: number;
  readonly body: string;
}

const refusalCheck = Compile(Refusal);

/** Notes what becomes of each question to the collector: it is the witness of the line. An agent that stops asking says nothing. */
export function heardCollector<Args extends readonly unknown[], Given extends Answer>(
  ask: (...args: Args) => Promise<Given>,
  { silences, clock, url, isStopping }: HeardCollectorOptions,
): (...args: Args) => Promise<Given> {
  const witness: Witness = { role: "collector", host: url };
  return async (...args) => {
    const asked = instantOf(clock);
    try {
      const answer = await ask(...args);
      const isAnswered = answer.status < collectorIsAway || isRefusal(answer.body);
      silences.heard(witness, isAnswered, isAnswered ? instantOf(clock) : asked);
      return answer;
    } catch (error) {
      if (!isStopping()) silences.heard(witness, false, asked);
      throw error;
    }
  };
}

/** A collector that cannot take anything now has been heard: the line stands. */
function isRefusal(body: string): boolean {
  try {
    return refusalCheck.Check(JSON.parse(body));
  } catch {
    return false;
  }
}

export interface HeardCollectorOptions {
  readonly silences: Pick<SilenceBook, "heard">;
  readonly clock: Clock;
  readonly url: string;
  readonly isStopping: () => boolean;
}
