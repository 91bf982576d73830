import { loadAgentSettings } from "../agent/config/load-agent-settings.ts";
import { families } from "../agent/drivers/index.ts";
import { agentHelp, agentSummary } from "./fr-agent.ts";
import type { Io } from "./io.ts";
import { runSettingsCommand } from "./settings-command.ts";

/** `vigie agent --config FILE [--check]`, `vigie agent enroll …` */
export async function runAgentCommand(argv: readonly string[], io: Io): Promise<number> {
  const [action, ...rest] = argv;
  if (action === "enroll") return (await import("./agent-enroll.ts")).runEnroll(rest, io);
  const command = {
    name: "agent",
    help: agentHelp,
    load: (file: string) => loadAgentSettings(file, { families }),
    summary: agentSummary,
    // Loaded only to run: a check opens nothing and needs none of it.
    run: async (settings: ReturnType<typeof loadAgentSettings>) => (await import("../agent/main.ts")).runAgent(settings),
  };
  return runSettingsCommand(command, argv, io);
}
