import type { Clock } from "../../../agent/clock.ts";
import type { Driver } from "../../../agent/drivers/driver.ts";
import type { PollListener } from "../../../agent/poll/listener.ts";
import { type PollResult, pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import { openTarget } from "../../../agent/poll/poll-target.ts";
import { plainSite } from "../../../agent/poll/site.ts";
import { newTransportCounters } from "../../../agent/transport/counters.ts";
import { type Question, questions } from "../../../contract/observation.ts";
import { secret, startRecordedCodec } from "../recorded-codec.ts";
import type { RecordedCase } from "./recorded-cases.ts";

/** The whole conversation of one recorded codec, over real SNMP and HTTPS. */
export async function replay(
  recorded: RecordedCase,
  listener?: PollListener,
): Promise<{ readonly driver: Driver | null; readonly results: Readonly<Partial<Record<Question, PollResult>>> }> {
  const codec = await startRecordedCodec(recorded.words());
  const clock: Clock = { nowMs: () => recorded.askedAtMs, monotonicMs: () => 1000, boot: "00000000" };
  const { snmp, http } = codec;
  const target = openTarget(
    {
      id: "salle",
      host: "127.0.0.1",
      family: recorded.declaredFamily,
      ...(snmp === undefined ? {} : { snmp }),
      ...(http === undefined ? {} : { http }),
      // Nobody waits for long for what will not come.
      timeoutMs: recorded.isSilent ? 50 : 10_000,
      retries: 0,
    },
    {
      counters: newTransportCounters(),
      paces: { state: 60, status: 300, history: 600, inventory: 86_400 },
      site: plainSite(secret("clef de l'essai")),
    },
  );
  try {
    const results: Partial<Record<Question, PollResult>> = {};
    for (const question of questions) {
      if (target.asks(question)) results[question] = await pollEndpoint(target, question, clock, { listener });
    }
    return { driver: target.driver, results };
  } finally {
    await target.close();
    await codec.close();
  }
}
