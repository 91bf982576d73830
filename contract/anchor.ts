import { type Static, Type } from "typebox";
import { BootId } from "./ids.ts";

const maxTime = 4_102_444_800_000; // 2100-01-01
const Origin = Type.Integer({ minimum: -maxTime, maximum: maxTime });

/**
 * When the monotonic clock of one boot stood at zero, ms since 1970 UTC, as far as it is known. Added to what that clock said, it gives
 * a true time: of a boot that is over as well, whose clock can be asked no more.
 */
export const Anchor = Type.Object(
  {
    boot: BootId,
    heardMs: Type.Optional({ ...Origin, description: "By the collector's clock, as of an answer heard in that boot" }),
    roundTripMs: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 86_400_000, description: "How long that answer took: `heardMs` is late by less" }),
    ),
    earliestMs: Type.Optional({
      ...Origin,
      description: "No answer was heard, but the boot began after the former one was last seen alive",
    }),
    latestMs: Type.Optional({
      ...Origin,
      description: "No answer was heard, but the boot was over before the next one was first seen alive",
    }),
    clockMs: Type.Optional({ ...Origin, description: "By the agent's wall clock when the boot was last seen alive" }),
  },
  { additionalProperties: false, description: "What ties the clock of one boot to the collector's" },
);
export type Anchor = Static<typeof Anchor>;
