import { purposeWords as purposeLabels, userKindWords } from "../usage/fr-purpose.ts";
import { purposes, type Tagged, userKinds } from "../usage/purpose.ts";
import { purposeWords } from "./fr-purposes.ts";
import { weekdayInFull } from "./french-dates.ts";
import { duration, machineTime, timeOfDay } from "./french-format.ts";
import { typographic } from "./typography.ts";

/** A use as the page is given it, s since 1970 UTC. */
export interface ShownUse extends Tagged {
  readonly endpoint: string;
  readonly name: string;
  readonly at: number;
  readonly seconds: number;
}

interface Choice {
  readonly value: string;
  readonly word: string;
  readonly isChosen: boolean;
}

export interface PurposeUseView {
  readonly key: string;
  readonly endpoint: string;
  readonly name: string;
  readonly when: string;
  readonly machine: string;
  readonly lasted: string;
  readonly purposes: readonly Choice[];
  readonly users: readonly Choice[];
}

export function purposeUseView(use: ShownUse): PurposeUseView {
  const { endpoint, name, at, seconds, purpose, users } = use;
  return {
    key: `${endpoint}-${at}`,
    endpoint,
    name,
    when: whenOf(at),
    machine: machineTime(at * 1000),
    lasted: duration(Math.floor(seconds / 60) * 60),
    purposes: choices(purposes, purpose, (one) => purposeLabels[one]),
    users: choices(userKinds, users, (one) => userKindWords[one]),
  };
}

export const whenOf = (at: number): string => `${weekdayInFull(at * 1000)} ${purposeWords.at} ${timeOfDay(at * 1000)}`;

function choices<Word extends string>(words: readonly Word[], chosen: Word | null, wordOf: (word: Word) => string): Choice[] {
  const listed = words.map((value) => ({ value, word: typographic(capital(wordOf(value))), isChosen: value === chosen }));
  return [{ value: "", word: purposeWords.nothing, isChosen: chosen === null }, ...listed];
}

const capital = (word: string): string => word.charAt(0).toLocaleUpperCase("fr") + word.slice(1);
