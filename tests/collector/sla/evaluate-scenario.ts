import { parseOpeningHours } from "../../../collector/directory/opening-hours.ts";
import { printScenario } from "../../../collector/sla/evaluation-text.ts";
import type { OpeningHours } from "../../../collector/sla/opening-hours.ts";
import type { Scenario } from "../../../collector/sla/scenario.ts";

function readHours(text: string): OpeningHours {
  const read = parseOpeningHours(text);
  if ("problem" in read) throw new Error(read.problem);
  return read.hours;
}

/** What `vigie sla evaluate` says of a scenario. */
export const evaluate = (scenario: Scenario) => printScenario(scenario, readHours);
