import { type RoomCost, usualRoomCost } from "./cost-per-use.ts";
import { type RoadRules, usualRoadRules } from "./distance.ts";
import { usualStudyFigure } from "./fr.ts";
import { type SavingFactors, usualSavingFactors } from "./saving-factors.ts";
import type { StudyFigure } from "./study.ts";
import { type UnderUseRules, usualUnderUseRules } from "./under-use.ts";

/** What the network has agreed on, where a figure of use rests on more than counts. The aid of a room is in the inventory, by site. */
export interface UsageRules {
  readonly underUse: UnderUseRules;
  readonly room: Omit<RoomCost, "aidEuros">;
  readonly roads: RoadRules;
  readonly savings: SavingFactors;
  readonly study: StudyFigure;
}

export const usualUsageRules: UsageRules = {
  underUse: usualUnderUseRules,
  room: { amortisationYears: usualRoomCost.amortisationYears, runningEurosPerMonth: usualRoomCost.runningEurosPerMonth },
  roads: usualRoadRules,
  savings: usualSavingFactors,
  study: usualStudyFigure,
};
