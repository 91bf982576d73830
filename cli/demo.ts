import { fileURLToPath } from "node:url";
import { exitCodes } from "../settings/exit-codes.ts";
import { demoSites, demoTerritories } from "../simulator/fleet/demonstration.ts";
import { readArguments } from "./arguments.ts";
import { type DataFolder, openDataFolder } from "./demo/data-folder.ts";
import { isPortFree, leaveFolder, takeFolder } from "./demo/one-at-a-time.ts";
import { runProducts } from "./demo/run-products.ts";
import { openScreen, type Screen } from "./demo/screen.ts";
import { demoFr, demoHelp } from "./fr-demo.ts";
import type { Io } from "./io.ts";
import { usageProblem } from "./settings-command.ts";

const defaultPort = "8080";
const defaultFolder = fileURLToPath(new URL("../.data", import.meta.url));

/** `vigie demo`: the whole product on this machine, until Ctrl-C. */
export async function runDemo(argv: readonly string[], io: Io): Promise<number> {
  const found = readArguments(argv, { options: [], flags: [], maxPositionals: 0 });
  if ("problem" in found) return usageProblem(found.problem, "demo", io);
  if (found.flags.has("help")) {
    io.stdout(demoHelp);
    return exitCodes.done;
  }
  const screen = openScreen(io, process.stdout.isTTY ? process.stdout.columns : null);
  const port = await usablePort(process.env["VIGIE_PORT"] ?? defaultPort, screen);
  if (port === null) return exitCodes.failure;
  const data = usableFolder(process.env["VIGIE_DATA"] ?? defaultFolder, screen);
  if (data === null) return exitCodes.failure;
  const lock = data.file("demo.pid");
  const owner = takeFolder(lock);
  if (owner !== null) {
    screen.complain(demoFr.folderTaken(data.path, owner));
    return exitCodes.failure;
  }
  try {
    screen.say(demoFr.title);
    const codecs = demoSites.flatMap((site) => site.codecs);
    const families = new Set(codecs.map(({ family }) => family)).size;
    screen.say(demoFr.what({ codecs: codecs.length, families, sites: demoSites.length, territories: demoTerritories.length }));
    return await runProducts({ data, port, screen });
  } finally {
    leaveFolder(lock);
  }
}

async function usablePort(word: string, screen: Screen): Promise<number | null> {
  const port = Number(word);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    screen.complain(demoFr.badPort(word));
    return null;
  }
  if (await isPortFree(port)) return port;
  screen.complain(demoFr.portTaken(port));
  return null;
}

function usableFolder(path: string, screen: Screen): DataFolder | null {
  try {
    return openDataFolder(path);
  } catch (error) {
    screen.complain(demoFr.folderUnusable(path, error instanceof Error ? error.message : String(error)));
    return null;
  }
}
