import type { Collector } from "./parts.ts";
import { createSilenceWatch, type SilenceWatch } from "./signals/silence-watch.ts";

/** Who asks Alertmanager for silences while the collector runs; null: the settings name none. */
export function silencesOf({ settings, declarations, directory, incidentsAround, log }: Collector): SilenceWatch | null {
  if (settings.alertmanager === null) return null;
  const desk = { declarations, directory, incidentsAround, now: Date.now };
  return createSilenceWatch({ settings: settings.alertmanager, desk, log });
}
