import { setMaxListeners } from "node:events";
import { loadAgentSettings } from "../../../agent/config/load-agent-settings.ts";
import { families } from "../../../agent/drivers/index.ts";
import { runAgent } from "../../../agent/main.ts";

/** `node many-agents.ts AGENT.YML…`: whole agents, each with its own files and line, in one process: forty of them would not fit a small machine. */
setMaxListeners(0, process);
const codes = await Promise.all(process.argv.slice(2).map((file) => runAgent(loadAgentSettings(file, { families }))));
process.exitCode = Math.max(...codes);
