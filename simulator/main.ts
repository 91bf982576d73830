import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type SimulatedFamily, simulatedFamilies } from "./codec-view.ts";
import { type Fleet, startFleet } from "./fleet.ts";
import { fleetOf } from "./fleet-of.ts";
import { words } from "./fr.ts";
import { playScript } from "./play-script.ts";
import { seededRandom } from "./random.ts";
import { randomScript } from "./random-script.ts";
import type { ScriptLine } from "./script.ts";
import { scriptLinesOf } from "./script-lines.ts";

const options = {
  codecs: { type: "string" },
  family: { type: "string" },
  "own-addresses": { type: "boolean", default: false },
  "snmp-port": { type: "string", default: "11610" },
  "http-port": { type: "string", default: "18443" },
  "no-http": { type: "boolean", default: false },
  community: { type: "string", default: "public" },
  list: { type: "string" },
  random: { type: "string" },
  script: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

type Arguments = ReturnType<typeof parseArguments>;

function parseArguments(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, strict: true }).values;
  } catch {
    throw new Error(words.badArguments);
  }
}

/** Runs a fleet alone, for benches and for trying things by hand. */
async function main(argv: readonly string[]): Promise<void> {
  const values = parseArguments(argv);
  if (values.help) return print(words.help);
  const startedAt = performance.now();
  const fleet = await startFleet(fleetOf(shapeOf(values)));
  if (values.list !== undefined) writeFileSync(values.list, `${JSON.stringify(listOf(fleet), null, 1)}\n`);
  print(words.ready(fleet.codecs.length, Math.round(performance.now() - startedAt)));
  const run = playScript(fleet, linesOf(values, fleet), { onLine: (line) => print(words.event(line.codec, line)) });
  const stop = (): void => {
    run.stop();
    void fleet.close();
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
}

function shapeOf(values: Arguments) {
  const count = Number(values.codecs);
  if (!Number.isInteger(count) || count < 1 || count > 5000) throw new Error(words.badCount);
  const v3User = { user: "vigie", authProtocol: "sha256", authPassword: "authentification", privPassword: "confidentialite" } as const;
  return {
    count,
    ...(values.family === undefined ? {} : { families: [familyOf(values.family)] }),
    hasOwnAddresses: values["own-addresses"],
    snmpPort: portOf(values["snmp-port"]),
    httpPort: portOf(values["http-port"]),
    credentials: {
      community: values.community,
      v3User,
      ...(values["no-http"] ? {} : { httpUser: "admin", httpPassword: "demonstration" }),
    },
  };
}

function familyOf(word: string): SimulatedFamily {
  const family = simulatedFamilies.find((known) => known === word);
  if (family === undefined) throw new Error(words.badFamily(word));
  return family;
}

function portOf(word: string): number {
  const port = Number(word);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(words.badPort(word));
  return port;
}

function linesOf(values: Arguments, fleet: Fleet): Iterable<ScriptLine> {
  if (values.script !== undefined) {
    const lines = scriptLinesOf(JSON.parse(readFileSync(values.script, "utf8")));
    if (lines === null) throw new Error(words.badScript(values.script));
    for (const line of lines) fleet.codec(line.codec);
    return lines;
  }
  if (values.random === undefined) return [];
  const ids = fleet.codecs.map((codec) => codec.identity.id);
  return randomScript({ codecs: ids, callers: ids, random: seededRandom(Number(values.random)), callEveryS: 30, faultEveryS: 30 });
}

function listOf(fleet: Fleet): unknown {
  return fleet.codecs.map(({ identity, address, snmpPort, httpUrl }) => ({
    id: identity.id,
    family: identity.family,
    address,
    snmpPort,
    httpUrl,
  }));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  // A fleet that is already open would keep the process alive.
  process.exit(1);
}
