import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { serveWork } from "../measure/serve-work.ts";
import { answerer } from "../snmp/answer.ts";
import { targetAddress, targetCount } from "../snmp/targets.ts";

// A hundred codecs, each on its own loopback address and all on one port. What this process costs is nobody's figure.

const answer = answerer();
const first = await listenAt(targetAddress(0), 0);
const { port } = first.address();
await Promise.all(Array.from({ length: targetCount - 1 }, (_, index) => listenAt(targetAddress(index + 1), port)));
serveWork(port, () => Promise.resolve(0));

async function listenAt(address: string, at: number): Promise<Socket> {
  const socket = createSocket("udp4");
  socket.on("message", (request, from) => socket.send(answer(request), from.port, from.address));
  socket.bind(at, address);
  await once(socket, "listening");
  return socket;
}
