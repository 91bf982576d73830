import { describe, expect, it } from "vitest";
import { drivers } from "../../../agent/drivers/index.ts";
import { recordedCases } from "./recorded-cases.ts";

/** What a codec may be found in, and the words by which the title of a case tells it. */
const situations = {
  idle: /idle/,
  "in a call": /in a call|in two calls|in a sip call/,
  asleep: /asleep/,
  "refusing us": /refuses/,
  "cut off": /cut off/,
  "in another alphabet": /alphabet|latin/,
  hostile: /hostile/,
} as const;
type Situation = keyof typeof situations;

/** Nothing that was read says how the codec tells it: no case is better than one that is made up. */
const untold: Readonly<Record<string, readonly Situation[]>> = {
  "poly-hdx": ["asleep"],
  "tandberg-mxp": ["asleep"],
  "logitech-collabos": ["asleep"],
};

const withWeb = drivers.filter(({ state }) => (state.documents ?? []).length > 0).map(({ family }) => family);
const titles = recordedCases().map(({ family, title }) => ({ family, title }));
const wanted = withWeb.flatMap((family) =>
  (Object.keys(situations) as Situation[])
    .filter((situation) => untold[family]?.includes(situation) !== true)
    .map((situation) => ({ family, situation })),
);

describe("every family with a web interface", () => {
  it.each(wanted)("$family has a case of a codec that is $situation", ({ family, situation }) => {
    expect(titles.filter((one) => one.family === family && situations[situation].test(one.title))).not.toEqual([]);
  });

  it.each(Object.entries(untold))("%s is known to leave %s untold", (family) => {
    expect(withWeb).toContain(family);
  });
});
