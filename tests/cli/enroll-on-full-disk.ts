import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { vigie } from "./heard.ts";

/** Enrols on a small disk of its own on which so many blocks are left, and says on standard output what came of it. */
const [disk = "", collectorUrl = "", authority = "", blocks = "", code = ""] = process.argv.slice(2);
const blockBytes = 4_096;
const folder = join(disk, "site");
mkdirSync(folder);
leave(Number(blocks));
const config = join(folder, "agent.yml");
const said = await vigie("agent", "enroll", "--collector", collectorUrl, "--code", code, "--ca-file", authority, "--config", config);
const credentials = join(folder, "donnees", "credential");
const files = [...readdirSync(folder), ...(existsSync(credentials) ? readdirSync(credentials) : [])].toSorted();
writeSync(1, JSON.stringify({ blocks: Number(blocks), ...said, files }));

/** Fills the disk, then gives that much back. */
function leave(left: number): void {
  const filler = join(disk, "filler");
  rmSync(filler, { force: true, recursive: true });
  mkdirSync(filler);
  const isWritten = (name: string): boolean => {
    try {
      writeFileSync(join(filler, name), Buffer.alloc(blockBytes));
      return true;
    } catch {
      return false;
    }
  };
  let count = 0;
  while (isWritten(String(count))) count += 1;
  rmSync(join(filler, String(count)), { force: true });
  for (let given = 1; given <= left; given += 1) rmSync(join(filler, String(count - given)));
}
