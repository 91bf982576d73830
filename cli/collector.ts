import { loadCollector } from "../collector/config/load-collector.ts";
import { collectorHelp, collectorSummary } from "./fr-collector.ts";
import type { Io } from "./io.ts";
import { deliverInChild } from "./report-child.ts";
import { runSettingsCommand } from "./settings-command.ts";

/** `vigie collector --config FILE [--check]` */
export async function runCollectorCommand(argv: readonly string[], io: Io): Promise<number> {
  const command = {
    name: "collector",
    help: collectorHelp,
    load: loadCollector,
    summary: (found: ReturnType<typeof loadCollector>) => collectorSummary(found, Math.floor(Date.now() / 1_000)),
    // Loaded only to run: a check opens nothing and needs none of it.
    run: async ({ settings, directory }: ReturnType<typeof loadCollector>, file: string) =>
      (await import("../collector/main.ts")).runCollector(settings, directory, (signal) => deliverInChild(file, signal)),
  };
  return runSettingsCommand(command, argv, io);
}
