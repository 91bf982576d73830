import snmp from "net-snmp";
import { inFlight } from "../measure/in-flight.ts";
import { serveWork } from "../measure/serve-work.ts";
import { benchOids, community } from "../snmp/nodes.ts";
import { targetAddress, targetCount, width } from "../snmp/targets.ts";

// The floor under ours: the library alone, one session a target, its values thrown away. Argument: port of the responder.

const port = Number(process.argv[2]);
const options = { port, version: snmp.Version2c, timeout: 3_000, retries: 1 };
const sessions = Array.from({ length: targetCount }, (_, index) => snmp.createSession(targetAddress(index), community, options));

serveWork(null, (polls) => inFlight(polls, width, (index) => ask(sessions[index % sessions.length])));

function ask(session: snmp.Session | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    session?.get([...benchOids], (error, varbinds) => resolve(error === null && varbinds?.length === benchOids.length));
  });
}
