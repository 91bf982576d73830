import { mainHelp } from "./fr.ts";
import type { Io } from "./io.ts";
import { type Program, runProgram } from "./run-program.ts";

const commands: Program["commands"] = {
  agent: async (argv, io) => (await import("./agent.ts")).runAgentCommand(argv, io),
  agents: async (argv, io) => (await import("./agents.ts")).runAgentsCommand(argv, io),
  collector: async (argv, io) => (await import("./collector.ts")).runCollectorCommand(argv, io),
  probe: async (argv, io) => (await import("./probe.ts")).runProbe(argv, io),
  calls: async (argv, io) => (await import("./calls.ts")).runCallsCommand(argv, io),
  scan: async (argv, io) => (await import("./scan.ts")).runScan(argv, io),
  inventory: async (argv, io) => (await import("./inventory-check.ts")).runInventoryCommand(argv, io),
  sla: async (argv, io) => (await import("./sla.ts")).runSlaCommand(argv, io),
  usage: async ([action, ...rest], io) =>
    action === "export"
      ? (await import("./usage-export.ts")).runUsageExport(rest, io)
      : (await import("./usage.ts")).runUsage(action === undefined ? [] : [action, ...rest], io),
  report: async (argv, io) => (await import("./report.ts")).runReportCommand(argv, io),
  maintenance: async (argv, io) => (await import("./maintenance.ts")).runMaintenanceCommand(argv, io),
  incidents: async (argv, io) => (await import("./incidents.ts")).runIncidentsCommand(argv, io),
  purposes: async (argv, io) => (await import("./purposes.ts")).runPurposesCommand(argv, io),
  campaigns: async (argv, io) => (await import("./campaigns.ts")).runCampaignsCommand(argv, io),
  privacy: async (argv, io) => (await import("./privacy.ts")).runPrivacyCommand(argv, io),
  tokens: async (argv, io) => (await import("./tokens.ts")).runTokensCommand(argv, io),
  audit: async (argv, io) => (await import("./audit.ts")).runAuditCommand(argv, io),
  demo: async (argv, io) => (await import("./demo.ts")).runDemo([...argv], io),
};

/** The `vigie` command. Returns the exit code. */
export const runVigie = (argv: readonly string[], io: Io): Promise<number> => runProgram({ help: mainHelp, commands }, argv, io);
