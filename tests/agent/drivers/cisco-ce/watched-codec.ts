import { onTestFinished } from "vitest";
import type { Clock } from "../../../../agent/clock.ts";
import { type PollResult, pollEndpoint } from "../../../../agent/poll/poll-endpoint.ts";
import { openTarget } from "../../../../agent/poll/poll-target.ts";
import { plainSite } from "../../../../agent/poll/site.ts";
import { newTransportCounters } from "../../../../agent/transport/counters.ts";
import type { Question } from "../../../../contract/observation.ts";
import { secret, startRecordedCodec } from "../../recorded-codec.ts";

const clock: Clock = { nowMs: () => Date.parse("2026-03-02T10:00:00Z"), monotonicMs: () => 1000, boot: "00000000" };

export interface WatchedCodec {
  /** Requests as the codec saw them: "GET /status.xml". */
  readonly requests: readonly string[];
  ask(question: Question): Promise<PollResult>;
}

/** A Cisco codec on loopback that says this over HTTPS, and an agent that asks it; both end with the test. */
export async function watchCodec(words: Readonly<Record<string, string>>): Promise<WatchedCodec> {
  const codec = await startRecordedCodec({ http: words });
  const { http } = codec;
  const target = openTarget(
    { id: "salle", host: "127.0.0.1", family: "cisco-ce", ...(http === undefined ? {} : { http }), timeoutMs: 10_000, retries: 0 },
    {
      counters: newTransportCounters(),
      paces: { state: 60, status: 300, history: 600, inventory: 86_400 },
      site: plainSite(secret("clef de l'essai")),
    },
  );
  onTestFinished(async () => {
    await target.close();
    await codec.close();
  });
  return { requests: codec.requests, ask: (question) => pollEndpoint(target, question, clock) };
}

export const inStatus = (body: string): string => `<?xml version="1.0"?><Status product="Cisco Codec" version="ce9.15.0">${body}</Status>`;
