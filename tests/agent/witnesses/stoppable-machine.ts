import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A machine that can be reached on one port of loopback, and that can fall silent as a machine without power does. */
export interface StoppableMachine {
  readonly port: number;
  /** From here on a connection is neither accepted nor refused. */
  fallSilent(): Promise<void>;
  comeBack(): void;
  close(): Promise<void>;
}

const listening = `
  const server = require("node:net").createServer((socket) => socket.on("error", () => {}).end());
  server.listen({ host: "127.0.0.1", port: 0, backlog: 1 }, () => console.log(server.address().port));`;

/** The kernel accepts connections for a process that was stopped until its backlog is full: these fill it. */
const enoughToFill = 8;

export async function startStoppableMachine(): Promise<StoppableMachine> {
  const child = spawn(process.execPath, ["-e", listening], { stdio: ["ignore", "pipe", "ignore"] });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const port = Number(line.toString());
  let waiting: Socket[] = [];
  return {
    port,
    fallSilent: async () => {
      child.kill("SIGSTOP");
      waiting = Array.from({ length: enoughToFill }, () => connect({ host: "127.0.0.1", port }).on("error", () => {}));
      await Promise.any(waiting.map((socket) => once(socket, "connect")));
    },
    comeBack: () => {
      for (const socket of waiting) socket.destroy();
      child.kill("SIGCONT");
    },
    close: async () => {
      for (const socket of waiting) socket.destroy();
      await ended(child);
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}
