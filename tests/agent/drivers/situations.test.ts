import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { drivers } from "../../../agent/drivers/index.ts";
import { spokenChannels } from "../../../agent/drivers/spoken-channels.ts";
import { recordedCases } from "./recorded-cases.ts";

/** What a codec may be found in, and the words by which the title of a case tells it. */
const situations = {
  idle: /idle/,
  "in a call": /in a call|in two calls|in a sip call/,
  asleep: /asleep/,
  silent: /silent/,
  "refusing us": /refuses/,
  "cut off": /cut off/,
  "in another alphabet": /alphabet|latin/,
  hostile: /hostile|cannot be|that is a word/,
} as const;
type Situation = keyof typeof situations;

const ofTheWeb: readonly Situation[] = ["idle", "in a call", "asleep", "refusing us", "cut off", "in another alphabet", "hostile"];
const ofSnmp: readonly Situation[] = ["idle", "silent", "hostile"];
/** What MIB-II cannot tell: the others of these families have no word for a call. */
const more: Readonly<Record<string, readonly Situation[]>> = { "cisco-cts": ["in a call"] };

const cases = recordedCases();
const wanted = drivers.flatMap((driver) => {
  const { family } = driver;
  const usual = spokenChannels(driver).includes("http") ? ofTheWeb : ofSnmp;
  return [...usual, ...(more[family] ?? [])].map((situation) => ({ family, situation }));
});

describe("every family", () => {
  it.each(wanted)("$family has a case of a codec that is $situation", ({ family, situation }) => {
    const found = cases.filter((one) => one.family === family && situations[situation].test(one.title));
    const folder = `tests/agent/drivers/${family}/<its name tells “${situation}”>/`;
    expect(found, `write ${folder}codec.json and its answers; the words that tell it: ${situations[situation].source}`).not.toEqual([]);
  });
});

interface ToldEachMinute {
  readonly snmp?: string;
  readonly http?: string;
  readonly notes?: object;
  readonly readings: Readonly<Record<string, string | number>>;
}

function stateOf(folder: string): ToldEachMinute | null {
  const file = join(folder, "expected.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { state: ToldEachMinute }).state : null;
}

/**
 * An HDX and a CollabOS have no word for their sleep that could be found: what is heard is a codec that waits for calls. What matters
 * is the same for all: whoever sleeps is there.
 */
describe("a codec that sleeps", () => {
  const asleep = cases.filter(({ title }) => situations.asleep.test(title)).map(({ title, folder }) => ({ title, state: stateOf(folder) }));

  it.each(asleep)("$title: answers on every channel it has, so that nobody calls it down", ({ state }) => {
    const outcomes = [state?.snmp, state?.http].filter((outcome) => outcome !== undefined);
    expect(outcomes.length).toBeGreaterThan(0);
    expect(new Set(outcomes)).toEqual(new Set(["answered"]));
    expect(state).not.toHaveProperty("notes");
  });

  it.each(asleep)("$title: has no part that is told to have failed", ({ state }) => {
    expect(Object.entries(state?.readings ?? {}).filter(([, value]) => value === "failed")).toEqual([]);
  });
});
