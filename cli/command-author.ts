import { statSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import type { Author } from "../collector/fleet/history.ts";

/** By the person's own name where the command was given through sudo. */
export function authorOfCommand(): Author {
  const { SUDO_USER: person, SSH_CONNECTION: connection } = process.env;
  return { who: person ?? nameOfUser(), origin: connection?.split(" ")[0] ?? hostname() };
}

function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the system's list, as in a container.
    return String(process.getuid?.());
  }
}

/** What root would write, the collector's user could not read: the database's log, the authority's key. */
export function becomeOwnerOf(dataDir: string): void {
  const { uid, gid } = statSync(dataDir);
  if (process.getuid?.() !== 0 || uid === 0) return;
  process.setgroups?.([gid]);
  process.setegid?.(gid);
  process.seteuid?.(uid);
}
