import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";

export const placeNames = ["agent", "collector", "codecs"] as const;
export type PlaceName = (typeof placeNames)[number];

/** A host of the suite: its own address, and the one by which it sees everybody else. */
export interface Place {
  readonly own: string;
  /** Address of the relays, as seen from this place. Nothing else can be reached from it. */
  readonly relays: string;
  /** Words before a command that make it run there. */
  readonly enter: readonly string[];
}

export interface Places {
  readonly of: Readonly<Record<PlaceName, Place>>;
  /** Null where each place is a network namespace of its own; else why all share the loopback of this machine. */
  readonly whyShared: string | null;
  close(): Promise<void>;
}

/**
 * Makes a network namespace for each host, tied by a cable to this process's own and by nothing to each other: what they say to one
 * another goes through our relays, or not at all. To be called in a network namespace that nobody else uses. Where the machine
 * refused that one (`whyShared`) or refuses these, all is done on its loopback, where the relays stand between them just the same but
 * could be passed by.
 */
export async function makePlaces(whyShared: string | null): Promise<Places> {
  if (whyShared !== null) return sharedPlaces(whyShared);
  const keepers: ChildProcess[] = [];
  const close = async (): Promise<void> => {
    for (const keeper of keepers) {
      const ended = once(keeper, "exit");
      keeper.kill("SIGKILL");
      await ended;
    }
  };
  try {
    ip("link", "set", "lo", "up");
    const [agent, collector, codecs] = [
      await connect("agent", 1, keepers),
      await connect("collector", 2, keepers),
      await connect("codecs", 3, keepers),
    ];
    return { of: { agent, collector, codecs }, whyShared: null, close };
  } catch (error) {
    await close();
    return sharedPlaces(error instanceof Error ? (error.message.trim().split("\n").at(-1) ?? "") : String(error));
  }
}

function sharedPlaces(whyShared: string): Places {
  const place: Place = { own: "127.0.0.1", relays: "127.0.0.1", enter: [] };
  return { of: { agent: place, collector: place, codecs: place }, whyShared, close: () => Promise.resolve() };
}

/** A process that does nothing keeps the namespace until it is killed; it dies with us. */
async function connect(name: PlaceName, number: number, keepers: ChildProcess[]): Promise<Place> {
  const keeper = spawn("unshare", ["--net", "sh", "-c", "echo ready; exec cat"], { stdio: ["pipe", "pipe", "inherit"] });
  keepers.push(keeper);
  await Promise.race([once(keeper.stdout, "data"), once(keeper, "exit").then(() => Promise.reject(new Error(`no namespace for ${name}`)))]);
  const enter = ["nsenter", `--net=/proc/${keeper.pid ?? 0}/ns/net`];
  const [cable, relays, own] = [`to-${name}`, `10.77.${number}.1`, `10.77.${number}.2`];
  ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", String(keeper.pid));
  ip("addr", "add", `${relays}/30`, "dev", cable);
  ip("link", "set", cable, "up");
  const inside = (...words: string[]) =>
    execFileSync("nsenter", [...enter.slice(1), "ip", ...words], { stdio: ["ignore", "ignore", "pipe"] });
  inside("link", "set", "lo", "up");
  inside("addr", "add", `${own}/30`, "dev", "eth0");
  inside("link", "set", "eth0", "up");
  return { own, relays, enter };
}

function ip(...words: string[]): void {
  execFileSync("ip", words, { stdio: ["ignore", "ignore", "pipe"] });
}
