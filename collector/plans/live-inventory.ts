import { statSync } from "node:fs";
import { basename } from "node:path";
import type { Logger } from "pino";
import { formatProblem, type Problem, SettingsError } from "../../settings/problem.ts";
import type { Directory } from "../directory/directory.ts";
import { loadDirectory } from "../directory/load-directory.ts";
import { standingDirectory } from "../directory/standing-directory.ts";

export interface LiveInventoryOptions {
  readonly file: string;
  /** What was read at the start. */
  readonly directory: Directory;
  readonly log: Pick<Logger, "info" | "error">;
  /** ms since 1970 UTC */
  readonly now: () => number;
  readonly lookEveryMs?: number;
}

/** What is served now, and where the newest file is wrong, if it is. */
export interface InventoryStanding {
  readonly loadedAt: number;
  readonly refused: { readonly since: number; readonly problems: readonly string[] } | null;
}

export interface LiveInventory {
  /** At each moment what the newest good inventory says: to be handed out once. */
  readonly directory: Directory;
  standing(): InventoryStanding;
  /** Reads the file now, whether or not it seems to have changed. */
  reload(): void;
  stop(): void;
}

const defaultLookEveryMs = 5_000;

/**
 * The inventory as its file says, read again when it has changed. A file is read once two looks find it the same: one that is
 * still being written could be right and lack its end. One that is wrong changes nothing: the last that was right is served on.
 */
export function startLiveInventory(options: LiveInventoryOptions): LiveInventory {
  const { file, log, now, lookEveryMs = defaultLookEveryMs } = options;
  let directory = options.directory;
  let standing: InventoryStanding = { loadedAt: now(), refused: null };
  let read = stampOf(file);
  let seen = read;

  const reload = (): void => {
    read = stampOf(file);
    try {
      directory = loadDirectory(file);
      standing = { loadedAt: now(), refused: null };
      log.info({ sites: directory.sites.length, endpoints: directory.endpoints.length }, "inventory has changed");
    } catch (error) {
      const problems = error instanceof SettingsError ? error.problems : [];
      const told = problems.length === 0 ? [String(error)] : problems.map((problem) => formatProblem(inItsFolder(problem)));
      const places = problems.length === 0 ? [basename(file)] : problems.map(placeOf);
      standing = { ...standing, refused: { since: standing.refused?.since ?? now(), problems: places } };
      log.error({ problems: told.slice(0, mostProblemsLogged), count: told.length }, "inventory is refused, the former one stays");
    }
  };
  const look = (): void => {
    const stamp = stampOf(file);
    if (stamp !== read && stamp === seen) reload();
    seen = stamp;
  };
  const timer = setInterval(look, lookEveryMs);
  return { directory: standingDirectory(() => directory), standing: () => standing, reload, stop: () => clearInterval(timer) };
}

const mostProblemsLogged = 20;

const inItsFolder = (problem: Problem): Problem => ({ ...problem, file: basename(problem.file) });

/** Anybody may read the page: what was written there, a password in the wrong place perhaps, is for the log alone. */
const placeOf = (problem: Problem): string => formatProblem({ ...inItsFolder(problem), message: "" }).replace(/ (?:: )?$/, "");

/** Changes whenever the file does, replaced or written over. */
function stampOf(file: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(file);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return "absent";
  }
}
