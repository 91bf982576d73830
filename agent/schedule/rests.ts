import { type Channel, type Question, speakingChannels } from "../../contract/observation.ts";
import type { PollResult } from "../poll/poll-endpoint.ts";

/** A poll's result, as far as the schedule is concerned. */
export type Polled = Pick<PollResult, "observation" | "notes">;

/** What is left alone: one question, all of them, or all but the one that tells whether the codec lets us in at all. */
type Silenced = Question | "all" | "all but state";

interface Rest {
  readonly channel: Channel;
  readonly silenced: Silenced;
  readonly until: number;
}

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** It was we who did not like its certificate or its TLS: no password was sent, nothing locks, and it may be mended any minute. */
const distrustMs = 10 * minuteMs;
const isOfTrust = /^(?:certificate_|tls_too_old$)/;
/** Timers are early or late by a few milliseconds; a rest that ends with a poll must not skip it. */
const toleranceMs = 500;
/** We are known, and may not ask this: a view with few rights. A web document that is forbidden rests alone, which is the poll's business. */
const notesOfRights = new Set(["snmp_no_access"]);

/**
 * A codec that refuses us is left alone, by all questions together: codecs lock the account, or the whole port, of whoever tries a
 * wrong password often, and no password mends itself. One hour for a web interface, ten minutes where it was we who refused its
 * certificate or its TLS; SNMP locks nobody out, and has 2 minutes, then
 * 4, 8… up to an hour. Silence is no reason to rest: the return of a codec is dated by its first answer. Nothing is remembered
 * across a restart: whoever corrects the password restarts the agent, or waits until it has seen the new one, and is answered at once.
 */
export class Rests {
  #rests: readonly Rest[] = [];
  readonly #letIn = new Set<Channel>();
  #snmpRefusals = 0;

  /** @param resting channels that were not asked in this poll */
  learn({ observation, notes }: Polled, resting: ReadonlySet<Channel>, startedAt: number): void {
    const { question, channels } = observation;
    for (const channel of speakingChannels) {
      if (resting.has(channel)) continue;
      if (channels[channel] === "answered") this.#answered(channel, question);
      if (channels[channel] === "refused") this.#refused(channel, question, notes[channel] ?? "", startedAt);
    }
  }

  /** Channels that `question` leaves alone at `at`. */
  restingAt(question: Question, at: number): ReadonlySet<Channel> {
    return new Set(this.#touching(question, at).map(({ channel }) => channel));
  }

  /** When `question` can be asked on all channels again; null when it can at `at`. */
  endFor(question: Question, at: number): number | null {
    const ends = this.#touching(question, at).map(({ until }) => until);
    return ends.length === 0 ? null : Math.max(...ends);
  }

  /** Other words or another machine: what was refused before says nothing of it. */
  forget(channels: readonly Channel[]): void {
    this.#rests = this.#rests.filter(({ channel }) => !channels.includes(channel));
    for (const channel of channels) this.#letIn.delete(channel);
    if (channels.includes("snmp")) this.#snmpRefusals = 0;
  }

  #touching(question: Question, at: number): Rest[] {
    return this.#rests.filter(({ until, silenced }) => until > at + toleranceMs && silences(silenced, question));
  }

  #answered(channel: Channel, question: Question): void {
    this.#letIn.add(channel);
    if (channel === "snmp") this.#snmpRefusals = 0;
    this.#rests = this.#rests.filter((rest) => rest.channel !== channel || !silences(rest.silenced, question, "all but state"));
  }

  #refused(channel: Channel, question: Question, note: string, at: number): void {
    const isOfRights = notesOfRights.has(note) && question !== "state";
    if (!isOfRights) {
      this.#letIn.delete(channel);
      return this.#rest({ channel, silenced: "all", until: at + this.#restMs(channel, note) });
    }
    this.#rest({ channel, silenced: question, until: at + hourMs });
    // Who was never let in may be a stranger: the state will tell, and nothing else is asked before.
    if (!this.#letIn.has(channel)) this.#rest({ channel, silenced: "all but state", until: at + hourMs });
  }

  #restMs(channel: Channel, note: string): number {
    if (isOfTrust.test(note)) return distrustMs;
    if (channel !== "snmp") return hourMs;
    this.#snmpRefusals += 1;
    return Math.min(hourMs, minuteMs * 2 ** Math.min(this.#snmpRefusals, 30));
  }

  #rest(rest: Rest): void {
    const others = this.#rests.filter(({ channel, silenced }) => channel !== rest.channel || silenced !== rest.silenced);
    this.#rests = [...others, rest];
  }
}

function silences(silenced: Silenced, question: Question, ...also: Silenced[]): boolean {
  if (silenced === "all" || silenced === question || also.includes(silenced)) return true;
  return silenced === "all but state" && question !== "state";
}
