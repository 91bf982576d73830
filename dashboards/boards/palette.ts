import {
  frCauses,
  frChannelStates,
  frConnected,
  frDirections,
  frFarEnds,
  frHostKinds,
  frParts,
  frQualities,
  frStates,
  frWatchdog,
} from "./fr-house.ts";

/** Okabe and Ito's colours, told apart by whoever does not tell red from green, in the light and the dark. Blue is good, vermilion is bad. */
export const colours = {
  good: "#0072B2",
  watch: "#E69F00",
  bad: "#D55E00",
  elsewhere: "#CC79A7",
  neutral: "#56B4E9",
  unknown: "#999999",
} as const;
export type Colour = (typeof colours)[keyof typeof colours];

/** From this figure on this colour; the first has no beginning. */
export interface Step {
  readonly from: number | null;
  readonly colour: Colour;
}

/** A word, and its colour, in the place of a value. */
export interface ValueWords {
  readonly value: string;
  readonly text: string;
  readonly colour: Colour;
}

/** One colour, for figures that are neither good nor bad. */
export const plain: readonly Step[] = [{ from: null, colour: colours.neutral }];

/** None is good, one is bad. */
export const noneIsGood: readonly Step[] = [
  { from: null, colour: colours.good },
  { from: 1, colour: colours.bad },
];

/** Much is worse. */
export function worseFrom(watch: number, bad: number): readonly Step[] {
  return [
    { from: null, colour: colours.good },
    { from: watch, colour: colours.watch },
    { from: bad, colour: colours.bad },
  ];
}

/** Much is better. */
export function betterFrom(watch: number, good: number): readonly Step[] {
  return [
    { from: null, colour: colours.bad },
    { from: watch, colour: colours.watch },
    { from: good, colour: colours.good },
  ];
}

const stateColours = {
  up: colours.good,
  degraded: colours.watch,
  down: colours.bad,
  site: colours.elsewhere,
  unknown: colours.unknown,
} as const;

/** Numbers of states, as the measurement `endpoint_state` has them. */
const stateNumbers = { unknown: 0, up: 1, degraded: 2, down: 3, site: 4 } as const;
type State = keyof typeof stateNumbers;
const states = Object.keys(stateNumbers).filter((state): state is State => state in stateNumbers);

/** States by their number, and by their word. */
export const stateWords: readonly ValueWords[] = states.flatMap((state) =>
  [String(stateNumbers[state]), state].map((value) => ({ value, text: frStates[state], colour: stateColours[state] })),
);

/** The same by their number alone, where a drawing has numbers. */
export const stateNumberWords: readonly ValueWords[] = stateWords.filter(({ value }) => /^\d$/.test(value));

const neutral = (words: Readonly<Record<string, string>>): ValueWords[] =>
  Object.entries(words).map(([value, text]) => ({ value, text, colour: colours.neutral }));

export const causeWords = neutral(frCauses);
export const partWords = neutral(frParts);
export const hostKindWords = neutral(frHostKinds);
export const directionWords = neutral(frDirections);
export const farEndWords = neutral(frFarEnds);

export const qualityWords: readonly ValueWords[] = [
  { value: "good", text: frQualities.good, colour: colours.good },
  { value: "degraded", text: frQualities.degraded, colour: colours.watch },
  { value: "bad", text: frQualities.bad, colour: colours.bad },
  { value: "unclassified", text: frQualities.unclassified, colour: colours.unknown },
];

export const connectedWords: readonly ValueWords[] = [
  { value: "1", text: frConnected.yes, colour: colours.good },
  { value: "0", text: frConnected.no, colour: colours.bad },
];

export const channelStateWords: readonly ValueWords[] = [
  { value: "answered", text: frChannelStates.answered, colour: colours.good },
  { value: "silent", text: frChannelStates.silent, colour: colours.bad },
  { value: "refused", text: frChannelStates.refused, colour: colours.watch },
  { value: "garbled", text: frChannelStates.garbled, colour: colours.watch },
  { value: "not_configured", text: frChannelStates.not_configured, colour: colours.unknown },
];

export const watchdogWords: readonly ValueWords[] = [
  { value: "1", text: frWatchdog.alive, colour: colours.good },
  { value: "0", text: frWatchdog.dead, colour: colours.bad },
];
