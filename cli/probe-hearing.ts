import type { Heard, PollListener, Taken } from "../agent/poll/listener.ts";

/** Everything that was overheard of the polls of one codec. */
export interface Hearing {
  readonly listener: PollListener;
  readonly taken: readonly Taken[];
  /** The last answer to each request. */
  answers(): readonly Heard[];
}

/** @param asked who is told of each question to the web interface while it lasts */
export function newHearing(asked?: NonNullable<PollListener["asked"]>): Hearing {
  const taken: Taken[] = [];
  const answers = new Map<string, Heard>();
  return {
    taken,
    answers: () => [...answers.values()],
    listener: {
      ...(asked !== undefined && { asked }),
      taken: (what) => void taken.push(what),
      heard: (answer) => void answers.set(`${answer.channel} ${answer.request} ${answer.posted ?? ""}`, answer),
    },
  };
}
