import { connect } from "node:net";
import { addressOf, nameNotFound, type Witnessed } from "./witness.ts";

const refused: Witnessed = { outcome: "refused", note: "connection_refused" };
const silent: Witnessed = { outcome: "silent", note: "connect_timeout" };

/** Whether a connection to this port is accepted. Nothing is sent on it, and it is closed at once. */
export async function witnessTcp(host: string, port: number, timeoutMs: number): Promise<Witnessed> {
  const address = await addressOf(host);
  if (address === null) return nameNotFound;
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: timeoutMs });
    const end = (witnessed: Witnessed): void => {
      socket.destroy();
      resolve(witnessed);
    };
    socket.once("connect", () => end({ outcome: "answered" }));
    socket.once("timeout", () => end(silent));
    socket.once("error", (error) => end(witnessedOf(error)));
  });
}

function witnessedOf(error: Error): Witnessed {
  const code = "code" in error ? error.code : "";
  if (code === "ECONNREFUSED") return refused;
  return code === "EHOSTUNREACH" || code === "ENETUNREACH" ? { outcome: "silent", note: "no_route" } : silent;
}
