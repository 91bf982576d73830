import { fileURLToPath } from "node:url";
import { type Daemon, type DaemonOptions, startDaemon } from "./daemon.ts";

const command = fileURLToPath(new URL("../../cli/main.js", import.meta.url));

export interface VigieOptions extends Pick<DaemonOptions, "folder" | "env"> {
  /** An agent needs nobody to start: it is ready at once unless told. */
  readonly isReady?: DaemonOptions["isReady"];
  /** Flags for Node.js. */
  readonly flags?: readonly string[];
}

/** `vigie agent` or `vigie collector` as a process of its own; its log is `NAME.log` in `folder`. */
export function startVigie(name: "agent" | "collector", config: string, options: VigieOptions): Promise<Daemon> {
  const { isReady = () => Promise.resolve(true), flags = [], ...more } = options;
  return startDaemon({ name, command: process.execPath, args: [...flags, command, name, "--config", config], isReady, ...more });
}
