import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Clock } from "../../../agent/clock.ts";
import { type FarEnds, farEndsOf } from "../../../agent/far-ends/far-ends.ts";
import { pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import { plainSite } from "../../../agent/poll/site.ts";
import { questions } from "../../../contract/observation.ts";
import { describeWithRecordings } from "../../servers/requirements.ts";
import { type RecordedCase, recordedCases } from "../drivers/recorded-cases.ts";
import { type CodecWords, secret, startRecordedCodec } from "../recorded-codec.ts";
import { type Person, withPerson } from "./planted-far-ends.ts";
import { targetOf } from "./polled-codec.ts";

const person: fc.Arbitrary<Person> = fc.record({
  user: fc.stringMatching(/^[a-z]{6,9}\.[a-z]{6,9}$/),
  host: fc.stringMatching(/^[a-z]{9,12}\.example$/),
  number: fc.stringMatching(/^0[1-9]{11}$/),
});

/** Polls the codec with every question, as the agent does. Gives all that a poll tells, in one text, and the far ends that it met. */
async function pollAll(recorded: RecordedCase, words: CodecWords): Promise<{ told: string; met: ReadonlySet<string> }> {
  const met = new Set<string>();
  const hidden = farEndsOf(secret("clef du site"));
  const farEnds: FarEnds = {
    tell: (address, year) => {
      met.add(address);
      return hidden.tell(address, year);
    },
  };
  const codec = await startRecordedCodec(words);
  const { snmp, http } = codec;
  const target = targetOf(
    { family: recorded.declaredFamily, ...(snmp && { snmp }), ...(http && { http }) },
    { site: { ...plainSite(null), farEnds } },
  );
  const clock: Clock = { nowMs: () => recorded.askedAtMs, monotonicMs: () => 1_000, boot: "00000000" };
  const told: unknown[] = [];
  const listener = { taken: (what: unknown) => void told.push(what), heard: () => undefined };
  try {
    for (const question of questions) {
      if (target.asks(question)) told.push(await pollEndpoint(target, question, clock, { listener }));
    }
    return { told: JSON.stringify(told).toLowerCase(), met };
  } finally {
    await target.close();
    await codec.close();
  }
}

const whereToPlant =
  "a far end of the recording was not replaced: add the place where this family names it to namedPlaces of tests/agent/poll/planted-far-ends.ts";

function staysWithTheAgent(recorded: RecordedCase): void {
  test.prop([person], { numRuns: 2 })("nobody who was called is told of, by name, number or address", async (planted) => {
    const words = recorded.words();
    const { met } = await pollAll(recorded, words);
    const { told, met: metNow } = await pollAll(recorded, withPerson(words, met, planted));

    for (const word of Object.values(planted)) expect(told).not.toContain(word);
    for (const address of metNow) expect(`${address} (${whereToPlant})`).toMatch(new RegExp(`${planted.user}|${planted.number}`));
    expect({ whereToPlant, isMet: metNow.size > 0 }).toEqual({ whereToPlant, isMet: met.size > 0 });
  });
}

/** Who says nothing tells of nobody. */
const cases = recordedCases().filter(({ isSilent }) => !isSilent);

describe.each(cases.filter(({ besides }) => besides.length === 0))("$title", (recorded) => {
  staysWithTheAgent(recorded);
});

for (const recorded of cases.filter(({ besides }) => besides.length > 0)) {
  describeWithRecordings(recorded.besides, recorded.title, () => staysWithTheAgent(recorded));
}

describe("the recordings of the repository", () => {
  it("hold far ends in more than one family: these laws look at something", async () => {
    const families = new Set<string>();
    for (const recorded of cases.filter(({ besides }) => besides.length === 0)) {
      if ((await pollAll(recorded, recorded.words())).met.size > 0) families.add(recorded.family);
    }

    expect([...families]).toEqual(expect.arrayContaining(["cisco-ce", "cisco-cts"]));
  });
});
