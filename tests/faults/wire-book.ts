import { arcsOf, contentOf, integerOf, readElement, readElements, tag } from "../../simulator/snmp/ber.ts";

/** RFC 3411, snmpEngineTime: asked in each poll of a state and in no other. */
const engineTime = "1.3.6.1.6.3.10.2.1.3.0";

/** An answer to a poll that passed the line towards the agent. */
export interface WireAnswer {
  readonly codec: string;
  /** What it said: whole seconds since it started. */
  readonly uptimeS: number;
  /** Which run of the agent asked, from 1. */
  readonly run: number;
}

/** Notes what codecs answered, where it passes: neither agent nor collector has a hand in it. */
export class WireBook {
  readonly answers: WireAnswer[] = [];
  /** Which run of the agent is the newest. */
  run = 0;

  note(codec: string, message: Buffer, run: number): void {
    const uptimeS = engineTimeIn(message);
    if (uptimeS !== null) this.answers.push({ codec, uptimeS, run });
  }

  /**
   * How often each answer was given, and how often at least it must have been written down: an answer after which the same codec was
   * polled again, twice, by the same run of the agent. What a run that was killed heard last is a poll that did not finish.
   */
  count(): Map<string, { given: number; finished: number }> {
    const counts = new Map<string, { given: number; finished: number }>();
    const after = new Map<string, number>();
    for (const { codec, uptimeS, run } of this.answers.toReversed()) {
      const key = `${codec} ${uptimeS}`;
      const asked = after.get(`${codec} ${run}`) ?? 0;
      const { given, finished } = counts.get(key) ?? { given: 0, finished: 0 };
      counts.set(key, { given: given + 1, finished: finished + (asked >= 2 ? 1 : 0) });
      after.set(`${codec} ${run}`, asked + 1);
    }
    return counts;
  }
}

function engineTimeIn(message: Buffer): number | null {
  try {
    const [, , pdu] = readElements(contentOf(readElement(message), tag.sequence));
    const list = readElements(pdu?.content ?? Buffer.alloc(0))[3];
    for (const binding of readElements(contentOf(list, tag.sequence))) {
      const [oid, value] = readElements(contentOf(binding, tag.sequence));
      if (arcsOf(contentOf(oid, tag.oid)).join(".") === engineTime) return integerOf(value);
    }
    return null;
  } catch {
    return null;
  }
}
