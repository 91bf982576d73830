import { type Io } from "../../cli/io.ts";
import { runProgram } from "../../cli/run-program.ts";
import { siteHelp } from "./fr.ts";

// As cli/main.js does for the whole of Vigie, whose words say why.
process.env["TZ"] = "UTC";
process.umask(0o077);
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") process.exitCode = 1;
});

const io: Io = {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  ...(process.stdout.isTTY && { columns: process.stdout.columns }),
  stdin: async () => (await import("node:stream/consumers")).buffer(process.stdin),
};

/** What is of use on a site: neither the collector nor what reads its ledger. */
const commands = {
  agent: async (argv: readonly string[], of: Io) => (await import("../../cli/agent.ts")).runAgentCommand(argv, of),
  probe: async (argv: readonly string[], of: Io) => (await import("../../cli/probe.ts")).runProbe(argv, of),
  scan: async (argv: readonly string[], of: Io) => (await import("../../cli/scan.ts")).runScan(argv, of),
};

process.exitCode = await runProgram({ help: siteHelp, commands }, process.argv.slice(2), io);
