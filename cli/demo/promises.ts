import { Temporal } from "temporal-polyfill";
import type { DemoSite } from "../../simulator/fleet/demonstration.ts";
import { promisesFr } from "../fr-demo.ts";

/**
 * What the demonstration promises, and when it changed: told from the first day of its past, a first of a quarter, so that a start
 * months later leaves that past as it was.
 */
export function promisesFrom(beginMs: number) {
  const begin = Temporal.Instant.fromEpochMilliseconds(beginMs).toZonedDateTimeISO("Europe/Paris").toPlainDate();
  const day = (duration: Temporal.DurationLike): string => begin.add(duration).toString();
  return {
    contract: [
      { target: "98 %", gtr: "8h" },
      {
        from: day({ months: 3 }),
        target: "99 %",
        gti: "1h",
        gtr: "4h",
        stableReturn: "15min",
        notice: "48h",
        clockHours: "Mo-Fr 08:00-18:00; PH off",
      },
    ],
    openingHoursOf: ({ id, openingHours }: DemoSite) =>
      id === "relecq-mediatheque"
        ? [
            { hours: openingHours },
            { from: day({ months: 3 }), hours: openingHours.replace("PH off", "Jul-Aug Tu-Sa 10:00-13:00; PH off") },
          ]
        : openingHours,
    closuresOf: ({ id }: DemoSite) =>
      id === "rostrenen-formation"
        ? [{ from: day({ months: 1, days: 5 }), to: day({ months: 1, days: 16 }), reason: promisesFr.closed }]
        : [],
    commissionedOf: (codec: string) => (codec === "lannion-pepiniere-3" ? { commissionedOn: day({ days: 14 }) } : {}),
  };
}
