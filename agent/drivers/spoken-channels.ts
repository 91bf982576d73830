import { type Question, questions, speakingChannels } from "../../contract/observation.ts";
import type { Driver, Reads } from "./driver.ts";

type SpokenChannel = (typeof speakingChannels)[number];

/** The channels on which a codec of this family is asked anything. On another it would be configured and never asked. */
export function spokenChannels(driver: Driver): readonly SpokenChannel[] {
  return speakingChannels.filter((channel) =>
    questions.some((question) => partsOf(driver, question).some((part) => isAsked[channel](part))),
  );
}

const partsOf = (driver: Driver, question: Question): readonly Reads[] =>
  [driver[question], driver[question]?.inCall].filter((part) => part !== undefined);

const isAsked: Readonly<Record<SpokenChannel, (part: Reads) => boolean>> = {
  snmp: ({ scalars = [], tables = [] }) => scalars.length + tables.length > 0,
  http: ({ documents = [] }) => documents.length > 0,
};
