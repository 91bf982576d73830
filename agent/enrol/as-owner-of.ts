import { statSync } from "node:fs";

/**
 * Where root enrols for the user that the agent runs as, root's rights stay outside that user's folder: whoever holds the agent may have
 * laid links there, and must reach nothing that the agent could not reach by itself. The work is done at once, so nothing else runs meanwhile.
 */
export function asOwnerOf<Value>(folder: string, work: () => Value): Value {
  const { geteuid, getegid, getgroups, setgroups, setegid, seteuid } = process;
  if (geteuid?.() !== 0 || !(getegid && getgroups && setgroups && setegid && seteuid)) return work();
  const owner = statSync(folder, { throwIfNoEntry: false });
  if (owner === undefined || owner.uid === 0) return work();
  const { uid, gid } = owner;
  const former = { gid: getegid(), groups: getgroups() };
  try {
    setgroups([gid]);
    setegid(gid);
    seteuid(uid);
    return work();
  } finally {
    seteuid(0);
    setegid(former.gid);
    setgroups(former.groups);
  }
}
