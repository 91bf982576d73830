import type { Heard, PollListener, Taken } from "../agent/poll/listener.ts";

/** Everything that was overheard of the polls of one codec. */
export interface Hearing {
  readonly listener: PollListener;
  readonly taken: readonly Taken[];
  /** The last answer to each request. */
  answers(): readonly Heard[];
}

export function newHearing(): Hearing {
  const taken: Taken[] = [];
  const answers = new Map<string, Heard>();
  return {
    taken,
    answers: () => [...answers.values()],
    listener: {
      taken: (what) => void taken.push(what),
      heard: (answer) => void answers.set(`${answer.channel} ${answer.request} ${answer.posted ?? ""}`, answer),
    },
  };
}
